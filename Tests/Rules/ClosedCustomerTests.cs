using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>What closed-from-stage decides, and customers that come into the lifecycle as Closed.</summary>
public class ClosedCustomerTests
{
    static readonly (Column, object?) Reason = (Columns.StageChangeReason, "words");

    static (Column, object?)[] Close(EndReason why) =>
        [(Columns.Stage, (int)Stage.Closed), (Columns.EndReason, (int)why)];

    static CustomerFacts Newcomer(EndReason why, params (Column, object?)[] more) =>
        Saved(Change(Outside(), [.. Close(why), .. more]));

    [Theory]
    [InlineData(Stage.Prospect)]
    [InlineData(Stage.Compliance)]
    public void A_customer_that_has_never_been_live_closes_without_a_last_day(Stage from)
    {
        var close = Change(In(from), Close(EndReason.NeverWentLive));
        Assert.Equal("", Refusal(close));
        var closed = Saved(close);
        Assert.Equal((int)from, closed[Columns.ClosedFromStage]);
        Assert.Equal(BillableStatus.NotBillable, closed.BillableStatus!.Value);
    }

    [Fact]
    public void A_customer_closed_from_Live_is_live_through_its_last_day()
    {
        var story = Story.LiveInMarch().On(
            7, 20, [.. Close(EndReason.ContractEnded), (Columns.ServiceEndedOn, Day(6, 30))]);
        Assert.Equal((int)Stage.Live, story.Record[Columns.ClosedFromStage]);
        Assert.True(story.Believed.On(Day(6, 30))!.Value.IsActive);
        Assert.False(story.Believed.On(Day(7, 1))!.Value.IsActive);
    }

    [Fact]
    public void One_that_had_gone_back_needs_its_last_day_all_the_same()
    {
        var story = Story.LiveInMarch().On(5, 1, (Columns.Stage, (int)Stage.Compliance), Reason);
        Assert.Equal(
            "CM008 Contoso can't be [Closed] without: <cm_serviceendedon>.",
            story.RefusalOn(5, 10, Close(EndReason.CustomerLeft)));
        story.On(5, 10, [.. Close(EndReason.CustomerLeft), (Columns.ServiceEndedOn, Day(4, 30))]);
        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 - 04-30", "Ended 05-01 -"], story.Periods);
        Assert.Equal((int)Stage.Compliance, story.Record[Columns.ClosedFromStage]);
    }

    [Fact]
    public void One_that_had_gone_back_and_is_reopened_is_Ended_no_longer() => Assert.Equal(
        ["Not billable 01-05 - 03-13", "Billable 03-14 - 04-30", "Ended 05-01 - 05-31", "Not billable 06-01 -"],
        Story.LiveInMarch().On(5, 1, (Columns.Stage, (int)Stage.Compliance), Reason)
            .On(5, 10, [.. Close(EndReason.CustomerLeft), (Columns.ServiceEndedOn, Day(4, 30))])
            .On(6, 1, (Columns.Stage, (int)Stage.Onboarding), Reason).Periods);

    [Fact]
    public void One_that_closes_on_the_last_day_it_had_given_notice_of_is_stored_as_Ended_at_once()
    {
        var story = Story.LiveInMarch().On(6, 1, (Columns.ServiceEndedOn, Day(6, 30)))
            .On(6, 30, Close(EndReason.ContractEnded));
        Assert.Equal((BillableStatus.Ended, Day(7, 1)), (
            story.Record.BillableStatus!.Value, story.Record[Columns.BillableStatusOn]));
    }

    /// <summary>Otherwise all its billable days would be gone.</summary>
    [Fact]
    public void Nor_may_that_last_day_lie_before_what_it_ends()
    {
        var story = Story.LiveInMarch().On(5, 1, (Columns.Stage, (int)Stage.Compliance), Reason);
        Assert.Equal(
            "CM008 Contoso: \"<cm_serviceendedon>\" (2026-03-05) can't lie before 2026-03-14, the day from which the "
            + "customer counts as live. Correct it, or the service start or milestone date that is wrong.",
            story.RefusalOn(5, 10, [.. Close(EndReason.CustomerLeft), (Columns.ServiceEndedOn, Day(3, 5))]));
    }

    [Theory]
    [InlineData(EndReason.ContractEnded, Stage.Live)]
    [InlineData(EndReason.CustomerLeft, Stage.Live)]
    [InlineData(EndReason.Other, Stage.Live)]
    [InlineData(EndReason.NeverWentLive, Stage.Prospect)]
    [InlineData(EndReason.EnteredByMistake, Stage.Prospect)]
    [InlineData(EndReason.Duplicate, Stage.Prospect)]
    public void A_newcomer_with_start_and_last_day_was_live_unless_its_end_reason_says_no(
        EndReason why, Stage expected)
    {
        var newcomer = Newcomer(why, (Columns.ServiceEndedOn, Day(5, 31)));
        Assert.Equal((int)expected, newcomer[Columns.ClosedFromStage]);
        Assert.Equal(expected == Stage.Live, newcomer.BillableStatus == BillableStatus.Ended);
        Assert.Equal(Day(3, 1), newcomer[Columns.ServiceStartsOn]);
    }

    [Fact]
    public void A_newcomer_without_a_last_day_or_a_start_was_never_live()
    {
        Assert.Equal((int)Stage.Prospect, Newcomer(EndReason.ContractEnded)[Columns.ClosedFromStage]);
        var without = Saved(Change(
            Outside((Columns.ServiceStartsOn, null)),
            [.. Close(EndReason.ContractEnded), (Columns.ServiceEndedOn, Day(5, 31))]));
        Assert.Equal((int)Stage.Prospect, without[Columns.ClosedFromStage]);
        Assert.Equal(BillableStatus.NotBillable, without.BillableStatus!.Value);
    }

    [Fact]
    public void A_closed_customer_of_whom_it_is_not_known_where_it_was_is_told_by_its_dates()
    {
        var closed = In(Stage.Closed);
        Assert.Equal((int)Stage.Live, closed[Columns.ClosedFromStage]);
        var unknown = closed.With([new(Columns.ClosedFromStage, null)]);
        Assert.Equal((int)Stage.Live, Saved(Change(unknown))[Columns.ClosedFromStage]);
    }

    [Fact]
    public void The_periods_of_a_newcomer_closed_from_Live_run_from_its_dates() => Assert.Equal(
        ["Billable 03-14 - 05-31", "Ended 06-01 -"],
        Story.At(6, 15, [.. Story.LiveColumns, .. Close(EndReason.ContractEnded), (Columns.ServiceEndedOn, Day(5, 31))])
            .Periods);

    [Fact]
    public void A_newcomer_that_was_never_live_is_Not_billable_from_today() => Assert.Equal(
        ["Not billable 06-15 -"],
        Story.At(6, 15, [.. Story.LiveColumns, .. Close(EndReason.Duplicate), (Columns.ServiceEndedOn, Day(5, 31))])
            .Periods);

    [Fact]
    public void A_milestone_of_a_stage_that_was_not_reached_cannot_be_dated_after_closing()
    {
        var closed = Saved(Enter(Stage.Closed, In(Stage.Prospect), (Columns.EndReason, (int)EndReason.NeverWentLive)));
        Assert.Equal(
            "CM005 Contoso: \"<cm_readyforserviceon>\" can't be dated, because the customer was closed before it "
            + "reached "
            + "[Readiness].",
            Refusal(Change(closed, (Columns.ReadyForServiceOn, Day(6, 1)))));
        Assert.Equal("", Refusal(Change(In(Stage.Closed), (Columns.ReadyForServiceOn, Day(2, 26)))));
    }

    /// <summary>Written past the plug-ins, say.</summary>
    [Fact]
    public void What_was_kept_of_an_earlier_closing_says_nothing_of_this_one() => Assert.Equal(
        (int)Stage.Live,
        Saved(Enter(
            Stage.Closed, In(Stage.Live).With([new(Columns.ClosedFromStage, (int)Stage.Prospect)]),
            (Columns.EndReason, (int)EndReason.CustomerLeft), (Columns.ServiceEndedOn, Day(6, 14))))
            [Columns.ClosedFromStage]);
}
