using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using CrmMilestones.Plugins.Customer;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Benchmarks.Rules;

/// <summary>
/// A save before the rules: all that is wrong with it, and what the server writes into it. The floors are the same
/// verdict by <see cref="HandWrittenRules"/>, and, of rows, reading the columns that the rules judge.
/// </summary>
[MemoryDiagnoser, CategoriesColumn, GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class RuleBenchmarks
{
    const int Saves = 60_000;

    /// <summary>What the rows of all saves would take is more than a small machine has: some, again and again.</summary>
    const int Rows = 5_000;

    readonly Dictionary<Column, object?> _row = [];
    (CustomerFacts Before, CustomerFacts Submitted)[] _saves = [];
    (Entity Image, Entity Target)[] _rows = [];

    /// <exception cref="InvalidOperationException">The floor's verdict is another one.</exception>
    [GlobalSetup]
    public void Make()
    {
        _saves = [.. RandomSaves.Of(Saves)];
        _rows = [.. _saves.Take(Rows).Select(save => (Row(save.Before), Row(save.Submitted)))];
        if (_saves.Where(save => !IsSame(save.Before, save.Submitted)).ToArray() is { Length: > 0 } others)
        {
            throw new InvalidOperationException($"The floor judges {others.Length} saves otherwise.");
        }
    }

    [BenchmarkCategory("Check"), Benchmark(OperationsPerInvoke = Saves)]
    public int Check()
    {
        var problems = 0;
        foreach (var (before, submitted) in _saves)
        {
            problems += SaveRules.Check(Change(before, submitted)).Count;
        }

        return problems;
    }

    [BenchmarkCategory("Check"), Benchmark(Baseline = true, OperationsPerInvoke = Saves)]
    public int Check_by_hand()
    {
        var problems = 0;
        foreach (var (before, submitted) in _saves)
        {
            problems += new HandWrittenRules(before, submitted).Check();
        }

        return problems;
    }

    [BenchmarkCategory("With server's columns"), Benchmark(OperationsPerInvoke = Saves)]
    public int CheckAndServerColumns()
    {
        var found = 0;
        foreach (var (before, submitted) in _saves)
        {
            var change = Change(before, submitted);
            found += SaveRules.Check(change) is { Count: > 0 } problems ? problems.Count : Written(change).Count;
        }

        return found;
    }

    [BenchmarkCategory("With server's columns"), Benchmark(Baseline = true, OperationsPerInvoke = Saves)]
    public int Check_and_server_columns_by_hand()
    {
        var found = 0;
        foreach (var (before, submitted) in _saves)
        {
            HandWrittenRules rules = new(before, submitted);
            var problems = rules.Check();
            found += problems > 0 ? problems : WrittenByHand(rules).Count;
        }

        return found;
    }

    [BenchmarkCategory("Row to verdict"), Benchmark(OperationsPerInvoke = Rows)]
    public int RowToVerdict()
    {
        var problems = 0;
        foreach (var (image, target) in _rows)
        {
            problems += SaveRules.Check(Change(CustomerRow.Facts(image), CustomerRow.Facts(target))).Count;
        }

        return problems;
    }

    [BenchmarkCategory("Row to verdict"), Benchmark(Baseline = true, OperationsPerInvoke = Rows)]
    public int Columns_read()
    {
        var filled = 0;
        foreach (var (image, target) in _rows)
        {
            foreach (var column in Columns.All)
            {
                filled += IsFilled(target.Contains(column) ? target : image, column) ? 1 : 0;
            }
        }

        return filled;
    }

    static CustomerChange Change(CustomerFacts before, CustomerFacts submitted) =>
        new(before, submitted, RandomSaves.Now, RandomSaves.Person);

    static IReadOnlyDictionary<Column, object?> Written(CustomerChange change) =>
        ServerColumns.For(change, () => RandomSaves.English);

    /// <summary>Into one row for all: a save brings its own.</summary>
    Dictionary<Column, object?> WrittenByHand(HandWrittenRules rules)
    {
        _row.Clear();
        rules.Write(_row);
        return _row;
    }

    bool IsSame(CustomerFacts before, CustomerFacts submitted)
    {
        var change = Change(before, submitted);
        var problems = SaveRules.Check(change);
        HandWrittenRules rules = new(before, submitted);
        return rules.Check() == problems.Aggregate(0, (codes, problem) => codes | 1 << Number(problem.Code))
            && (problems.Count > 0 || Written(change).ToHashSet().SetEquals(WrittenByHand(rules)));
    }

    static int Number(string code) => int.Parse(code.AsSpan(2), CultureInfo.InvariantCulture);

    static bool IsFilled(Entity row, Column column) => column.Type switch
    {
        ColumnType.Choice => row.GetAttributeValue<OptionSetValue>(column)?.Value > 0,
        ColumnType.Lookup => row.GetAttributeValue<EntityReference>(column)?.Id != Guid.Empty,
        ColumnType.YesNo => row.GetAttributeValue<bool?>(column) == true,
        ColumnType.Text => row.GetAttributeValue<string>(column) is not null,
        _ => row.GetAttributeValue<DateTime?>(column) is not null,
    };

    static Entity Row(CustomerFacts facts)
    {
        Entity row = new(CustomerRow.Table);
        CustomerRow.Write(Columns.All.Where(facts.Has).ToDictionary(column => column, column => facts[column]), row);
        return row;
    }
}
