using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;
using static CrmMilestones.Tests.Rules.TimelineNotation;

namespace CrmMilestones.Tests.Rules;

/// <summary>Which days a change of belief speaks of: months that are over must stand still before they are closed.</summary>
public class TimelineDifferenceTests
{
    static readonly Guid Other = Guid.Parse("20000000-0000-0000-0000-000000000002");

    /// <summary>Billable from 14 March.</summary>
    static readonly Timeline Billable = Timeline.Starting(
        Day(3, 14), Facts.Live | Facts.Complete | Facts.Chargeable | Facts.AccountActive, Rep);

    [Fact]
    public void A_hold_reaches_into_the_months_from_its_first_day_on()
    {
        var held = Billable.With(Facts.OnHold, true, Day(5, 10));
        Assert.False(TimelineDifference.ReachesUpTo(Billable, held, Day(5, 9)));
        Assert.True(TimelineDifference.ReachesUpTo(Billable, held, Day(5, 10)));
        Assert.True(TimelineDifference.ReachesUpTo(Billable, held, Day(5, 31)));
    }

    [Fact]
    public void So_do_another_market_another_first_day_and_none_at_all()
    {
        Assert.True(TimelineDifference.ReachesUpTo(Billable, Billable.WithMarket(Other, Day(3, 14)), Day(3, 31)));
        Assert.True(TimelineDifference.ReachesUpTo(
            Billable, Timeline.Starting(Day(3, 15), Billable[0].Facts, Rep), Day(3, 31)));
        Assert.True(TimelineDifference.ReachesUpTo(Billable, [], Day(3, 31)));
        Assert.False(TimelineDifference.ReachesUpTo(Billable, [], Day(3, 13)));
    }

    [Fact]
    public void The_same_told_in_other_periods_reaches_no_day()
    {
        var first = Billable[0] with { Until = Day(4, 30) };
        var second = Billable[0] with { From = Day(5, 1), PreviousStatus = BillableStatus.Billable };
        Assert.False(TimelineDifference.ReachesUpTo(Billable, [first, second], Day(12, 31)));
        Assert.False(TimelineDifference.ReachesUpTo(
            Billable, [Billable[0] with { PreviousStatus = BillableStatus.NotBillable }], Day(12, 31)));
    }

    [Fact]
    public void Status_and_facts_that_come_back_are_told_a_second_time()
    {
        var gap = Billable.With(Facts.OnHold, true, Day(5, 10)).With(Facts.OnHold, false, Day(5, 25));
        var longer = Billable.With(Facts.OnHold, true, Day(5, 10)).With(Facts.OnHold, false, Day(5, 26));
        Assert.False(TimelineDifference.ReachesUpTo(gap, longer, Day(5, 24)));
        Assert.True(TimelineDifference.ReachesUpTo(gap, longer, Day(5, 25)));
    }

    [Theory]
    [InlineData(5, 9, false)]
    [InlineData(5, 10, true)]
    public void A_period_changes_a_closed_month_that_its_first_day_lies_in(int month, int day, bool expected)
    {
        var held = Billable.With(Facts.OnHold, true, Day(5, 10));
        Assert.Equal(expected, TimelineDifference.ChangesClosedDays(held[1], Billable, Day(month, day)));
        Assert.False(TimelineDifference.ChangesClosedDays(held[0], Billable, Day(month, day)));
    }

    [Fact]
    public void The_first_period_says_that_there_was_nothing_before_it()
    {
        var later = Timeline.Starting(Day(3, 20), Billable[0].Facts, Rep);
        Assert.True(TimelineDifference.ChangesClosedDays(later[0], Billable, Day(3, 14)));
        Assert.False(TimelineDifference.ChangesClosedDays(later[0], Billable, Day(3, 13)));
        Assert.True(TimelineDifference.ChangesClosedDays(Billable[0], later, Day(3, 14)));
        Assert.False(TimelineDifference.ChangesClosedDays(Billable[0], Billable, Day(12, 31)));
    }

    [Fact]
    public void A_period_that_stays_until_another_one_does_changes_no_day() => Assert.All(
        Billable.With(Facts.OnHold, true, Day(5, 10)).With(Facts.OnHold, false, Day(5, 25)).Skip(2),
        period => Assert.False(TimelineDifference.ChangesClosedDays(period, Billable, Day(12, 31))));

    [Fact]
    public void Whoever_was_unknown_changes_all_closed_days()
    {
        Assert.True(Changes("03-14 LC$A", [], "03-14"));
        Assert.False(Changes("03-14 LC$A", [], "03-13"));
    }

    [Fact]
    public void Days_that_a_period_does_not_speak_of_change_nothing()
    {
        string[] held = ["03-14 LC$A", "05-10 LC$HA", "05-25 LC$A"];
        Assert.All(Told(held), period =>
            Assert.False(TimelineDifference.ChangesClosedDays(period, Told(held), Day(12, 31))));
    }

    [Fact]
    public void A_day_is_enough()
    {
        Assert.True(TimelineDifference.ChangesClosedDays(
            Told("03-14 LC$A", "05-11 LC$HA")[0], Told("03-14 LC$A", "05-10 LC$HA"), Day(12, 31)));
        Assert.True(TimelineDifference.ChangesClosedDays(
            Told("03-14 LC$HA", "05-24 LC$A")[1], Told("03-14 LC$HA", "05-25 LC$A"), Day(12, 31)));
    }

    [Fact]
    public void So_is_another_market_or_another_status_of_the_same_facts()
    {
        Assert.True(Changes("03-14 LC$A AU", ["03-14 LC$A US"], "12-31"));
        Assert.True(TimelineDifference.ChangesClosedDays(
            Told("01-05 $A", "03-14 L$A", "04-01 $")[2], Told("01-05 $A", "04-01 $"), Day(12, 31)));
    }

    static bool Changes(string period, string[] before, string closedUpTo) =>
        TimelineDifference.ChangesClosedDays(Told(period)[0], Told(before), DayOf(closedUpTo));
}
