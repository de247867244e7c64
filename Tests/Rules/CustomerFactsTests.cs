using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class CustomerFactsTests
{
    static readonly CustomerFacts Stored = Row((Columns.RegistrationNumber, "N-1"), (Columns.Chargeable, true));

    [Fact]
    public void What_is_said_over_it_counts_and_the_rest_stands()
    {
        var saved = Stored.With(Row((Columns.RegistrationNumber, null), (Columns.BillingHold, true)));
        Assert.Equal(
            (null, true, true),
            (saved[Columns.RegistrationNumber], saved[Columns.Chargeable], saved[Columns.BillingHold]));
        var again = saved.With(Columns.RegistrationNumber, "N-2");
        Assert.Equal(("N-2", true, true), (
            again[Columns.RegistrationNumber], again[Columns.Chargeable], again[Columns.BillingHold]));
        Assert.Equal("N-1", Stored[Columns.RegistrationNumber]);
        Assert.Null(saved[Columns.RegistrationNumber]);
        Assert.Equal("N-2", Stored.With(again)[Columns.RegistrationNumber]);
        Assert.Equal(true, saved.With(Stored)[Columns.BillingHold]);
    }

    [Fact]
    public void That_a_column_is_empty_is_said_too()
    {
        var emptied = Row((Columns.RegistrationNumber, null), (Columns.StageChangeReason, ""));
        Assert.True(emptied.Has(Columns.RegistrationNumber));
        Assert.True(emptied.Has(Columns.StageChangeReason));
        Assert.Null(emptied[Columns.StageChangeReason]);
        Assert.False(emptied.Has(Columns.Market));
        Assert.False(emptied.IsEmpty);
        Assert.True(Row().IsEmpty);
        Assert.False(Row().With(emptied).IsEmpty);
    }

    [Fact]
    public void In_whatever_order_columns_are_said_each_keeps_what_was_said_last()
    {
        Random random = new(7);
        for (var round = 0; round < 300; round++)
        {
            SaidColumns said = new(random.Next(4));
            Dictionary<Column, object?> expected = [];
            for (var say = random.Next(90); say > 0; say--)
            {
                var column = Columns.WithOwner[random.Next(Columns.WithOwner.Count)];
                var value = random.Next(5) == 0 ? null : (object)random.Next();
                said.Say(column, value);
                expected[column] = value;
            }

            CustomerFacts facts = new(said);
            Assert.Equal(expected.Count == 0, facts.IsEmpty);
            Assert.All(Columns.WithOwner, column => Assert.Equal(
                (expected.ContainsKey(column), expected.GetValueOrDefault(column)),
                (facts.Has(column), facts[column])));
        }
    }

    [Fact]
    public void Every_column_of_the_definition_has_a_bit_of_its_own() =>
        Assert.InRange(Columns.WithOwner.Count, 1, 63);

    [Fact]
    public void Some_columns_can_be_taken_out_of_it_the_owner_among_them()
    {
        var facts = Stored.With(Row((Columns.Owner, Rep), (Columns.BillableStatus, null)));
        var some = facts.Only(column => column != Columns.Chargeable);
        Assert.Equal(
            [Columns.Owner, Columns.RegistrationNumber, Columns.BillableStatus],
            Columns.All.Prepend(Columns.Owner).Where(some.Has));
        Assert.Equal((Rep, "N-1"), (some[Columns.Owner], some[Columns.RegistrationNumber]));
        Assert.True(facts.Only(_ => false).IsEmpty);
    }

    [Fact]
    public void Of_a_column_that_the_definition_does_not_speak_of_nothing_is_kept()
    {
        var website = Column.Other("websiteurl");
        Assert.Null(Stored[website]);
        Assert.False(Stored.Has(website));
        Assert.Contains(
            "websiteurl", Assert.Throws<ArgumentException>(() => Stored.With(website, "contoso.example")).Message,
            StringComparison.Ordinal);
    }
}
