using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Benchmarks.Rules;

/// <summary>
/// Saves as people make them, the same each time: records in every stage, mostly complete, and one to three edits, mostly
/// good.
/// </summary>
static class RandomSaves
{
    public const int English = 1033;

    public static readonly Guid Person = new("10000000-0000-0000-0000-000000000001");
    public static readonly Moment Now = new(new(2026, 6, 15, 9, 0, 0, DateTimeKind.Utc));

    static readonly DateTime[] Days =
    [
        new(1999, 12, 31), new(2026, 1, 5), new(2026, 3, 1), new(2026, 6, 1), new(2026, 6, 15), new(2026, 6, 16),
        new(2026, 12, 24),
    ];

    /// <summary>As the server left the record, and what is sent.</summary>
    public static IReadOnlyList<(CustomerFacts Before, CustomerFacts Submitted)> Of(int count)
    {
        Random random = new(1);
        return [.. Enumerable.Range(0, count).Select(_ => Save(random))];
    }

    static (CustomerFacts Before, CustomerFacts Submitted) Save(Random random)
    {
        var record = Record(random);
        var submitted = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Columns.EnteredByPeople[
            random.Next(Columns.EnteredByPeople.Count)]).Distinct()
            .Aggregate(default(CustomerFacts), (facts, column) => facts.With(column, Value(random, column)));
        return (record, submitted);
    }

    static CustomerFacts Record(Random random)
    {
        var stage = Lifecycle.Stages[random.Next(Lifecycle.Stages.Count)];
        var record = Lifecycle.Stages.Below(stage.Stage).SelectMany(passed => passed.Requires)
            .Concat(stage.AllToEnter).Where(_ => random.Next(20) > 0)
            .Aggregate(default(CustomerFacts), (facts, column) => facts.With(column, Good(column)))
            .With(Columns.Stage, random.Next(20) > 0 ? (int)stage.Stage : null);
        CustomerChange entry = new(default, record, Now, Person);
        return entry.Sent.With(ServerColumns.For(entry, () => English));
    }

    static object? Value(Random random, Column column) => random.Next(6) == 0 ? null : column.Type switch
    {
        _ when column == Columns.State || column == Columns.Status => random.Next(4) == 0 ? 1 : 0,
        _ when column == Columns.Stage => (int)Lifecycle.Stages[random.Next(Lifecycle.Stages.Count)].Stage,
        ColumnType.YesNo => random.Next(2) == 0,
        ColumnType.Date => Days[random.Next(Days.Length)],
        ColumnType.Text when random.Next(4) == 0 => " ",
        _ => Good(column),
    };

    static object Good(Column column) => column.Type switch
    {
        ColumnType.Choice => 727000000,
        ColumnType.Lookup => Person,
        ColumnType.Date => Days[1],
        _ => "words",
    };
}
