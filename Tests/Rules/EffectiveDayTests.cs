using System;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>The table of the definition (Plugins/DEFINITION.md, "Effective days"), row by row; corrections apart.</summary>
public class EffectiveDayTests
{
    const string Before = "Not billable 01-05 - 03-13";

    static readonly (Column, object?) Reason = (Columns.StageChangeReason, "words");
    static readonly (Column, object?) Inactive = (Columns.State, 1);
    static readonly (Column, object?) Active = (Columns.State, 0);
    static readonly (Column, object?) Live = (Columns.Stage, (int)Stage.Live);

    static readonly (Column, object?)[] Hold =
        [(Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute")];

    static readonly (Column, object?)[] Closed =
        [(Columns.Stage, (int)Stage.Closed), (Columns.EndReason, (int)EndReason.ContractEnded)];

    static (Column, object?) To(Stage stage) => (Columns.Stage, (int)stage);

    static (Column, object?) TakesEffect(int month, int day) => (Columns.TakesEffectOn, Day(month, day));

    static (Column, object?) LastDay(int month, int day) => (Columns.ServiceEndedOn, Day(month, day));

    [Fact]
    public void Entering_the_lifecycle_below_Live_counts_from_today_or_the_day_that_is_given()
    {
        Assert.Equal(["Not billable 01-05 -"], Story.At(1, 5, To(Stage.Prospect)).Periods);
        Assert.Equal(["Not billable 01-02 -"], Story.At(1, 5, To(Stage.Prospect), Reason, TakesEffect(1, 2)).Periods);
    }

    [Fact]
    public void Entering_Live_counts_from_the_latest_date()
    {
        Assert.Equal([Before, "Billable 03-14 -"], Story.LiveInMarch().Periods);
        Assert.Equal(["Billable 03-14 -"], Story.At(3, 16, Story.LiveColumns).Periods);
    }

    [Fact]
    public void Entering_Live_counts_from_a_given_day_that_is_later() => Assert.Equal(
        ["Not billable 01-05 - 03-14", "Billable 03-15 -"],
        Story.At(1, 5, To(Stage.Prospect)).On(3, 16, [.. Story.LiveColumns, Reason, TakesEffect(3, 15)]).Periods);

    /// <summary>Dates that were known before the customer was a prospect here.</summary>
    [Fact]
    public void A_latest_date_before_the_first_day_makes_earlier_days_known() => Assert.Equal(
        ["Billable 03-14 -"], Story.At(4, 1, To(Stage.Prospect)).On(4, 2, Story.LiveColumns).Periods);

    [Fact]
    public void Hold_and_chargeable_count_at_entry_as_they_are_then() => Assert.Equal(
        [Before, "On hold 03-14 -"],
        Story.At(1, 5, To(Stage.Prospect), (Columns.Chargeable, false))
            .On(3, 15, [.. Hold, (Columns.Chargeable, true)]).On(3, 16, Story.LiveColumns).Periods);

    [Fact]
    public void Going_back_counts_from_today_or_the_day_that_is_given()
    {
        Assert.Equal(
            [Before, "Billable 03-14 - 10-31", "Not billable 11-01 -"],
            Story.LiveInMarch().On(11, 1, To(Stage.Compliance), Reason).Periods);
        Assert.Equal(
            [Before, "Billable 03-14 - 10-14", "Not billable 10-15 -"],
            Story.LiveInMarch().On(11, 1, To(Stage.Compliance), Reason, TakesEffect(10, 15)).Periods);
    }

    [Fact]
    public void Entering_Live_again_with_dates_from_before_the_gap_counts_from_today() => Assert.Equal(
        [Before, "Billable 03-14 - 10-31", "Not billable 11-01 - 11-21", "Billable 11-22 -"],
        Story.LiveInMarch().On(11, 1, To(Stage.Compliance), Reason)
            .On(11, 22, Live, (Columns.DocumentsSubmittedOn, Day(10, 31)), (Columns.ReadyForServiceOn, Day(10, 31)))
            .Periods);

    [Fact]
    public void A_latest_date_on_the_first_day_of_the_gap_closes_it() => Assert.Equal(
        [Before, "Billable 03-14 -"],
        Story.LiveInMarch().On(11, 1, To(Stage.Compliance), Reason)
            .On(11, 22, Live, (Columns.DocumentsSubmittedOn, Day(11, 1)), (Columns.ReadyForServiceOn, Day(11, 1)))
            .Periods);

    /// <summary>The account was inactive for a part of it, and stays so.</summary>
    [Fact]
    public void The_gap_begins_where_the_customer_was_active_last() => Assert.Equal(
        [
            Before, "Billable 03-14 - 10-31", "Not billable 11-01 - 11-01", "Billable 11-02 - 11-04",
            "Ended 11-05 - 11-09", "Billable 11-10 -",
        ],
        Story.LiveInMarch().On(11, 1, To(Stage.Compliance), Reason).On(11, 5, Inactive).On(11, 10, Active)
            .On(11, 22, Live, (Columns.DocumentsSubmittedOn, Day(11, 2)), (Columns.ReadyForServiceOn, Day(11, 2)))
            .Periods);

    [Fact]
    public void Entering_Live_again_leaves_the_hold_its_own_history() => Assert.Equal(
        [Before, "Billable 03-14 - 10-31", "Not billable 11-01 - 11-19", "Billable 11-20 - 11-21", "On hold 11-22 -"],
        Story.LiveInMarch().On(11, 1, To(Stage.Compliance), Reason)
            .On(11, 22, [Live, .. Hold, (Columns.DocumentsSubmittedOn, Day(11, 20)),
                (Columns.ReadyForServiceOn, Day(11, 20))])
            .Periods);

    [Fact]
    public void A_hold_counts_from_today_or_the_day_that_is_given()
    {
        var story = Story.LiveInMarch().On(5, 10, [.. Hold, Reason, TakesEffect(5, 1)]);
        Assert.Equal([Before, "Billable 03-14 - 04-30", "On hold 05-01 -"], story.Periods);
        story.On(5, 25, (Columns.BillingHold, false), TakesEffect(5, 25));
        Assert.Equal([Before, "Billable 03-14 - 04-30", "On hold 05-01 - 05-24", "Billable 05-25 -"], story.Periods);
    }

    [Fact]
    public void A_hold_that_is_set_and_lifted_on_one_day_leaves_no_trace() => Assert.Equal(
        [Before, "Billable 03-14 -"],
        Story.LiveInMarch().On(5, 10, Hold).On(5, 10, (Columns.BillingHold, false)).Periods);

    [Fact]
    public void A_pilot_can_have_become_chargeable_at_the_start_of_the_month() => Assert.Equal(
        [Before, "Not billable and active 03-14 - 08-31", "Billable 09-01 -"],
        Story.At(1, 5, To(Stage.Prospect)).On(3, 16, [(Columns.Chargeable, false), .. Story.LiveColumns])
            .On(9, 15, (Columns.Chargeable, true), Reason, TakesEffect(9, 1)).Periods);

    [Fact]
    public void An_account_that_is_deactivated_ends_today_and_goes_on_when_it_is_activated() => Assert.Equal(
        [Before, "Billable 03-14 - 04-30", "Ended 05-01 - 05-19", "Billable 05-20 -"],
        Story.LiveInMarch().On(5, 1, Inactive).On(5, 20, Active).Periods);

    [Fact]
    public void One_that_is_deactivated_after_its_last_day_ended_then()
    {
        var story = Story.LiveInMarch().On(4, 1, LastDay(4, 30)).On(5, 10, Inactive);
        Assert.Equal([Before, "Billable 03-14 - 04-30", "Ended 05-01 -"], story.Periods);
        Assert.Equal(Facts.None, story.Believed.On(Day(5, 1))!.Value.Facts & Facts.AccountActive);
        Assert.Equal((BillableStatus.Ended, Day(5, 1)), story.Present);
    }

    [Fact]
    public void A_market_that_changes_while_the_customer_is_active_changes_from_today()
    {
        var other = Guid.Parse("20000000-0000-0000-0000-000000000002");
        var story = Story.LiveInMarch().On(5, 10, (Columns.Market, other));
        Assert.Equal([Before, "Billable 03-14 - 05-09", "Billable 05-10 -"], story.Periods);
        Assert.Equal([null, Rep, other], [.. MarketsOf(story)]);
    }

    [Fact]
    public void One_that_changes_while_the_account_is_inactive_counts_when_it_is_active_again()
    {
        var other = Guid.Parse("20000000-0000-0000-0000-000000000002");
        var story = Story.LiveInMarch().On(5, 1, Inactive).On(5, 10, (Columns.Market, other)).On(5, 20, Active);
        Assert.Equal([Before, "Billable 03-14 - 04-30", "Ended 05-01 - 05-19", "Billable 05-20 -"], story.Periods);
        Assert.Equal([null, Rep, null, other], [.. MarketsOf(story)]);
    }

    [Fact]
    public void An_end_that_is_withdrawn_was_never_there() => Assert.Equal(
        [Before, "Billable 03-14 -"],
        Story.LiveInMarch().On(4, 1, LastDay(4, 30)).On(5, 10, LastDay(5, 31)).On(5, 20, (Columns.ServiceEndedOn, null))
            .Periods);

    [Fact]
    public void The_last_day_is_no_matter_of_the_day_that_is_given() => Assert.Equal(
        [Before, "Billable 03-14 - 12-31", "Ended 01-01 -"],
        Story.LiveInMarch().On(10, 1, LastDay(12, 31), Reason, TakesEffect(9, 1)).Periods);

    [Fact]
    public void Reopening_below_Live_leaves_the_gap_Ended() => Assert.Equal(
        [Before, "Billable 03-14 - 06-30", "Ended 07-01 - 07-31", "Not billable 08-01 -"],
        Story.LiveInMarch().On(7, 20, [.. Closed, LastDay(6, 30)]).On(8, 1, To(Stage.Readiness), Reason).Periods);

    [Fact]
    public void Reopening_to_Live_leaves_the_gap_Ended_and_counts_from_today_or_a_new_start()
    {
        Assert.Equal(
            [Before, "Billable 03-14 - 06-30", "Ended 07-01 - 07-31", "Billable 08-01 -"],
            Story.LiveInMarch().On(7, 20, [.. Closed, LastDay(6, 30)]).On(8, 1, Live, Reason).Periods);
        Assert.Equal(
            [Before, "Billable 03-14 - 06-30", "Ended 07-01 - 07-24", "Billable 07-25 -"],
            Story.LiveInMarch().On(7, 20, [.. Closed, LastDay(6, 30)])
                .On(8, 1, Live, Reason, (Columns.ServiceStartsOn, Day(7, 25))).Periods);
    }

    [Fact]
    public void Reopening_with_a_planned_end_ends_again_by_itself() => Assert.Equal(
        [Before, "Billable 03-14 - 06-30", "Ended 07-01 - 07-31", "Not billable 08-01 - 09-30", "Ended 10-01 -"],
        Story.LiveInMarch().On(7, 20, [.. Closed, LastDay(6, 30)])
            .On(8, 1, To(Stage.Readiness), Reason, LastDay(9, 30)).Periods);

    [Fact]
    public void So_does_a_pilot() => Assert.Equal(
        [
            "Not billable and active 03-14 - 06-30", "Ended 07-01 - 07-31", "Not billable 08-01 - 09-30",
            "Ended 10-01 -",
        ],
        Story.At(3, 16, [.. Story.LiveColumns, (Columns.Chargeable, false)]).On(7, 20, [.. Closed, LastDay(6, 30)])
            .On(8, 1, To(Stage.Readiness), Reason, LastDay(9, 30)).Periods);

    [Fact]
    public void Live_again_ends_the_end_that_was_planned_before_and_keeps_to_the_one_on_the_record() => Assert.Equal(
        [Before, "Billable 03-14 - 04-30", "Ended 05-01 - 05-31", "Not billable 06-01 - 06-09", "Billable 06-10 -"],
        Story.LiveInMarch().On(5, 5, [.. Closed, LastDay(4, 30)]).On(6, 1, To(Stage.Readiness), Reason)
            .On(6, 10, Live, (Columns.ReadyForServiceOn, Day(6, 10))).Periods);

    static System.Collections.Generic.IEnumerable<Guid?> MarketsOf(Story story)
    {
        foreach (var period in story.Believed)
        {
            yield return period.Market;
        }
    }

    [Fact]
    public void A_pilot_that_enters_Live_again_counts_from_that_day_like_anybody_else()
    {
        var pilot = Story.At(1, 5, (Columns.Stage, (int)Stage.Prospect))
            .On(3, 16, [.. Story.LiveColumns, (Columns.Chargeable, false)])
            .On(11, 1, (Columns.Stage, (int)Stage.Compliance), (Columns.StageChangeReason, "words"))
            .On(11, 22, Story.LiveColumns);
        Assert.Equal(
            [
                "Not billable 01-05 - 03-13", "Not billable and active 03-14 - 10-31", "Not billable 11-01 - 11-21",
                "Not billable and active 11-22 -",
            ],
            pilot.Periods);
    }

    [Fact]
    public void Who_comes_in_as_Live_with_notice_given_is_active_to_its_last_day() => Assert.Equal(
        ["Billable 03-14 - 12-31", "Ended 01-01 -"],
        Story.At(3, 16, [.. Story.LiveColumns, (Columns.ServiceEndedOn, Day(12, 31))]).Periods);
}
