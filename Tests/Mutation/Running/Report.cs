using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace CrmMilestones.Mutation.Running;

/// <summary>A change in the words of the report.</summary>
sealed record Described(string File, int Line, string Change)
{
    public override string ToString() => $"{File}({Line}): {Change}";
}

/// <summary>Tells of survivors at once, and of everything in a file.</summary>
sealed class Report(int expected, string command)
{
    readonly string _file = FileOf(command);
    readonly List<(Described Mutant, Verdict Verdict)> _all = [];
    bool _isStale;

    /// <summary>Tells of entries of the data that fit nothing any more.</summary>
    public void AddStale(IEnumerable<string> entries)
    {
        foreach (var entry in entries)
        {
            _isStale = true;
            Console.WriteLine($"Fits nothing any more: {entry}");
        }
    }

    public void Add(Described mutant, Verdict verdict)
    {
        lock (_all)
        {
            _all.Add((mutant, verdict));
            if (verdict.Fate == Fate.Survived)
            {
                Console.WriteLine($"{mutant}: survived ({verdict.By})");
            }

            if (_all.Count % 50 == 0 || _all.Count == expected)
            {
                Console.WriteLine($"-- {_all.Count} of {expected}");
            }
        }
    }

    /// <summary>Writes the report and prints the scores.</summary>
    /// <returns>0 if nothing survived and no entry of the data is stale, else 1.</returns>
    public int Close()
    {
        string[] lines =
        [
            .. _all.OrderBy(entry => entry.Mutant.File, StringComparer.Ordinal).ThenBy(entry => entry.Mutant.Line)
                .Select(entry => $"{entry.Mutant}: {entry.Verdict.Fate}: {entry.Verdict.By}"),
        ];
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        File.WriteAllLines(_file, lines);
        foreach (var group in _all.GroupBy(entry => Path.GetDirectoryName(entry.Mutant.File)!)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Console.WriteLine(Score(group.Key, [.. group.Select(entry => entry.Verdict.Fate)]));
        }

        Console.WriteLine(Score("All", [.. _all.Select(entry => entry.Verdict.Fate)]));
        Console.WriteLine($"Report: {_file}");
        return !_isStale && _all.All(entry => entry.Verdict.Fate != Fate.Survived) ? 0 : 1;
    }

    /// <summary>The lines of what survived when a command ran last.</summary>
    public static IReadOnlyList<string> Survivors(string command) =>
    [
        .. File.ReadLines(FileOf(command))
            .Where(line => line.Contains($": {Fate.Survived}: ", StringComparison.Ordinal)),
    ];

    static string FileOf(string command) => Path.Combine(Msbuild.Clone, "artifacts", "mutation", command + ".txt");

    static string Score(string name, IReadOnlyList<Fate> fates)
    {
        int Count(Fate fate) => fates.Count(f => f == fate);
        var (killed, survived) = (Count(Fate.Killed), Count(Fate.Survived));
        var score = killed + survived == 0 ? 1 : (double)killed / (killed + survived);
        return $"{name}: {killed} of {killed + survived} killed ({score:P1}), {Count(Fate.Equivalent)} equivalent, "
            + $"{Count(Fate.NotCompiled)} not compiled";
    }
}
