using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class ServerColumnsTests
{
    static readonly Guid Colleague = Guid.Parse("10000000-0000-0000-0000-000000000002");

    [Fact]
    public void Nothing_is_written_outside_the_lifecycle() =>
        Assert.Empty(
            Writes(Change(Row(), (Columns.RegistrationNumber, "X"), (Columns.Chargeable, false))));

    [Fact]
    public void Entering_the_lifecycle_fills_the_computed_columns()
    {
        var prospect = Saved(Enter(Stage.Prospect, Row()));
        Assert.Equal((BillableStatus?)BillableStatus.NotBillable, prospect.BillableStatus);
        Assert.Equal(Day(6, 15), prospect[Columns.BillableStatusOn]);
        Assert.Equal(new DateTime(2026, 6, 15, 12, 0, 0, DateTimeKind.Utc), prospect[Columns.StageEnteredOn]);
        Assert.Equal(false, prospect[Columns.IsActiveCustomer]);
        Assert.Equal("1.0", prospect[Columns.DefinitionVersion]);
        Assert.Equal("Not Live yet.", prospect[Columns.BillableReason]);
        Assert.Null(prospect[Columns.FirstBillableOn]);
    }

    [Theory, InlineData(1033, "On billing hold: Dispute"), InlineData(3082, "Facturación en pausa: Dispute")]
    public void The_reason_is_stored_in_the_language_that_it_is_asked_for(int language, string expected)
    {
        var held = Change(In(Stage.Live), (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));
        Assert.Equal(expected, ServerColumns.For(held, () => language)[Columns.BillableReason]);
    }

    /// <summary>To ask costs a read. An organization keeps its language, so what is stored in another stays.</summary>
    [Fact]
    public void The_language_is_not_asked_for_while_the_reasons_stay()
    {
        var live = In(Stage.Live);
        var inSpanish = live.With(
            ServerColumns.For(Change(live.With([new(Columns.BillableReason, null)])), () => 3082));
        Assert.StartsWith("En servicio", (string)inSpanish[Columns.BillableReason]!, StringComparison.Ordinal);
        Assert.Empty(ServerColumns.For(Change(live), () => throw new InvalidOperationException("Asked.")));
        Assert.Empty(ServerColumns.For(Change(inSpanish), () => throw new InvalidOperationException("Asked.")));
        Assert.NotEmpty(ServerColumns.For(
            Change(In(Stage.Onboarding), (Columns.OnboardingCompletedOn, Day(2, 1))),
            () => throw new InvalidOperationException("Asked.")));
        // Another market counts from today: the days change, what is said of them doesn't.
        var moved = Change(inSpanish, (Columns.Market, Colleague));
        Assert.True(moved.ReachesTimeline);
        Assert.Empty(ServerColumns.For(moved, () => throw new InvalidOperationException("Asked.")));
    }

    [Fact]
    public void A_hold_that_gets_another_reason_says_so()
    {
        var held = Saved(
            Change(In(Stage.Live), (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute")));
        Assert.Equal(
            "On billing hold: Fraud",
            Saved(Change(held, (Columns.BillingHoldReason, "Fraud")))[Columns.BillableReason]);
        // In other words, as an earlier version may have stored it: as long as nothing changes, it stands.
        Assert.Empty(Writes(Change(held.With(Columns.BillableReason, "Held: Dispute"))));
    }

    [Fact]
    public void A_pilot_that_goes_back_was_live_though_it_never_was_billable()
    {
        var pilot = Saved(Enter(Stage.Live, Outside((Columns.Chargeable, false))));
        Assert.Equal(
            "Not chargeable (pilot or pre-revenue). No longer Live.",
            Saved(Change(
                pilot, (Columns.Stage, (int)Stage.Compliance), (Columns.StageChangeReason, "Too early")))[
                    Columns.BillableReason]);
    }

    [Fact]
    public void A_reason_is_emptied_by_a_move_and_by_what_uses_it()
    {
        var onward = Saved(Change(
            Saved(Enter(Stage.Prospect, Outside())), (Columns.Stage, (int)Stage.Onboarding),
            (Columns.StageChangeReason, "Signed")));
        var held = Saved(Change(
            In(Stage.Live), (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"),
            (Columns.TakesEffectOn, Day(6, 10)), (Columns.StageChangeReason, "Told late")));
        Assert.All([onward, held], record => Assert.Equal(
            (null, null, null, null),
            (record[Columns.StageChangeReason], record[Columns.TakesEffectOn], record[Columns.ReasonGivenOn],
                record[Columns.ReasonGivenBy])));
    }

    [Fact]
    public void So_is_one_that_the_same_person_stored_just_before()
    {
        var noon = Day(6, 15).AddHours(12);
        var story = Story.LiveInMarch().Save(noon, Rep, (Columns.StageChangeReason, "Agreed by phone"));
        story.Save(noon.AddMinutes(1), Rep, (Columns.Chargeable, false));
        Assert.Equal(
            (null, null, null),
            (story.Record[Columns.StageChangeReason], story.Record[Columns.ReasonGivenOn],
                story.Record[Columns.ReasonGivenBy]));
    }

    /// <summary>Dataverse saves a change of the state with other columns in two passes, the state last.</summary>
    [Fact]
    public void A_reason_and_a_day_that_change_no_day_wait_for_the_second_pass_of_their_save()
    {
        var story = Story.LiveInMarch().On(
            4, 10, (Columns.ServiceStartsOn, Day(3, 5)), (Columns.StageChangeReason, "Sold"),
            (Columns.TakesEffectOn, Day(4, 1)));
        Assert.Equal(
            ("Sold", Day(4, 1)), (story.Record[Columns.StageChangeReason], story.Record[Columns.TakesEffectOn]));
        story.On(4, 10, (Columns.State, 1));
        Assert.Equal((BillableStatus.Ended, Day(4, 1)), story.Present);
        Assert.Equal(
            (null, null), (story.Record[Columns.StageChangeReason], story.Record[Columns.TakesEffectOn]));
    }

    [Fact]
    public void What_the_account_says_of_the_present_is_told_apart_from_the_rest() => Assert.Equal(
        ["cm_billablereason", "cm_billablestatus", "cm_billablestatuson"],
        ServerColumns.Present(
            Change(In(Stage.Live), (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute")),
            In(Stage.Live), () => 1033).Keys.Select(column => column.LogicalName).Order());

    [Fact]
    public void Going_live_makes_the_customer_active_and_billable_from_its_service_start()
    {
        var live = Saved(Enter(Stage.Live, Outside()));
        Assert.Equal((BillableStatus?)BillableStatus.Billable, live.BillableStatus);
        Assert.Equal(Day(3, 1), live[Columns.BillableStatusOn]);
        Assert.Equal(Day(3, 1), live[Columns.FirstBillableOn]);
        Assert.Equal(true, live[Columns.IsActiveCustomer]);
    }

    [Fact]
    public void A_hold_and_its_end_keep_the_first_billable_day()
    {
        var story = Story.LiveInMarch()
            .On(5, 10, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));
        Assert.Equal(Day(5, 10), story.Record[Columns.BillableStatusOn]);
        story.On(5, 25, (Columns.BillingHold, false));
        Assert.Equal((Day(5, 25), Day(3, 14)), (
            story.Record[Columns.BillableStatusOn], story.Record[Columns.FirstBillableOn]));
        Assert.Null(story.Record[Columns.BillingHoldReason]);
    }

    [Fact]
    public void A_corrected_date_that_is_not_the_latest_changes_the_reason_only()
    {
        var live = In(Stage.Live);
        var writes = Writes(Change(live, (Columns.OnboardingCompletedOn, Day(2, 3))));
        Assert.Equal([Columns.BillableReason], writes.Keys);
        Assert.Contains("2026-02-03", (string)writes[Columns.BillableReason]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_corrected_last_day_moves_the_end_to_the_day_after_it() =>
        Assert.Equal(
            Day(6, 3),
            Writes(Change(In(Stage.Closed), (Columns.ServiceEndedOn, Day(6, 2))))[Columns.BillableStatusOn]);

    /// <summary>Reopening empties the end date, so the reason must not name it.</summary>
    [Fact]
    public void An_inactive_account_that_is_reopened_has_no_end_date_any_more()
    {
        var reopened = Writes(Enter(
            Stage.Live, In(Stage.Closed), (Columns.State, 1), (Columns.StageChangeReason, "They came back")));
        Assert.Equal("The account is inactive and was Live.", reopened[Columns.BillableReason]);
        Assert.Null(reopened[Columns.ServiceEndedOn]);
    }

    [Fact]
    public void A_planned_end_moves_no_day() => Assert.Equal(
        [Columns.BillableReason],
        Writes(Change(In(Stage.Live), (Columns.ServiceEndedOn, Day(7, 10)))).Keys);

    [Fact]
    public void A_last_day_that_has_passed_ends_a_live_customer_at_once()
    {
        var ended = Saved(Change(
            In(Stage.Live), (Columns.ServiceEndedOn, Day(6, 10)), (Columns.StageChangeReason, "Told late")));
        Assert.Equal(
            ((BillableStatus?)BillableStatus.Ended, Day(6, 11), false),
            (ended.BillableStatus, ended[Columns.BillableStatusOn], ended[Columns.IsActiveCustomer]));
    }

    [Fact]
    public void A_day_that_has_come_ends_the_customer_with_its_next_save()
    {
        var story = Story.LiveInMarch().On(6, 1, (Columns.ServiceEndedOn, Day(6, 30)));
        Assert.Equal(BillableStatus.Billable, story.Record.BillableStatus!.Value);
        story.On(6, 30, (Columns.RegistrationNumber, "N"));
        Assert.Equal(BillableStatus.Billable, story.Record.BillableStatus!.Value);
        story.On(7, 1, (Columns.RegistrationNumber, "M"));
        Assert.Equal((BillableStatus.Ended, Day(7, 1)), (
            story.Record.BillableStatus!.Value, story.Record[Columns.BillableStatusOn]));
    }

    [Fact]
    public void The_day_of_an_end_without_a_date_stays_with_later_saves()
    {
        const int Inactive = 1;
        var ended = Saved(Change(In(Stage.Live), (Columns.State, Inactive)));
        Assert.Equal(Day(6, 15), ended[Columns.BillableStatusOn]);
        var later = new CustomerChange(
            ended, ended.With([new(Columns.RegistrationNumber, "New")]), new(Now.UtcNow.AddDays(9)), Rep);
        Assert.Empty(Writes(later));
    }

    [Fact]
    public void It_ends_one_that_has_gone_back_in_the_meantime_too()
    {
        var story = Story.LiveInMarch().On(6, 1, (Columns.ServiceEndedOn, Day(6, 30)))
            .On(6, 10, (Columns.Stage, (int)Stage.Readiness), (Columns.StageChangeReason, "words"))
            .On(7, 1, (Columns.RegistrationNumber, "M"));
        Assert.Equal((BillableStatus.Ended, Day(7, 1)), (
            story.Record.BillableStatus!.Value, story.Record[Columns.BillableStatusOn]));
    }

    [Fact]
    public void A_milestone_is_certified_by_who_dates_it()
    {
        var before = In(Stage.Onboarding);
        var change = new CustomerChange(
            before, before.With([new KeyValuePair<Column, object?>(Columns.OnboardingCompletedOn, Day(2, 1))]), Now,
            Colleague);
        Assert.Equal(Colleague, Writes(change)[Columns.OnboardingCertifiedBy]);
    }

    [Fact]
    public void An_unchanged_milestone_keeps_its_certifier()
    {
        var live = In(Stage.Live);
        var change = new CustomerChange(
            live,
            live.With(
                [new KeyValuePair<Column, object?>(
                    Columns.OnboardingCompletedOn, live[Columns.OnboardingCompletedOn])]),
            Now, Colleague);
        Assert.Empty(Writes(change));
    }

    [Fact]
    public void An_emptied_milestone_loses_its_certifier()
    {
        var reached = In(Stage.Compliance, (Columns.DocumentsSubmittedOn, Day(6, 1)));
        Assert.Equal(Rep, reached[Columns.DocumentsCertifiedBy]);
        Assert.Null(Saved(Change(reached, (Columns.DocumentsSubmittedOn, null)))[Columns.DocumentsCertifiedBy]);
    }

    [Theory]
    [InlineData(Stage.Prospect)]
    [InlineData(Stage.Compliance)]
    [InlineData(Stage.Live)]
    [InlineData(Stage.Closed)]
    public void A_save_that_changes_nothing_writes_nothing(Stage stage) =>
        Assert.Empty(Writes(Change(In(stage))));

    [Fact]
    public void A_long_explanation_is_cut_to_the_column()
    {
        var held = Saved(Change(
            In(Stage.Live), (Columns.BillingHold, true), (Columns.BillingHoldReason, new string('x', 3000))));
        Assert.Equal("On billing hold: " + new string('x', 1983), held[Columns.BillableReason]);
    }

    [Fact]
    public void Nothing_is_said_by_a_row_without_columns()
    {
        Assert.True(Row().IsEmpty);
        Assert.False(Row((Columns.Market, null)).IsEmpty);
    }
}
