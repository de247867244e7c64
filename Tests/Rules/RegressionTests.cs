using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>What an earlier build got wrong, each with the right value.</summary>
public class RegressionTests
{
    const string Before = "Not billable 01-05 - 03-13";

    static readonly (Column, object?) Reason = (Columns.StageChangeReason, "words");
    static readonly (Column, object?) Live = (Columns.Stage, (int)Stage.Live);
    static readonly (Column, object?) Chargeable = (Columns.Chargeable, true);

    static readonly (Column, object?)[] Hold =
        [(Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute")];

    static readonly (Column, object?)[] Closed =
    [
        (Columns.Stage, (int)Stage.Closed), (Columns.EndReason, (int)EndReason.ContractEnded),
        (Columns.ServiceEndedOn, Day(6, 30)),
    ];

    [Fact]
    public void A_pilot_that_becomes_chargeable_is_billable_from_that_day_on()
    {
        var story = Story.At(3, 16, [.. Story.LiveColumns, (Columns.Chargeable, false)]).On(12, 1, Chargeable);
        Assert.Equal((BillableStatus.Billable, Day(12, 1)), story.Present);
        Assert.Equal((Day(12, 1), Day(3, 14)), (
            story.Record[Columns.FirstBillableOn], story.Record[Columns.FirstLiveOn]));
    }

    [Fact]
    public void A_hold_from_the_first_day_that_is_lifted_makes_billable_from_that_day_on()
    {
        var story = Story.At(3, 16, [.. Story.LiveColumns, .. Hold]).On(12, 1, (Columns.BillingHold, false));
        Assert.Equal((BillableStatus.Billable, Day(12, 1)), story.Present);
        Assert.Equal(Day(12, 1), story.Record[Columns.FirstBillableOn]);
    }

    [Fact]
    public void An_account_that_is_reactivated_is_billable_from_that_day_on()
    {
        var story = Story.LiveInMarch().On(4, 1, (Columns.State, 1)).On(12, 1, (Columns.State, 0));
        Assert.Equal((BillableStatus.Billable, Day(12, 1)), story.Present);
        Assert.Equal(Day(3, 14), story.Record[Columns.FirstBillableOn]);
    }

    [Fact]
    public void A_Live_customer_whose_last_day_has_passed_has_Ended() => Assert.Equal(
        (BillableStatus.Ended, Day(6, 1)),
        Story.LiveInMarch().On(7, 1, (Columns.ServiceEndedOn, Day(5, 31)), Reason).Present);

    [Fact]
    public void One_that_ended_while_deactivated_stays_so_when_it_is_reactivated()
    {
        var story = Story.LiveInMarch().On(4, 1, (Columns.State, 1))
            .On(7, 1, (Columns.ServiceEndedOn, Day(5, 31)), Reason).On(7, 10, (Columns.State, 0));
        Assert.Equal([Before, "Billable 03-14 - 03-31"], story.Periods.Take(2));
        Assert.All(story.Believed.Skip(2), period => Assert.Equal(BillableStatus.Ended, period.Status));
        Assert.Equal((BillableStatus.Ended, Day(4, 1)), story.Present);
        Assert.Equal(false, story.Record[Columns.IsActiveCustomer]);
    }

    [Fact]
    public void A_service_start_is_not_moved_ahead_while_Live() => Assert.Equal(
        ["CM007"], Story.LiveInMarch().CodesOn(7, 1, (Columns.ServiceStartsOn, Day(8, 1))));

    [Fact]
    public void A_corrected_date_corrects_effective_day_first_live_and_first_billable_day()
    {
        var story = Story.LiveInMarch().On(4, 2, (Columns.ReadyForServiceOn, Day(3, 20)));
        Assert.Equal((Day(3, 20), Day(3, 20), Day(3, 20)), (
            story.Record[Columns.BillableStatusOn], story.Record[Columns.FirstLiveOn],
            story.Record[Columns.FirstBillableOn]));
    }

    [Fact]
    public void A_wrong_start_that_is_undone_as_a_whole_empties_the_first_days()
    {
        var story = Story.LiveInMarch().On(
            4, 2, (Columns.Stage, (int)Stage.Readiness), (Columns.TakesEffectOn, Day(3, 14)), Reason);
        Assert.Equal(["Not billable 01-05 -"], story.Periods);
        Assert.Null(story.Record[Columns.FirstLiveOn]);
        Assert.Null(story.Record[Columns.FirstBillableOn]);
        Assert.Equal((BillableStatus.NotBillable, Day(1, 5)), story.Present);
    }

    [Fact]
    public void A_supplier_that_became_a_Prospect_gets_out_and_in_again()
    {
        var story = Story.At(1, 5, (Columns.Stage, (int)Stage.Prospect))
            .On(2, 1, (Columns.Stage, null), (Columns.StageChangeReason, "A supplier"));
        Assert.Empty(story.Periods);
        Assert.Null(story.Record.BillableStatus);
        story.On(3, 1, (Columns.Stage, (int)Stage.Prospect));
        Assert.Equal(["Not billable 03-01 -"], story.Periods);
    }

    [Fact]
    public void Reopening_with_a_new_service_start_needs_no_end_date()
    {
        var story = Story.LiveInMarch().On(7, 20, Closed)
            .On(9, 1, Live, (Columns.ServiceStartsOn, Day(9, 1)), Reason);
        Assert.Equal([Before, "Billable 03-14 - 06-30", "Ended 07-01 - 08-31", "Billable 09-01 -"], story.Periods);
        Assert.Null(story.Record[Columns.ServiceEndedOn]);
    }

    [Fact]
    public void A_reason_of_months_ago_does_not_let_a_move_back_pass()
    {
        var story = Story.LiveInMarch().On(4, 1, Reason);
        Assert.Equal(["CM003"], story.CodesOn(9, 1, (Columns.Stage, (int)Stage.Compliance)));
    }

    [Fact]
    public void The_reason_of_an_old_hold_does_not_do_for_a_new_one()
    {
        var story = Story.LiveInMarch().On(4, 1, Hold).On(5, 1, (Columns.BillingHold, false));
        Assert.Equal(["CM009"], story.CodesOn(9, 1, (Columns.BillingHold, true)));
    }

    [Fact]
    public void A_milestone_that_is_typed_with_a_move_back_is_kept_or_refused_but_never_thrown_away()
    {
        var story = Story.LiveInMarch();
        Assert.Equal(
            ["CM005"],
            story.CodesOn(
                9, 1, (Columns.Stage, (int)Stage.Compliance), Reason, (Columns.ReadyForServiceOn, Day(8, 30))));
        story.On(9, 1, (Columns.Stage, (int)Stage.Compliance), Reason, (Columns.DocumentsSubmittedOn, Day(8, 30)));
        Assert.Equal(Day(8, 30), story.Record[Columns.DocumentsSubmittedOn]);
    }

    /// <summary>A form sends it as it was.</summary>
    [Fact]
    public void One_that_is_sent_unchanged_is_emptied()
    {
        var story = Story.LiveInMarch().On(
            9, 1, (Columns.Stage, (int)Stage.Compliance), Reason, (Columns.DocumentsSubmittedOn, Day(2, 20)));
        Assert.Null(story.Record[Columns.DocumentsSubmittedOn]);
    }

    [Fact]
    public void Closed_from_Prospect_has_passed_no_stage()
    {
        var story = Story.At(1, 5, (Columns.Stage, (int)Stage.Prospect)).On(
            2, 1, (Columns.Stage, (int)Stage.Closed), (Columns.EndReason, (int)EndReason.NeverWentLive),
            (Columns.Market, Rep));
        Assert.Equal(["CM005"], story.CodesOn(2, 2, (Columns.OnboardingCompletedOn, Day(2, 1))));
        Assert.Empty(story.CodesOn(2, 2, (Columns.Market, null)));
    }

    /// <summary>At noon UTC it is the 15th in New York, though the 16th in Auckland and Kiritimati.</summary>
    [Fact]
    public void Nobody_goes_Live_or_on_hold_on_a_day_that_has_not_come_in_its_market()
    {
        var held = Saved(Change(In(Stage.Live), Hold));
        Assert.Equal(Day(6, 15), held[Columns.BillableStatusOn]);
        Assert.Equal(["CM007"], Codes(Enter(Stage.Live, Outside((Columns.ServiceStartsOn, Day(6, 16))))));
    }

    /// <summary>10:00 on 1 July in Sydney is midnight UTC; 9:00 is still 30 June.</summary>
    [Fact]
    public void A_hold_on_the_first_in_Sydney_does_not_fall_into_last_month()
    {
        var live = In(Stage.Live);
        var held = new CustomerChange(
            live, Row(Hold), new(Day(6, 30).AddHours(23), () => Day(7, 1)), Rep, () => Believed(live));
        Assert.Equal(Day(7, 1), Saved(held)[Columns.BillableStatusOn]);
    }

    [Fact]
    public void A_stage_that_does_not_exist_is_left_for_the_platform_to_refuse()
    {
        var change = Change(In(Stage.Live), (Columns.Stage, 727000099));
        Assert.Equal("", Refusal(change));
        Assert.Empty(Writes(change));
    }
}
