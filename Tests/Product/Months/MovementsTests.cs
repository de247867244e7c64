using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Months;
using Xunit;

namespace CrmMilestones.Tests.Months;

/// <summary>Who is behind each number of a roll-forward: of October 2026.</summary>
public sealed class MovementsTests
{
    const Facts Billable = Facts.Live | Facts.Complete | Facts.Chargeable | Facts.AccountActive;

    static readonly Guid Australia = new("10000000-0000-0000-0000-000000000001");
    static readonly Guid America = new("20000000-0000-0000-0000-000000000002");

    static readonly Dictionary<string, Timeline> Stories = new()
    {
        ["billable throughout"] = Since(9, 1, Billable),
        ["billable for the first time"] = Since(9, 1, Facts.AccountActive).With(Facts.Live, true, Day(10, 5))
            .With(Facts.Complete, true, Day(10, 5)).With(Facts.Chargeable, true, Day(10, 5)),
        ["back from Readiness"] = Since(8, 1, Billable).With(Facts.Live, false, Day(9, 1))
            .With(Facts.Live, true, Day(10, 31)),
        ["hold lifted"] = Since(9, 1, Billable).With(Facts.OnHold, true, Day(9, 30))
            .With(Facts.OnHold, false, Day(10, 1)),
        ["began on hold, lifted"] = Since(9, 1, Billable | Facts.OnHold).With(Facts.OnHold, false, Day(10, 1)),
        ["held"] = Since(9, 1, Billable).With(Facts.OnHold, true, Day(10, 31)),
        ["held and lifted within"] = Since(9, 1, Billable).With(Facts.OnHold, true, Day(10, 2))
            .With(Facts.OnHold, false, Day(10, 3)),
        ["ended"] = Since(9, 1, Billable).WithEnd(Day(10, 30)),
        ["ends with the month"] = Since(9, 1, Billable).WithEnd(Day(10, 31)),
        ["no longer chargeable"] = Since(9, 1, Billable).With(Facts.Chargeable, false, Day(10, 2)),
        ["moved to America"] = Since(9, 1, Billable).WithMarket(America, Day(10, 2)),
    };

    [Theory]
    [InlineData(Movement.Opening,
        "billable throughout, held, held and lifted within, ended, ends with the month, no longer chargeable, "
        + "moved to America")]
    [InlineData(Movement.New, "billable for the first time, began on hold, lifted")]
    [InlineData(Movement.Returned, "back from Readiness")]
    [InlineData(Movement.Released, "hold lifted")]
    [InlineData(Movement.Held, "held")]
    [InlineData(Movement.Ended, "ended")]
    [InlineData(Movement.Other, "no longer chargeable")]
    [InlineData(Movement.Closing,
        "billable throughout, billable for the first time, back from Readiness, hold lifted, began on hold, lifted, "
        + "held and lifted within, ends with the month, moved to America")]
    public void Each_customer_is_in_the_class_of_its_story(Movement movement, string customers) =>
        Assert.Equal(customers, Names(October(market: null), movement));

    [Fact]
    public void Within_a_market_a_move_is_another_change()
    {
        Assert.Equal("no longer chargeable, moved to America", Names(October(Australia), Movement.Other));
        Assert.Equal(-2, October(Australia).Count.Other);
        Assert.Equal("moved to America", Names(October(America), Movement.Other));
        Assert.Equal(1, October(America).Count.Other);
    }

    [Fact]
    public void The_numbers_are_those_of_the_customers() =>
        Assert.Equal(new RollForward(7, 2, 1, 1, 1, 1, 8), October(market: null).Count);

    static Movements October(Guid? market) => new(
        Stories.Select(story => new CustomerHistory(story.Key, story.Key, null, story.Value, [])),
        Day(9, 30), Day(10, 31), market);

    static string Names(Movements movements, Movement movement) =>
        string.Join(", ", movements.Of(movement).Select(customer => customer.Name));

    static Timeline Since(int month, int day, Facts facts) => Timeline.Starting(Day(month, day), facts, Australia);

    static DateTime Day(int month, int day) => new(2026, month, day, 0, 0, 0, DateTimeKind.Utc);
}
