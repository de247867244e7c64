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

        // The status reason starts a judgement and is no part of it. The effective day waits for the rules over time.
        Assert.Equal(
            Columns.All.Except([Columns.Status, Columns.TakesEffectOn]).Select(column => column.LogicalName)
                .Order(), touched.Columns.Select(column => column.LogicalName).Order());
    }

    [Fact]
    public void A_column_is_declared_once_and_found_by_its_name()
    {
        Assert.Equal(Columns.All.Count, Columns.All.Select(column => column.LogicalName).Distinct().Count());
        Assert.All(Columns.All, column => Assert.Same(column, Columns.Named(column.LogicalName)));
        Assert.Null(Columns.Named("telephone1"));
    }

    [Fact]
    public void The_server_writes_what_the_design_calls_computed() => Assert.Equal(
        [
            "cm_billablereason", "cm_billablestatus", "cm_billablestatuson", "cm_closedfromstage",
            "cm_definitionversion", "cm_documentscertifiedbyid", "cm_firstbillableon", "cm_firstliveon",
            "cm_isactivecustomer", "cm_onboardingcertifiedbyid", "cm_readinesscertifiedbyid", "cm_reasongivenbyid",
            "cm_reasongivenon", "cm_stageenteredon",
        ],
        Columns.Computed.Select(column => column.LogicalName).Order());

    /// <summary>Those of ours are held against the solution elsewhere.</summary>
    [Fact]
    public void Columns_of_the_platform_are_what_they_are_there() => Assert.Equal(
        [
            ("statecode", ColumnType.Choice, null), ("statuscode", ColumnType.Choice, null),
            ("primarycontactid", ColumnType.Lookup, "contact"),
        ],
        Columns.All.Where(column => column.IsOfPlatform)
            .Select(column => (column.ToString(), column.Type, column.Target)));

    [Fact]
    public void What_is_not_computed_is_entered() =>
        Assert.Equal(Columns.All.Except(Columns.Computed), Columns.EnteredByPeople);

    static void Judge(CustomerFacts before, CustomerFacts after, RecordingRow touched)
    {
        var change = new CustomerChange(touched.Record(before), touched.Record(after), Now, Rep);
        SaveRules.Check(change);
        foreach (var column in Writes(change).Keys)
        {
            touched.Columns.Add(column);
        }

        Billing.Evaluate(change.After, Now);
    }

    /// <summary>Hands out rows that note every column they are asked for.</summary>
    sealed class RecordingRow
    {
        public HashSet<Column> Columns { get; } = [];

        public CustomerFacts Record(CustomerFacts facts) => new(new Row(facts, Columns));

        sealed class Row(CustomerFacts facts, HashSet<Column> columns) : IReadOnlyDictionary<Column, object?>
        {
            public IEnumerable<Column> Keys => Plugins.Rules.Columns.All;

            public IEnumerable<object?> Values => Keys.Select(key => facts[key]);

            public int Count => Keys.Count();

            public object? this[Column key] =>
                TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);

            public bool ContainsKey(Column key) => true;

            public bool TryGetValue(Column key, [MaybeNullWhen(false)] out object? value)
            {
                columns.Add(key);
                value = facts[key];
                return true;
            }

            // Copying a row touches no column.
            public IEnumerator<KeyValuePair<Column, object?>> GetEnumerator() =>
                Keys.Select(key => KeyValuePair.Create(key, facts[key])).GetEnumerator();

            IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
        }
    }
}
