using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>
/// The columns that the rules touch are exactly those they declare, so that the step's filtering attributes and its
/// pre-image suffice and carry nothing idle.
/// </summary>
public class ColumnsTests
{
    [Fact]
    public void The_rules_touch_exactly_the_columns_they_declare()
    {
        var touched = new RecordingRow();
        foreach (var stage in Lifecycle.Stages)
        {
            foreach (var from in Lifecycle.Stages)
            {
                Judge(In(from.Stage), In(stage.Stage), touched);
                Judge(default, In(stage.Stage, (Columns.BillingHold, true)), touched);
            }
        }

        // The status reason starts a judgement and is no part of it.
        Assert.Equal(Columns.Judged.Except([Columns.Status]).Order(), touched.Columns.Order());
    }

    [Fact]
    public void Entered_and_computed_columns_are_told_apart()
    {
        Assert.Empty(Columns.Entered.Intersect(Columns.Computed));
        Assert.Equal(Columns.Judged.Count, Columns.Judged.Distinct().Count());
    }

    static void Judge(CustomerFacts before, CustomerFacts after, RecordingRow touched)
    {
        var change = new CustomerChange(touched.Record(before), touched.Record(after), Now, Rep);
        SaveRules.Check(change);
        foreach (var column in ServerColumns.For(change).Keys)
        {
            touched.Columns.Add(column);
        }

        Billing.Evaluate(change.After, Now);
    }

    /// <summary>Hands out rows that note every column they are asked for.</summary>
    sealed class RecordingRow
    {
        public HashSet<string> Columns { get; } = [];

        public CustomerFacts Record(CustomerFacts facts) => new(new Row(facts, Columns));

        sealed class Row(CustomerFacts facts, HashSet<string> columns) : IReadOnlyDictionary<string, object?>
        {
            public IEnumerable<string> Keys => Plugins.Rules.Columns.Judged;

            public IEnumerable<object?> Values => Keys.Select(key => facts[key]);

            public int Count => Keys.Count();

            public object? this[string key] =>
                TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);

            public bool ContainsKey(string key) => true;

            public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
            {
                columns.Add(key);
                value = facts[key];
                return true;
            }

            // Copying a row touches no column.
            public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() =>
                Keys.Select(key => KeyValuePair.Create(key, facts[key])).GetEnumerator();

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
        }
    }
}
