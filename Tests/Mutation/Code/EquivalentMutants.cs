using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace CrmMilestones.Mutation.Code;

/// <summary>
/// The mutants that no test can tell from the original: paragraphs of "file, member", the change as the report words
/// it, and the reason. They go by the file's name and the member's, as lines and folders move.
/// </summary>
sealed class EquivalentMutants
{
    readonly Dictionary<(string File, string Member, string Change), string> _reasons = [];
    readonly HashSet<(string File, string Member, string Change)> _met = [];

    public EquivalentMutants(string file)
    {
        var paragraphs = File.ReadAllText(file).ReplaceLineEndings("\n")
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(paragraph => paragraph.Trim().Split('\n')).Where(lines => !lines[0].StartsWith('#'));
        foreach (var lines in paragraphs)
        {
            if (lines is not [var place, var change, _, ..] || place.Split(", ") is not [var name, var member])
            {
                throw new InvalidDataException(
                    $"{file}: not \"file, member\", change, reason: {string.Join(" / ", lines)}");
            }

            _reasons[(name, member, change.Trim())] = string.Join(' ', lines[2..].Select(line => line.Trim()));
        }
    }

    /// <summary>Why the mutant is none; null if it is one.</summary>
    public string? Reason(Mutant mutant)
    {
        var key = (Path.GetFileName(mutant.File), mutant.Member, mutant.Change);
        _met.Add(key);
        return _reasons.GetValueOrDefault(key);
    }

    /// <summary>Entries of the files that <see cref="Reason"/> was never asked for: the code has changed.</summary>
    public IEnumerable<string> StaleIn(IEnumerable<string> files) => _reasons.Keys
        .Where(key => files.Contains(key.File) && !_met.Contains(key))
        .Select(key => $"{key.File}, {key.Member}: {key.Change}");
}
