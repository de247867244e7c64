using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using CrmMilestones.Packaging;
using CrmMilestones.Scripts;
using Xunit;

namespace CrmMilestones.Tests.Pack;

/// <summary>A copy of the unpacked solution that a test may change.</summary>
sealed class SolutionCopy : IDisposable
{
    public SolutionCopy()
    {
        var source = Path.Combine(RepositoryRoot.Path, "Solution");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            Write(Path.GetRelativePath(source, file), File.ReadAllText(file));
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("CrmMilestones.").FullName;

    public byte[] Pack(bool managed = true, string? plugin = null) =>
        SolutionPacker.Pack(Folder, plugin ?? PluginDll.BuiltPath, managed);

    /// <summary>What packing complains of.</summary>
    public IReadOnlyList<Defect> Defects() => Assert.Throws<SolutionRefusedException>(() => Pack()).Defects;

    /// <summary>
    /// The file, or the first in the folder, in which the pattern matches; relative, with forward slashes.
    /// </summary>
    public string Find(string place, string pattern = "") => Candidates(place)
        .First(file => Regex.IsMatch(Read(file), pattern));

    /// <summary>Replaces the first match in the file, or in the first file of the folder that has one.</summary>
    public Break Replace(string place, string pattern, string replacement)
    {
        var file = Find(place, pattern);
        var text = Read(file);
        var match = Regex.Match(text, pattern);
        Write(file, text[..match.Index] + match.Result(replacement) + text[(match.Index + match.Length)..]);
        return new(this, file, 1 + text[..match.Index].Count(c => c == '\n'));
    }

    /// <summary>Replaces a text in every file.</summary>
    public void ReplaceAll(string text, string replacement)
    {
        foreach (var file in Candidates("").Where(file => Read(file).Contains(text, StringComparison.Ordinal))
            .ToArray())
        {
            Write(file, Read(file).Replace(text, replacement, StringComparison.Ordinal));
        }
    }

    /// <summary>
    /// The place of the first match, for breaks that are noticed elsewhere than where they were made.
    /// </summary>
    public Break At(string place, string pattern) => Replace(place, pattern, "$0");

    public Break Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return new(this, file, 1);
    }

    public SolutionCopy Delete(string file)
    {
        File.Delete(Path.Combine(Folder, file));
        return this;
    }

    public string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    IEnumerable<string> Candidates(string place) => Directory.Exists(Path.Combine(Folder, place))
        ? Directory.EnumerateFiles(Path.Combine(Folder, place), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal)
        : [place];
}

/// <summary>A place in a copy of the solution where something was broken.</summary>
sealed record Break(SolutionCopy Solution, string File, int Line)
{
    /// <summary>Packing complains of this place and of nothing else.</summary>
    public void IsRefused(string what, string advice)
    {
        var defect = Assert.Single(Solution.Defects());
        Assert.Equal((File, Line), (defect.File, defect.Line));
        Assert.Contains(what, defect.What, StringComparison.Ordinal);
        Assert.Contains(advice, defect.Advice, StringComparison.Ordinal);
    }
}
