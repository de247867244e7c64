using System;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class CM003Tests
{
    static readonly Guid Colleague = Guid.Parse("10000000-0000-0000-0000-000000000002");

    static readonly (Column, object?) Back = (Columns.Stage, (int)Stage.Compliance);

    /// <summary>A save of a record that somebody else saved meanwhile.</summary>
    static CustomerChange Overtaken(CustomerFacts before, params (Column, object?)[] changes) =>
        new(before, Row(changes), Now, Rep, () => Believed(before), isOvertaken: true);

    static readonly Column[] Waiting =
        [Columns.StageChangeReason, Columns.TakesEffectOn, Columns.ReasonGivenOn, Columns.ReasonGivenBy];

    [Theory]
    [InlineData(Stage.Live, Stage.Compliance)]
    [InlineData(Stage.Onboarding, Stage.Prospect)]
    [InlineData(Stage.Closed, Stage.Live)]
    [InlineData(Stage.Closed, Stage.Prospect)]
    public void Moving_back_or_reopening_needs_a_reason(Stage from, Stage to)
    {
        Assert.Equal(
            $"CM003 Contoso can't go back from [{from}] to [{to}] without a reason. Fill in "
            + "\"<cm_stagechangereason>\" and save again.",
            Refusal(Enter(to, In(from))));
        Assert.Equal("", Refusal(Enter(to, In(from), (Columns.StageChangeReason, "Wrong documents"))));
    }

    /// <summary>The guided process can't move and give a reason in one save.</summary>
    [Fact]
    public void A_reason_that_the_same_person_stored_counts_for_thirty_minutes()
    {
        var noon = Day(6, 15).AddHours(12);
        var story = Story.LiveInMarch().Save(noon, Rep, (Columns.StageChangeReason, "Licence expired"));
        Assert.Equal(("Licence expired", noon, Rep), (
            story.Record[Columns.StageChangeReason], story.Record[Columns.ReasonGivenOn],
            story.Record[Columns.ReasonGivenBy]));
        Assert.Equal("", Refusal(story.Change(noon.AddMinutes(30), Rep, Back)));
        Assert.Equal(
            "CM003 Contoso can't go back from [Live] to [Compliance] for the reason in \"<cm_stagechangereason>\", "
            + "because it was entered earlier or by somebody else. Enter the reason of this change and save again.",
            Refusal(story.Change(noon.AddMinutes(31), Rep, Back)));
        Assert.Equal(["CM003"], Codes(story.Change(noon.AddMinutes(1), Colleague, Back)));
        Assert.Equal("", Refusal(
            story.Change(noon.AddMinutes(31), Colleague, Back, (Columns.StageChangeReason, "Licence expired"))));
    }

    [Fact]
    public void So_does_the_day_from_which_the_change_counts()
    {
        var noon = Day(6, 15).AddHours(12);
        var story = Story.LiveInMarch().Save(
            noon, Rep, (Columns.StageChangeReason, "Licence expired"), (Columns.TakesEffectOn, Day(6, 10)));
        story.Save(noon.AddMinutes(30), Rep, Back);
        Assert.Equal(
            ["Not billable 01-05 - 03-13", "Billable 03-14 - 06-09", "Not billable 06-10 -"], story.Periods);
    }

    [Fact]
    public void A_reason_that_a_colleague_stored_does_not_count_for_who_certified_the_milestones()
    {
        var noon = Day(6, 15).AddHours(12);
        var story = Story.LiveInMarch().Save(noon, Colleague, (Columns.StageChangeReason, "Licence expired"));
        Assert.Equal(["CM003"], Codes(story.Change(noon.AddMinutes(1), Rep, Back)));
    }

    [Fact]
    public void Blanks_are_no_reason() =>
        Assert.Equal(["CM003"], Codes(Enter(Stage.Compliance, In(Stage.Live), (Columns.StageChangeReason, "  "))));

    [Fact]
    public void A_reason_that_is_emptied_with_the_move_is_none() => Assert.StartsWith(
        "CM003 Contoso can't go back from [Live] to [Compliance] without a reason.",
        Refusal(Enter(
            Stage.Compliance, In(Stage.Live).With([new(Columns.StageChangeReason, "Of last year")]),
            (Columns.StageChangeReason, null))),
        StringComparison.Ordinal);

    [Fact]
    public void A_reason_that_has_waited_too_long_is_emptied_by_the_next_save()
    {
        var noon = Day(6, 15).AddHours(12);
        var story = Story.LiveInMarch().Save(noon, Rep, (Columns.StageChangeReason, "Licence expired"));
        story.Save(noon.AddMinutes(31), Rep, (Columns.RegistrationNumber, "N"));
        Assert.All(Waiting, column => Assert.False(story.Record.IsFilled(column), column));
    }

    /// <summary>A flow that writes between a rep's two saves takes nothing away.</summary>
    [Fact]
    public void A_save_of_somebody_else_leaves_a_fresh_reason_alone()
    {
        var noon = Day(6, 15).AddHours(12);
        var story = Story.LiveInMarch().Save(noon, Rep, (Columns.StageChangeReason, "Licence expired"));
        story.Save(noon.AddMinutes(1), Colleague, (Columns.RegistrationNumber, "N"));
        story.Save(noon.AddMinutes(2), Colleague, (Columns.Chargeable, false));
        story.Save(noon.AddMinutes(3), Rep, Back);
        Assert.All(Waiting, column => Assert.False(story.Record.IsFilled(column), column));
    }

    [Fact]
    public void What_somebody_else_stores_replaces_it()
    {
        var noon = Day(6, 15).AddHours(12);
        var story = Story.LiveInMarch().Save(noon, Rep, (Columns.StageChangeReason, "Licence expired"));
        story.Save(noon.AddMinutes(1), Colleague, (Columns.TakesEffectOn, Day(6, 15)));
        Assert.Null(story.Record[Columns.StageChangeReason]);
        Assert.Equal(Colleague, story.Record[Columns.ReasonGivenBy]);
    }

    /// <summary>What it should have emptied is written again by then, by who knew nothing of it.</summary>
    [Fact]
    public void A_move_back_that_was_overtaken_and_left_a_milestone_is_refused() => Assert.Equal(
        "CM003 Contoso has just been changed by somebody else and is in [Live] now. Look at it again, and move it back "
        + "to [Compliance] if that is still right.",
        Refusal(Overtaken(In(Stage.Live), Back, (Columns.StageChangeReason, "Licence expired"))));

    [Fact]
    public void A_hold_that_is_lifted_by_a_save_that_was_overtaken_is_no_move_back() => Assert.Equal(
        "",
        Refusal(Overtaken(
            In(Stage.Live, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute")),
            (Columns.BillingHold, false))));

    [Fact]
    public void Going_forward_or_staying_needs_none()
    {
        Assert.Equal("", Refusal(Enter(Stage.Onboarding, Outside())));
        Assert.Equal("", Refusal(Enter(Stage.Live, In(Stage.Live))));
    }

    [Fact]
    public void Moving_back_empties_the_milestones_from_the_new_stage_on_and_uses_up_the_reason()
    {
        var back = Saved(Enter(Stage.Compliance, In(Stage.Live), (Columns.StageChangeReason, "Licence expired")));

        Assert.Equal(Day(2, 1), back[Columns.OnboardingCompletedOn]);
        Assert.Equal(Rep, back[Columns.OnboardingCertifiedBy]);
        Assert.All(
            [Columns.DocumentsSubmittedOn, Columns.DocumentsCertifiedBy, Columns.ReadyForServiceOn,
                Columns.ReadinessCertifiedBy, Columns.StageChangeReason],
            column => Assert.False(back.IsFilled(column), column));
        Assert.Equal(BillableStatus.NotBillable, back.BillableStatus!.Value);
        Assert.Equal(Day(6, 15), back[Columns.BillableStatusOn]);
        Assert.Equal(Day(3, 1), back[Columns.FirstBillableOn]);
    }

    [Fact]
    public void Moving_back_leaves_an_end_that_was_entered_alone()
    {
        var live = In(Stage.Live, (Columns.ServiceEndedOn, Day(5, 31)), (Columns.EndReason, 727000001));
        var back = Saved(Enter(Stage.Compliance, live, (Columns.StageChangeReason, "words")));
        Assert.Equal((Day(5, 31), 727000001), (back[Columns.ServiceEndedOn], back[Columns.EndReason]));
    }

    [Fact]
    public void Going_forward_keeps_the_milestones_and_uses_up_the_reason_too()
    {
        var ready = In(
            Stage.Readiness, (Columns.ServiceOwner, Rep), (Columns.ServiceStartsOn, Day(3, 1)),
            (Columns.ReadyForServiceOn, Day(2, 25)));
        var live = Saved(Enter(Stage.Live, ready, (Columns.StageChangeReason, "words")));
        Assert.Equal((null, Day(2, 25)), (live[Columns.StageChangeReason], live[Columns.ReadyForServiceOn]));
    }

    [Fact]
    public void A_milestone_that_the_save_itself_dates_is_kept()
    {
        var back = Saved(Enter(
            Stage.Compliance, In(Stage.Live), (Columns.StageChangeReason, "Signed anew"),
            (Columns.DocumentsSubmittedOn, Day(6, 14))));
        Assert.Equal((Day(6, 14), Rep), (back[Columns.DocumentsSubmittedOn], back[Columns.DocumentsCertifiedBy]));
        Assert.Null(back[Columns.ReadyForServiceOn]);
    }

    [Fact]
    public void Reopening_empties_the_end_as_well()
    {
        var reopened = Saved(Enter(Stage.Live, In(Stage.Closed), (Columns.StageChangeReason, "They came back")));
        Assert.False(reopened.IsFilled(Columns.ServiceEndedOn));
        Assert.False(reopened.IsFilled(Columns.EndReason));
        Assert.False(reopened.IsFilled(Columns.ClosedFromStage));
        Assert.Equal(BillableStatus.Billable, reopened.BillableStatus!.Value);
    }
}
