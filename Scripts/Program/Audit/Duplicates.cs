using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Scripts.Output;
using CrmMilestones.Scripts.Pages;

namespace CrmMilestones.Scripts.Audit;

/// <summary>
/// Records that seem to be one customer's: by a key that two spellings share, of which a million take twelve megabytes.
/// </summary>
/// <param name="reason">What they have in common, in words.</param>
sealed class DuplicateIndex(string reason)
{
    readonly List<ulong> _keys = [];

    /// <summary>What they have in common, in words.</summary>
    public string Reason { get; } = reason;

    /// <summary>Groups of records that share a key.</summary>
    public int Groups { get; private set; }

    /// <summary>Records in them.</summary>
    public int Records { get; private set; }

    /// <param name="key">The next record's key; null when it has none.</param>
    public void Add(ulong? key) => _keys.Add(key ?? 0);

    /// <summary>For each record the place of the first one with its key, from 0; -1 of one that is alone.</summary>
    public int[] FirstOfGroup()
    {
        var places = Enumerable.Range(0, _keys.Count).ToArray();
        Array.Sort(_keys.ToArray(), places);
        var first = new int[places.Length];
        Array.Fill(first, -1);
        for (var start = 0; start < places.Length;)
        {
            var key = _keys[places[start]];
            var end = start + 1;
            while (end < places.Length && _keys[places[end]] == key)
            {
                end++;
            }

            if (key != 0 && end - start > 1)
            {
                var earliest = places.AsSpan(start..end).ToArray().Min();
                foreach (var place in places.AsSpan(start..end))
                {
                    first[place] = earliest;
                }

                Groups++;
                Records += end - start;
            }

            start = end;
        }

        return first;
    }
}

/// <summary>duplicates.csv: records that seem to be one customer's, found in verdicts.csv once it is written.</summary>
sealed class Duplicates
{
    readonly DuplicateIndex[] _indexes =
        [new("name, spelt in one way or another, and city"), new("registration number")];

    readonly List<(int Group, IReadOnlyList<object?> Row)> _rows = [];

    /// <summary>What was looked for.</summary>
    public IReadOnlyList<DuplicateIndex> Indexes => _indexes;

    /// <summary>The keys of a record. Any thread may ask.</summary>
    public static (ulong Name, ulong? Registration) KeysOf(CustomerRecord customer) => (
        TextHash.Of($"{SpellingKey.Of(customer.Name)}\n{customer.City}"),
        customer.Text(Columns.RegistrationNumber) is { } number ? TextHash.Of(number) : null);

    public void Add((ulong Name, ulong? Registration) keys)
    {
        _indexes[0].Add(keys.Name);
        _indexes[1].Add(keys.Registration);
    }

    /// <summary>Writes them in the order of the list; records of one group share the number in the first column.
    /// </summary>
    public void Write(TextReader verdicts, SafeCsv csv)
    {
        WriteLine(csv, ["Group", "Same", "Line", "Account Number", "Account Name", "City", "Country", "Verdict"]);
        var firsts = _indexes.Select(index => index.FirstOfGroup()).ToArray();
        if (_indexes.All(index => index.Groups == 0))
        {
            return;
        }

        RecordReader reader = new(verdicts, ',');
        reader.Read();
        for (var place = 0; reader.Read(); place++)
        {
            for (var index = 0; index < firsts.Length; index++)
            {
                if (firsts[index][place] is >= 0 and var group)
                {
                    string[] fields = [.. Enumerable.Range(0, 6).Select(field => reader.Field(field).ToString())];
                    Write(csv, group, _indexes[index].Reason, fields);
                }
            }
        }
    }

    public ReportTable ToTable() => new(
        "Records that seem to be one customer's",
        [
            new("Group", ColumnKind.Number), new("Same", ColumnKind.Choice), new("Line", ColumnKind.Number),
            "Account number", "Name", "City", new("Country", ColumnKind.Choice), new("Verdict", ColumnKind.Choice),
        ],
        [.. _rows.OrderBy(row => row.Group).Select(row => row.Row)])
    {
        Count = _indexes.Sum(index => index.Records),
        AllIn = AuditFiles.Duplicates,
    };

    void Write(SafeCsv csv, int group, string reason, string[] fields)
    {
        WriteLine(csv, [(group + 1).ToString(CultureInfo.InvariantCulture), reason, .. fields]);
        if (_rows.Count < ReportTable.MostRows)
        {
            _rows.Add((group, [group + 1, reason, int.Parse(fields[0], CultureInfo.InvariantCulture), .. fields[1..]]));
        }
    }

    static void WriteLine(SafeCsv csv, IEnumerable<string> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        csv.NextRecord();
    }
}
