using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using CrmMilestones.Packaging;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Scripts;
using Xunit;

namespace CrmMilestones.Tests.Pack;

/// <summary>A copy of the unpacked solution, in memory, that a test may change.</summary>
sealed class SolutionCopy
{
    static readonly IReadOnlyList<SourceFile> Original =
        SourceFolder.Read(Path.Combine(RepositoryRoot.Path, "Solution"));

    static readonly PluginDll Built = PluginDll.Read(PluginDll.BuiltPath);

    readonly SortedDictionary<string, SourceFile> _files = new(
        Original.ToDictionary(file => file.Path), StringComparer.Ordinal);

    /// <summary>Paths relative to the solution's folder.</summary>
    public IReadOnlyCollection<string> Files => _files.Keys;

    public byte[] Pack(bool managed = true, PluginDll? plugin = null) =>
        SolutionPacker.Pack(SolutionSource.Of(_files.Values), plugin ?? Built, managed);

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
        foreach (var file in Candidates("").Where(file => Read(file).Contains(text, StringComparison.Ordinal)))
        {
            Write(file, Read(file).Replace(text, replacement, StringComparison.Ordinal));
        }
    }

    /// <summary>
    /// The place of the first match, for breaks that are noticed elsewhere than where they were made.
    /// </summary>
    public Break At(string place, string pattern) => Replace(place, pattern, "$0");

    /// <summary>Writes a file, and with it the twin that <c>generate</c> would write.</summary>
    public Break Write(string file, string text)
    {
        _files[file] = new(file, Encoding.UTF8.GetBytes(text));
        if (SolutionLayout.HasVariants(file) && !SolutionLayout.IsManagedVariant(file))
        {
            Write(SolutionLayout.Twin(file), text);
        }

        return new(this, file, 1);
    }

    public SolutionCopy Delete(string file)
    {
        _files.Remove(file);
        return this;
    }

    public string Read(string file) => Encoding.UTF8.GetString(_files[file].Content);

    /// <summary>Writes the copy to disk.</summary>
    public void SaveTo(string folder)
    {
        foreach (var file in _files.Values)
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, file.Content);
        }
    }

    string[] Candidates(string place) =>
    [
        .. _files.Keys.Where(file => place.Length == 0 || file == place
            || file.StartsWith(place + "/", StringComparison.Ordinal)),
    ];
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
