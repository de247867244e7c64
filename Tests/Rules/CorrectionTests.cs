using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>A corrected service start or milestone date moves the beginning of the present spell.</summary>
public class CorrectionTests
{
    const string Before = "Not billable 01-05 - 03-13";

    static readonly (Column, object?) Reason = (Columns.StageChangeReason, "words");

    static (Column, object?) Ready(int month, int day) => (Columns.ReadyForServiceOn, Day(month, day));

    static (Column, object?) Starts(int month, int day) => (Columns.ServiceStartsOn, Day(month, day));

    [Fact]
    public void A_beginning_that_moves_past_the_old_end_leaves_no_day_of_service_between_them()
    {
        var story = Story.LiveInMarch().On(4, 1, (Columns.ServiceEndedOn, Day(4, 10)))
            .On(4, 9, (Columns.ServiceEndedOn, Day(4, 30)), Reason, Ready(4, 8));
        Assert.Equal(["Not billable 01-05 - 04-07", "Billable 04-08 - 04-30", "Ended 05-01 -"], story.Periods);

        var late = Story.LiveInMarch().On(4, 1, (Columns.ServiceEndedOn, Day(4, 10)))
            .On(4, 20, (Columns.ServiceEndedOn, Day(4, 30)), Reason, Ready(4, 12));
        Assert.Equal(["Not billable 01-05 - 04-11", "Billable 04-12 - 04-30", "Ended 05-01 -"], late.Periods);
    }

    [Fact]
    public void The_latest_date_moved_later_moves_the_beginning()
    {
        var story = Story.LiveInMarch().On(4, 2, Ready(3, 20));
        Assert.Equal(["Not billable 01-05 - 03-19", "Billable 03-20 -"], story.Periods);
        Assert.Equal((BillableStatus.Billable, Day(3, 20)), story.Present);
        Assert.Equal((Day(3, 20), Day(3, 20)), (
            story.Record[Columns.FirstLiveOn], story.Record[Columns.FirstBillableOn]));
    }

    [Fact]
    public void The_latest_date_moved_earlier_moves_it_to_the_latest_that_is_left()
    {
        var story = Story.LiveInMarch().On(4, 2, Ready(2, 10));
        Assert.Equal(["Not billable 01-05 - 02-28", "Billable 03-01 -"], story.Periods);
        Assert.Equal((Day(3, 1), Day(3, 1)), (
            story.Record[Columns.FirstLiveOn], story.Record[Columns.FirstBillableOn]));
    }

    [Fact]
    public void Another_date_moved_past_the_latest_moves_it()
    {
        Assert.Equal(
            ["Not billable 01-05 - 03-24", "Billable 03-25 -"], Story.LiveInMarch().On(4, 2, Starts(3, 25)).Periods);
        Assert.Equal([Before, "Billable 03-14 -"], Story.LiveInMarch().On(4, 2, Starts(3, 13)).Periods);
    }

    /// <summary>Live again on 22 November by no date: what is corrected earlier moves nothing.</summary>
    [Fact]
    public void A_spell_that_did_not_begin_on_the_latest_date_moves_later_only()
    {
        static Story Back() => Story.LiveInMarch().On(11, 1, (Columns.Stage, (int)Stage.Compliance), Reason)
            .On(11, 22, (Columns.Stage, (int)Stage.Live), (Columns.DocumentsSubmittedOn, Day(3, 10)), Ready(3, 14));
        Assert.Equal(
            [Before, "Billable 03-14 - 10-31", "Not billable 11-01 - 11-21", "Billable 11-22 -"],
            Back().On(12, 1, Ready(11, 10)).Periods);
        Assert.Equal(
            [Before, "Billable 03-14 - 10-31", "Not billable 11-01 - 11-24", "Billable 11-25 -"],
            Back().On(12, 1, Ready(11, 25)).Periods);
    }

    [Fact]
    public void Only_the_present_spell_moves()
    {
        static Story Back() => Story.LiveInMarch().On(11, 1, (Columns.Stage, (int)Stage.Compliance), Reason)
            .On(11, 22, (Columns.Stage, (int)Stage.Live), (Columns.DocumentsSubmittedOn, Day(11, 20)), Ready(11, 20));
        Assert.Equal(
            [Before, "Billable 03-14 - 10-31", "Not billable 11-01 - 11-23", "Billable 11-24 -"],
            Back().On(12, 1, Ready(11, 24)).Periods);
        Assert.Equal(
            [Before, "Billable 03-14 - 10-31", "Not billable 11-01 - 11-10", "Billable 11-11 -"],
            Back().On(12, 1, (Columns.DocumentsSubmittedOn, Day(11, 11)), Ready(11, 5)).Periods);
    }

    [Fact]
    public void After_a_gap_that_was_Ended_the_gap_grows_and_shrinks_as_Ended()
    {
        static Story Reopened() => Story.LiveInMarch()
            .On(7, 20, (Columns.Stage, (int)Stage.Closed), (Columns.EndReason, 727000000),
                (Columns.ServiceEndedOn, Day(6, 30)))
            .On(8, 1, (Columns.Stage, (int)Stage.Live), Reason, Starts(7, 25));
        Assert.Equal(
            [Before, "Billable 03-14 - 06-30", "Ended 07-01 - 07-27", "Billable 07-28 -"],
            Reopened().On(8, 2, Starts(7, 28)).Periods);
        Assert.Equal(
            [Before, "Billable 03-14 - 06-30", "Ended 07-01 - 07-09", "Billable 07-10 -"],
            Reopened().On(8, 2, Starts(7, 10)).Periods);
    }

    [Fact]
    public void A_customer_closed_from_Live_is_corrected_as_one_in_Live() => Assert.Equal(
        ["Not billable 01-05 - 03-19", "Billable 03-20 - 06-30", "Ended 07-01 -"],
        Story.LiveInMarch()
            .On(7, 20, (Columns.Stage, (int)Stage.Closed), (Columns.EndReason, 727000000),
                (Columns.ServiceEndedOn, Day(6, 30)))
            .On(8, 3, Ready(3, 20)).Periods);

    /// <summary>It lost a milestone on the 16th in Auckland, and moves to where it is the 15th.</summary>
    [Fact]
    public void What_was_complete_on_a_day_that_is_over_in_the_old_market_stays_so_in_the_new_one()
    {
        var incomplete = In(Stage.Live).With(Columns.DocumentsSubmittedOn, null);
        var believed = Timeline.Starting(Day(3, 14), In(Stage.Live).Facts, incomplete.Market)
            .With(Facts.Complete, false, Day(6, 16));
        CustomerChange moved = new(
            incomplete, Row((Columns.Market, Guid.Parse("20000000-0000-0000-0000-000000000002"))), Now, Rep,
            () => believed);
        Assert.Equal(
            [(Day(3, 14), BillableStatus.Billable), (Day(6, 15), BillableStatus.Billable),
                (Day(6, 16), BillableStatus.NotBillable)],
            moved.Timeline.Select(period => (period.From, period.Status)));
    }

    /// <summary>It is the 16th in Auckland; in the customer's market it is the 15th.</summary>
    [Fact]
    public void No_spell_begins_after_today() => Assert.Equal(
        ["Not billable 01-05 - 06-14", "Billable 06-15 -"],
        Story.LiveInMarch().Save(Day(6, 15).AddHours(12), Rep, Ready(6, 16)).Periods);

    [Fact]
    public void A_given_day_is_no_matter_of_a_correction() => Assert.Equal(
        ["Not billable 01-05 - 03-19", "Billable 03-20 -"],
        Story.LiveInMarch().On(4, 2, Ready(3, 20), Reason, (Columns.TakesEffectOn, Day(4, 1))).Periods);

    [Fact]
    public void A_hold_of_its_own_stays_where_it_is() => Assert.Equal(
        ["Not billable 01-05 - 03-19", "Billable 03-20 - 03-31", "On hold 04-01 -"],
        Story.LiveInMarch().On(4, 1, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"))
            .On(4, 2, Ready(3, 20)).Periods);

    [Fact]
    public void A_hold_from_the_first_day_moves_with_it() => Assert.Equal(
        ["Not billable 01-05 - 02-28", "On hold 03-01 -"],
        Story.At(1, 5, (Columns.Stage, (int)Stage.Prospect))
            .On(3, 16, [.. Story.LiveColumns, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute")])
            .On(4, 2, Ready(3, 1)).Periods);

    [Fact]
    public void Of_a_customer_that_came_in_as_Live_nothing_is_known_of_earlier_days()
    {
        Assert.Equal(["Billable 03-20 -"], Story.At(3, 16, Story.LiveColumns).On(4, 2, Ready(3, 20)).Periods);
        Assert.Equal(["Billable 03-01 -"], Story.At(3, 16, Story.LiveColumns).On(4, 2, Ready(2, 25)).Periods);
    }

    [Fact]
    public void A_date_that_changes_while_the_customer_goes_back_corrects_nothing() => Assert.Equal(
        [Before, "Billable 03-14 - 05-09", "Not billable 05-10 -"],
        Story.LiveInMarch().On(5, 10, (Columns.Stage, (int)Stage.Readiness), Reason, Starts(3, 20)).Periods);

    [Fact]
    public void A_milestone_that_is_filled_for_the_first_time_makes_complete_from_today()
    {
        // As it comes past the plug-ins, or by a waiver.
        var story = Story.LiveInMarch();
        var lacking = story.Record.With([new(Columns.DocumentsSubmittedOn, null)]);
        var believed = Timeline.Starting(Day(3, 14), lacking.Facts, lacking.Market);
        var filled = new CustomerChange(
            lacking, Row((Columns.DocumentsSubmittedOn, Day(4, 1))), new(Day(4, 2).AddHours(12)), Rep, () => believed);
        Assert.Equal("", Refusal(filled));
        Assert.Equal(
            [(BillableStatus.NotBillable, Day(3, 14)), (BillableStatus.Billable, Day(4, 2))],
            [.. System.Linq.Enumerable.Select(filled.Timeline, period => (period.Status, period.From))]);
    }

    [Fact]
    public void Start_and_end_can_be_corrected_together()
    {
        static Story Closed() => Story.LiveInMarch()
            .On(7, 20, (Columns.Stage, (int)Stage.Closed), (Columns.EndReason, 727000000),
                (Columns.ServiceEndedOn, Day(6, 30)));
        Assert.Equal(
            ["Not billable 01-05 - 02-09", "Billable 02-10 - 02-28", "Ended 03-01 -"],
            Closed().On(8, 3, Ready(2, 1), Starts(2, 10), (Columns.DocumentsSubmittedOn, Day(2, 5)), Reason,
                (Columns.ServiceEndedOn, Day(2, 28))).Periods);
        Assert.Equal(
            ["Not billable 01-05 - 07-09", "Billable 07-10 - 07-15", "Ended 07-16 -"],
            Closed().On(8, 3, Ready(7, 10), (Columns.ServiceEndedOn, Day(7, 15))).Periods);
        Assert.Equal(
            ["CM008"], Closed().CodesOn(8, 3, Ready(6, 20), Reason, (Columns.ServiceEndedOn, Day(6, 15))));
    }

    [Fact]
    public void A_spell_cannot_be_moved_past_its_end() => Assert.Equal(
        "CM008 Contoso: \"<cm_serviceendedon>\" (2026-04-30) can't lie before 2026-05-02, the day from which the customer "
        + "counts as live. Correct or empty it.",
        Story.LiveInMarch().On(4, 1, (Columns.ServiceEndedOn, Day(4, 30))).RefusalOn(5, 10, Ready(5, 2)));

    /// <summary>Its milestone was waived, say, and dated when it was Live already.</summary>
    [Fact]
    public void A_date_that_is_not_corrected_moves_no_beginning()
    {
        var lacking = In(Stage.Live, (Columns.OnboardingCompletedOn, null));
        var filled = Change(lacking, (Columns.OnboardingCompletedOn, Day(6, 10)));
        Assert.Equal(Day(3, 1), filled.Timeline[0].From);
        CustomerChange corrected = new(
            Saved(filled), Row(Starts(2, 20), Reason), Now, Rep, () => filled.Timeline);
        Assert.Equal(Day(3, 1), corrected.Timeline[0].From);
    }
}
