using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class CustomerEventsTests
{
    static readonly (Column, object?) Reason = (Columns.StageChangeReason, "Licence expired");

    static string[] Told(Story story, int month, int day, params (Column, object?)[] columns)
    {
        var change = story.Change(Day(month, day).AddHours(9), Rep, columns);
        Assert.Equal("", Refusal(change));
        return [.. CustomerEvents.Of(change, Saved(change)).Select(Tell)];
    }

    static string Tell(CustomerEvent told) => FormattableString.Invariant(
        $"{told.EffectiveOn:MM-dd} {told.Kind}: {told.FromStage}{told.FromStatus}{told.Milestone} -> ")
        + FormattableString.Invariant($"{told.ToStage}{told.ToStatus}{told.MilestoneDate:MM-dd}")
        + $"{(told.DaysInStage is { } days ? $", {days} days" : "")}{(told.Reason is { } why ? $" ({why})" : "")}";

    [Fact]
    public void Entering_the_lifecycle_is_a_stage_and_a_status() => Assert.Equal(
        ["01-05 Stage:  -> Prospect", "01-05 BillableStatus:  -> NotBillable (Not Live yet.)"],
        Told(new(), 1, 5, (Columns.Stage, (int)Stage.Prospect)));

    [Fact]
    public void Going_Live_counts_from_its_day_and_dates_milestones_by_theirs() => Assert.Equal(
        [
            "03-14 Stage: Prospect -> Live, 70 days",
            "02-01 Milestone: OnboardingCompleted -> 02-01",
            "02-20 Milestone: RequiredDocumentsSubmitted -> 02-20",
            "03-14 Milestone: CustomerReadyForService -> 03-14",
            "03-14 BillableStatus: NotBillable -> Billable (Live and chargeable. Onboarding completed on 2026-02-01. "
                + "Required documents submitted on 2026-02-20. Customer ready for service on 2026-03-14. In service "
                + "since 2026-03-01.)",
        ],
        Told(Story.At(1, 5, (Columns.Stage, (int)Stage.Prospect)), 3, 16, Story.LiveColumns));

    [Fact]
    public void Going_back_tells_the_reason_and_what_it_empties() => Assert.Equal(
        [
            "11-01 Stage: Live -> Compliance, 239 days (Licence expired)",
            "11-01 Milestone: RequiredDocumentsSubmitted ->  (Licence expired)",
            "11-01 Milestone: CustomerReadyForService ->  (Licence expired)",
            "11-01 BillableStatus: Billable -> NotBillable (Licence expired)",
        ],
        Told(
            Story.LiveInMarch(), 11, 10, (Columns.Stage, (int)Stage.Compliance), Reason,
            (Columns.TakesEffectOn, Day(11, 1))));

    /// <summary>The account's is emptied when the hold is lifted.</summary>
    [Fact]
    public void The_reason_of_a_hold_is_kept_beside_that_of_the_change() => Assert.Equal(
        ["05-01 BillableStatus: Billable -> OnHold (Licence expired\nOn billing hold: Dispute)"],
        Told(
            Story.LiveInMarch(), 5, 10, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"), Reason,
            (Columns.TakesEffectOn, Day(5, 1))));

    [Fact]
    public void Closing_a_live_customer_counts_from_the_day_after_its_last() => Assert.Equal(
        [
            "07-01 Stage: Live -> Closed, 126 days",
            "07-01 BillableStatus: Billable -> Ended (The customer is Closed. Last day of service: 2026-06-30.)",
        ],
        Told(
            Story.LiveInMarch(), 7, 20, (Columns.Stage, (int)Stage.Closed),
            (Columns.EndReason, (int)EndReason.CustomerLeft), (Columns.ServiceEndedOn, Day(6, 30))));

    [Fact]
    public void Leaving_the_lifecycle_tells_that_stage_and_status_are_gone() => Assert.Equal(
        [
            "02-01 Stage: Prospect -> , 27 days (Licence expired)",
            "02-01 BillableStatus: NotBillable ->  (Licence expired)",
        ],
        Told(Story.At(1, 5, (Columns.Stage, (int)Stage.Prospect)), 2, 1, (Columns.Stage, null), Reason));

    [Fact]
    public void A_milestone_before_Live_is_its_event_only() => Assert.Equal(
        ["02-01 Milestone: OnboardingCompleted -> 02-01"],
        Told(
            Story.At(1, 5, [.. Story.LiveColumns, (Columns.OnboardingCompletedOn, null),
                (Columns.DocumentsSubmittedOn, null), (Columns.ReadyForServiceOn, null),
                (Columns.Stage, (int)Stage.Onboarding), (Columns.ServiceStartsOn, null),
                (Columns.AgreementSignedOn, Day(1, 4)), (Columns.OnboardingStartedOn, Day(1, 4))]),
            2, 3, (Columns.OnboardingCompletedOn, Day(2, 1))));

    [Fact]
    public void What_was_never_live_goes_back_and_leaves_today_whatever_its_dates()
    {
        static Story In(Stage stage) => Story.At(4, 1, [.. Story.LiveColumns, (Columns.Stage, (int)stage)]);
        Assert.Equal(
            [
                "05-10 Stage: Readiness -> Compliance, 39 days (Licence expired)",
                "05-10 Milestone: RequiredDocumentsSubmitted ->  (Licence expired)",
                "05-10 Milestone: CustomerReadyForService ->  (Licence expired)",
            ],
            Told(In(Stage.Readiness), 5, 10, (Columns.Stage, (int)Stage.Compliance), Reason));
        Assert.Equal(
            [
                "05-10 Stage: Prospect -> , 39 days (Licence expired)",
                "05-10 BillableStatus: NotBillable ->  (Licence expired)",
            ],
            Told(In(Stage.Prospect), 5, 10, (Columns.Stage, null), Reason));
    }

    [Fact]
    public void Closing_what_was_never_live_counts_from_today_though_it_has_a_last_day() => Assert.Equal(
        "06-15 Stage: Prospect -> Closed, 161 days",
        Told(
            Story.At(1, 5, (Columns.Stage, (int)Stage.Prospect)), 6, 15, (Columns.Stage, (int)Stage.Closed),
            (Columns.EndReason, (int)EndReason.NeverWentLive), (Columns.ServiceEndedOn, Day(5, 31)))[0]);

    /// <summary>Its stage was emptied past the plug-ins.</summary>
    [Fact]
    public void Who_was_in_no_stage_spent_no_days_in_it()
    {
        var change = Enter(Stage.Prospect, Outside((Columns.StageEnteredOn, Day(1, 5))));
        Assert.Null(CustomerEvents.Of(change, Saved(change))[0].DaysInStage);
    }

    [Fact]
    public void A_save_that_changes_none_of_these_tells_nothing() =>
        Assert.Empty(Told(Story.LiveInMarch(), 4, 1, (Columns.RegistrationNumber, "N")));

    [Fact]
    public void Outside_the_lifecycle_nothing_is_told() =>
        Assert.Empty(Told(new(), 4, 1, (Columns.OnboardingCompletedOn, Day(2, 1))));
}
