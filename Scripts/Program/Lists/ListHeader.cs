using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace CrmMilestones.Scripts.Lists;

/// <summary>The header of a list: which column says what.</summary>
sealed class ListHeader
{
    /// <summary>Letters of a header in a message; the sample's has fewer.</summary>
    const int MostShown = 600;

    readonly Dictionary<ListTarget, int> _indexes = [];

    /// <exception cref="InvalidDataException">It isn't the header of such a list; the message says why.</exception>
    public ListHeader(IReadOnlyList<string> names, IReadOnlyList<ListTarget> targets, ListMap map)
    {
        Names = names;
        DemandNames();
        var mapped = Mapped(map);
        DemandMap(mapped, map, targets);
        // What is told goes before what is recognized.
        foreach (var isMapped in new[] { true, false })
        {
            for (var index = 0; index < names.Count; index++)
            {
                if (mapped.ContainsKey(Key(names[index])) == isMapped
                    && Find(names[index], targets, mapped) is { } target)
                {
                    _indexes.TryAdd(target, index);
                }
            }
        }

        var missing = targets.Where(target => target.IsRequired && !_indexes.ContainsKey(target)).ToArray();
        if (missing.Length > 0)
        {
            throw new InvalidDataException(
                $"The header (line 1) lacks: {string.Join(", ", missing.Select(target => target.Headers[0]))}. Its "
                + $"columns are: {Shown(names)}. Say which of them it is, such as "
                + $"--map \"{Shown([names[0]])}={missing[0].Name}\".");
        }
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether it is the sample's, whose page declares how its dates are written.</summary>
    public bool IsOfSample => LegacyColumns.All.All(Names.Contains);

    /// <summary>Columns from which nothing is taken.</summary>
    public IReadOnlyList<string> Unused => [.. Names.Where((_, index) => !_indexes.ContainsValue(index))];

    /// <summary>Which column says it; below 0 if none does.</summary>
    public int IndexOf(ListTarget target) => _indexes.TryGetValue(target, out var index) ? index : -1;

    /// <summary>The column as the list names it.</summary>
    public string NameOf(ListTarget target) => IndexOf(target) is >= 0 and var index ? Names[index] : target.Headers[0];

    /// <summary>How many of a header's names are known: by it the delimiter is told.</summary>
    public static int Known(IReadOnlyList<string> names, IReadOnlyList<ListTarget> targets, ListMap map)
    {
        var mapped = Mapped(map);
        return names.Count(name => mapped.ContainsKey(Key(name)) || Find(name, targets, mapped) is not null);
    }

    static Dictionary<string, string> Mapped(ListMap map)
    {
        Dictionary<string, string> mapped = [];
        foreach (var (header, target) in map.Columns)
        {
            mapped[Key(header)] = target;
        }

        return mapped;
    }

    static ListTarget? Find(string name, IReadOnlyList<ListTarget> targets, Dictionary<string, string> mapped) =>
        mapped.TryGetValue(Key(name), out var told)
            ? targets.FirstOrDefault(target => target.Name.Equals(told, StringComparison.OrdinalIgnoreCase))
            : targets.FirstOrDefault(target => target.Headers.Any(header => Key(header) == Key(name)));

    /// <summary>What two spellings of a header have in common.</summary>
    static string Key(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>As many as somebody reads: what is taken for a header may be the whole of another file.</summary>
    static string Shown(IReadOnlyList<string> names)
    {
        var all = string.Join(", ", names);
        return all.Length <= MostShown ? all : all[..MostShown] + " and so on";
    }

    void DemandNames()
    {
        if (Names.Select((name, index) => (name, index)).FirstOrDefault(column => column.name.Length == 0)
            is { name: not null } unnamed)
        {
            throw new InvalidDataException($"Column {unnamed.index + 1} of the header (line 1) has no name.");
        }

        if (Names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1)
            is { } twice)
        {
            throw new InvalidDataException($"Two columns of the header (line 1) are called '{twice.Key}'.");
        }
    }

    void DemandMap(Dictionary<string, string> mapped, ListMap map, IReadOnlyList<ListTarget> targets)
    {
        var known = Names.Select(Key).ToHashSet();
        if (map.Columns.Keys.FirstOrDefault(header => !known.Contains(Key(header))) is { } strange)
        {
            throw new InvalidDataException(
                $"The map names '{strange}', and the header (line 1) has: {Shown(Names)}.");
        }

        if (mapped.Values.FirstOrDefault(told => told.Length > 0 && !targets.Any(
            target => target.Name.Equals(told, StringComparison.OrdinalIgnoreCase))) is { } unknown)
        {
            throw new InvalidDataException(
                $"The map leads to '{unknown}'; a column can say: {string.Join(", ", targets)}.");
        }

        if (mapped.Where(pair => pair.Value.Length > 0).GroupBy(pair => pair.Value.ToUpperInvariant())
            .FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new InvalidDataException($"The map leads two columns to {twice.First().Value}.");
        }
    }
}
