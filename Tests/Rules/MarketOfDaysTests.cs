using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>Active days carry the customer's market; a market that changes while it is active changes from today.</summary>
public class MarketOfDaysTests
{
    static readonly Guid Other = Guid.Parse("20000000-0000-0000-0000-000000000002");
    static readonly (Column, object?) Reason = (Columns.StageChangeReason, "words");
    static readonly (Column, object?) Moved = (Columns.Market, Other);
    static readonly (Column, object?) Back = (Columns.Stage, (int)Stage.Compliance);

    static readonly (Column, object?)[] Hold =
        [(Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute")];

    static (Column, object?) TakesEffect(int month, int day) => (Columns.TakesEffectOn, Day(month, day));

    static (DateTime From, Guid? Market)[] MarketsOf(Story story) =>
        [.. story.Believed.Select(period => (period.From, period.Market))];

    [Fact]
    public void A_market_changes_from_the_day_that_is_given() => Assert.Equal(
        [(Day(1, 5), null), (Day(3, 14), Rep), (Day(5, 1), Other)],
        MarketsOf(Story.LiveInMarch().On(5, 10, Moved, Reason, TakesEffect(5, 1))));

    [Fact]
    public void One_that_changes_after_going_back_changes_no_day_that_was_active() => Assert.Equal(
        [(Day(1, 5), null), (Day(3, 14), Rep), (Day(10, 1), Rep), (Day(11, 1), null)],
        MarketsOf(Story.LiveInMarch().On(11, 1, Back, Reason)
            .On(11, 10, [.. Hold, Moved, Reason, TakesEffect(10, 1)])));

    [Fact]
    public void It_counts_from_the_first_day_on_which_the_customer_is_Live_again() => Assert.Equal(
        [(Day(1, 5), null), (Day(3, 14), Rep), (Day(11, 1), null), (Day(11, 20), Other)],
        MarketsOf(Story.LiveInMarch().On(11, 1, Back, Reason).On(11, 5, Moved)
            .On(11, 22, (Columns.Stage, (int)Stage.Live), (Columns.DocumentsSubmittedOn, Day(11, 20)),
                (Columns.ReadyForServiceOn, Day(11, 20)))));

    [Fact]
    public void And_from_the_day_on_which_the_account_is_active_again() => Assert.Equal(
        [(Day(1, 5), null), (Day(3, 14), Rep), (Day(5, 1), null), (Day(5, 15), Other)],
        MarketsOf(Story.LiveInMarch().On(5, 1, (Columns.State, 1)).On(5, 10, Moved)
            .On(5, 20, (Columns.State, 0), Reason, TakesEffect(5, 15))));

    [Fact]
    public void One_that_changes_while_the_account_is_inactive_changes_no_day_that_was_active() => Assert.Equal(
        [(Day(1, 5), null), (Day(3, 14), Rep), (Day(4, 15), Rep), (Day(5, 1), null)],
        MarketsOf(Story.LiveInMarch().On(5, 1, (Columns.State, 1)).On(5, 10, Moved)
            .On(5, 20, [.. Hold, Reason, TakesEffect(4, 15)])));

    /// <summary>The days between carry what was known of them.</summary>
    [Fact]
    public void One_that_changed_after_the_end_counts_from_the_day_on_which_the_end_is_withdrawn() => Assert.Equal(
        [(Day(1, 5), null), (Day(3, 14), Rep), (Day(5, 20), Other)],
        MarketsOf(Story.LiveInMarch().On(4, 1, (Columns.ServiceEndedOn, Day(4, 30))).On(5, 10, Moved)
            .Save(Day(5, 20).AddHours(12), Rep, (Columns.ServiceEndedOn, null))));

    [Fact]
    public void A_hold_of_earlier_days_leaves_them_their_market() => Assert.Equal(
        [(Day(1, 5), null), (Day(3, 14), Rep), (Day(5, 1), Rep), (Day(5, 10), Other)],
        MarketsOf(Story.LiveInMarch().On(5, 10, Moved).On(5, 20, [.. Hold, Reason, TakesEffect(5, 1)])));
}
