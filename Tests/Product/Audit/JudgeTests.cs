using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Audit;
using Xunit;

namespace CrmMilestones.Tests.Audit;

/// <summary>All records are judged at noon UTC on 15 June 2026.</summary>
public sealed class JudgeTests
{
    const int Other = 727000005, NeverWentLive = 727000006, Inactive = 1;

    static readonly OldStatus Nothing = new(null, null);

    /// <summary>Everything that lets a customer be Live, in the order of the stages.</summary>
    static readonly Dictionary<Column, object?> Complete = new()
    {
        [Columns.Market] = "US",
        [Columns.PrimaryContact] = "Rosa Tran",
        [Columns.AgreementSignedOn] = Day(1, 5),
        [Columns.BillingModel] = 727000000,
        [Columns.BillingTiming] = 727000000,
        [Columns.OnboardingOwner] = "Nadia Petrov",
        [Columns.OnboardingStartedOn] = Day(1, 10),
        [Columns.OnboardingCompletedOn] = Day(2, 1),
        [Columns.ComplianceReviewer] = "Harriet Moss",
        [Columns.RegistrationNumber] = "OK-231774",
        [Columns.DocumentsSubmittedOn] = Day(2, 20),
        [Columns.ServiceOwner] = "Kim Larsen",
        [Columns.ReadyForServiceOn] = Day(2, 25),
        [Columns.ServiceStartsOn] = Day(3, 1),
        [Columns.Chargeable] = true,
    };

    [Fact]
    public void Complete_dates_make_an_active_and_billable_customer_since_the_latest_of_them()
    {
        var verdict = Judged();
        Assert.Equal((Finding.Active, Stage.Live, Stage.Live), Of(verdict));
        Assert.Equal((BillableStatus.Billable, Day(3, 1)), (verdict.Present?.Status, verdict.Present?.Since));
        Assert.Empty(verdict.Missing);
        Assert.True(verdict.IsBillable);
        Assert.Equal("Live and chargeable.", verdict.Why[0]);
    }

    [Fact]
    public void A_pilot_is_active_and_not_billable()
    {
        var verdict = Judged((Columns.Chargeable, false));
        Assert.Equal((Finding.Active, BillableStatus.NotBillable), (verdict.Finding, verdict.Present?.Status));
        Assert.Equal(["Not chargeable (pilot or pre-revenue)."], verdict.Why);
        Assert.False(verdict.IsBillable);
    }

    [Fact]
    public void A_hold_with_its_reason_keeps_an_active_customer_from_the_invoice()
    {
        var verdict = Judged((Columns.BillingHold, true), (Columns.BillingHoldReason, "Price disputed"));
        Assert.Equal((Finding.Active, BillableStatus.OnHold), (verdict.Finding, verdict.Present?.Status));
        Assert.Equal(["On billing hold: Price disputed"], verdict.Why);
    }

    [Fact]
    public void What_is_missing_is_told_by_stage_and_ends_the_walk_there()
    {
        var verdict = Judged((Columns.DocumentsSubmittedOn, null), (Columns.ServiceOwner, null));
        Assert.Equal((Finding.NotActive, Stage.Compliance, Stage.Compliance), Of(verdict));
        Assert.Equal(BillableStatus.NotBillable, verdict.Present?.Status);
        Assert.Equal(
            ["Compliance: cm_documentssubmittedon", "Readiness: cm_serviceownerid"], Missing(verdict));
        Assert.Equal(["Not Live yet."], verdict.Why);
    }

    [Fact]
    public void A_record_of_which_nothing_is_known_is_a_prospect()
    {
        var verdict = Judge(default, Nothing);
        Assert.Equal((Finding.NotActive, Stage.Prospect, Stage.Prospect), Of(verdict));
        Assert.Equal(4, verdict.Missing.Count);
    }

    [Fact]
    public void A_service_that_starts_later_waits_in_Readiness()
    {
        var verdict = Judged((Columns.ServiceStartsOn, Day(6, 16)));
        Assert.Equal((Finding.NotActive, Stage.Readiness, Stage.Readiness), Of(verdict));
        Assert.Equal(
            [
                "Not Live yet.",
                "CM007 Contoso can't enter Live yet: \"cm_servicestartson\" is 2026-06-16. Wait for that day, or "
                + "correct the date.",
            ],
            verdict.Why);
    }

    [Fact]
    public void A_last_day_that_has_passed_and_its_reason_close_a_customer()
    {
        var verdict = Judged((Columns.ServiceEndedOn, Day(6, 14)), (Columns.EndReason, Other));
        Assert.Equal((Finding.NotActive, Stage.Closed, Stage.Closed), Of(verdict));
        Assert.Equal((BillableStatus.Ended, Day(6, 15)), (verdict.Present?.Status, verdict.Present?.Since));
        Assert.Empty(verdict.Missing);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    public void On_its_last_day_and_before_a_customer_is_active(int day) =>
        Assert.Equal((Finding.Active, Stage.Live, Stage.Live), Of(Judged((Columns.ServiceEndedOn, Day(6, day)))));

    /// <summary>Live with a last day that has passed is Ended: the view "Service has ended, not closed" lists it.
    /// </summary>
    [Fact]
    public void An_end_without_its_reason_is_not_active_and_says_what_closing_it_needs()
    {
        var verdict = Judged((Columns.ServiceEndedOn, Day(5, 31)));
        Assert.Equal((Finding.NotActive, Stage.Live, Stage.Live), Of(verdict));
        Assert.Equal(BillableStatus.Ended, verdict.Present?.Status);
        Assert.Equal([": cm_endreason"], Missing(verdict));
    }

    [Fact]
    public void Who_has_left_without_a_reason_and_was_never_complete_is_not_led_back_into_onboarding()
    {
        var verdict = Judged((Columns.ServiceEndedOn, Day(5, 31)), (Columns.DocumentsSubmittedOn, null));
        Assert.Equal((Finding.NotActive, Stage.Compliance, null), Of(verdict));
        Assert.Equal([": cm_endreason"], Missing(verdict));
    }

    [Fact]
    public void An_end_before_the_start_is_a_contradiction_that_no_stage_takes()
    {
        var verdict = Judged((Columns.ServiceEndedOn, Day(2, 27)), (Columns.EndReason, Other));
        Assert.Equal((Finding.Contradictory, null, null), Of(verdict));
        Assert.Equal(
            [
                "CM008 Contoso: \"cm_serviceendedon\" (2026-02-27) can't lie before \"cm_servicestartson\" "
                + "(2026-03-01). Correct one of the two dates.",
            ],
            verdict.Why);
        Assert.Null(verdict.Present);
    }

    [Fact]
    public void A_milestone_to_come_is_a_contradiction()
    {
        var verdict = Judged((Columns.DocumentsSubmittedOn, Day(7, 1)));
        Assert.Equal((Finding.Contradictory, null, null), Of(verdict));
        Assert.StartsWith(
            "CM004 Contoso: \"cm_documentssubmittedon\" (2026-07-01) lies in the future.", verdict.Why[0]);
    }

    [Fact]
    public void A_hold_without_a_reason_is_a_contradiction()
    {
        var verdict = Judged((Columns.BillingHold, true));
        Assert.Equal((Finding.Contradictory, null, null), Of(verdict));
        Assert.StartsWith("CM009 ", verdict.Why[0]);
    }

    [Fact]
    public void An_end_reason_without_the_day_contradicts_a_service_that_has_started()
    {
        var verdict = Judged((Columns.EndReason, Other));
        Assert.Equal((Finding.Contradictory, Stage.Closed, null), Of(verdict));
        Assert.StartsWith("\"cm_endreason\" is given, and no \"cm_serviceendedon\"", verdict.Why[0]);
    }

    [Fact]
    public void A_reason_that_says_that_there_was_no_service_needs_no_last_day()
    {
        var verdict = Judged((Columns.EndReason, NeverWentLive));
        Assert.Equal((Finding.NotActive, Stage.Closed, Stage.Closed), Of(verdict));
        Assert.Equal(BillableStatus.NotBillable, verdict.Present?.Status);
    }

    [Fact]
    public void A_closed_customer_without_a_start_is_told_that_its_service_is_not_counted()
    {
        var verdict = Judged(
            (Columns.ServiceEndedOn, Day(5, 31)), (Columns.EndReason, Other), (Columns.ServiceStartsOn, null));
        Assert.Equal((Finding.NotActive, Stage.Closed, Stage.Closed), Of(verdict));
        Assert.Contains("\"cm_servicestartson\" is empty, so the days of its service can't be counted.", verdict.Why);
    }

    [Fact]
    public void An_inactive_account_contradicts_dates_that_say_that_it_is_served()
    {
        var verdict = Judged((Columns.State, Inactive));
        Assert.Equal((Finding.Contradictory, Stage.Live, null), Of(verdict));
        Assert.StartsWith("The account is inactive, and by its dates the customer is Live", verdict.Why[0]);
    }

    [Fact]
    public void An_inactive_account_that_never_went_live_is_not_active_and_gets_no_stage()
    {
        var verdict = Judged((Columns.State, Inactive), (Columns.DocumentsSubmittedOn, null));
        Assert.Equal((Finding.NotActive, Stage.Compliance, null), Of(verdict));
    }

    [Fact]
    public void An_old_status_that_claims_more_than_the_data_support_is_a_contradiction()
    {
        var verdict = Judged(new OldStatus("active", null), (Columns.DocumentsSubmittedOn, null));
        Assert.Equal((Finding.Contradictory, Stage.Compliance, Stage.Compliance), Of(verdict));
        Assert.Equal(
            "The old status is \"active\", but the data reach Compliance and make no active customer.", verdict.Why[0]);
    }

    [Fact]
    public void An_old_status_that_says_that_an_active_customer_has_left_is_decided_by_a_person()
    {
        var verdict = Judged(new OldStatus("Churned", null));
        Assert.Equal((Finding.Contradictory, Stage.Live, null), Of(verdict));
        Assert.Equal("The old status is \"Churned\", but by its dates the customer is active.", verdict.Why[0]);
        Assert.False(verdict.IsActive || verdict.IsBillable);
    }

    [Theory]
    [InlineData("Closed Won")]
    [InlineData("Negotiation")]
    [InlineData(null)]
    public void Words_that_speak_of_the_sale_claim_nothing(string? status) =>
        Assert.Equal(Finding.Active, Judged(new OldStatus(status, null)).Finding);

    [Fact]
    public void An_old_stage_ahead_of_the_data_is_a_contradiction()
    {
        var verdict = Judged(new OldStatus(null, Stage.Readiness), (Columns.OnboardingCompletedOn, null));
        Assert.Equal((Finding.Contradictory, Stage.Onboarding, Stage.Onboarding), Of(verdict));
        Assert.Equal("The old stage is Readiness, but the data support Onboarding.", verdict.Why[0]);
    }

    [Fact]
    public void An_old_stage_behind_the_data_is_none() =>
        Assert.Equal((Finding.Active, Stage.Live, Stage.Live), Of(Judged(new OldStatus(null, Stage.Prospect))));

    [Fact]
    public void An_old_stage_Closed_agrees_with_an_end_and_contradicts_service()
    {
        Assert.Equal(Finding.Contradictory, Judged(new OldStatus(null, Stage.Closed)).Finding);
        Assert.Equal(
            Finding.NotActive,
            Judged(
                new OldStatus(null, Stage.Closed), (Columns.ServiceEndedOn, Day(5, 31)), (Columns.EndReason, Other))
                .Finding);
    }

    static DateTime Day(int month, int day) => new(2026, month, day, 0, 0, 0, DateTimeKind.Utc);

    static Verdict Judged(params (Column Column, object? Value)[] more) => Judged(Nothing, more);

    static Verdict Judged(OldStatus old, params (Column Column, object? Value)[] more) => Judge(
        default(CustomerFacts).With(Complete)
            .With(more.Select(value => KeyValuePair.Create(value.Column, value.Value))),
        old);

    static Verdict Judge(CustomerFacts record, OldStatus old) =>
        new Judge(new LogicalNames(), new(Day(6, 15).AddHours(12))).Of(record, old, "Contoso");

    static (Finding Finding, Stage? Furthest, Stage? Suggested) Of(Verdict verdict) =>
        (verdict.Finding, verdict.Furthest, verdict.Suggested);

    static IEnumerable<string> Missing(Verdict verdict) =>
        verdict.Missing.Select(list => $"{list.Stage}: {string.Join(", ", list.Columns)}");

    sealed class LogicalNames : ILabels
    {
        public int Language => 1033;

        public string Column(string logicalName) => logicalName;

        public string Stage(Stage stage) => stage.ToString();
    }
}
