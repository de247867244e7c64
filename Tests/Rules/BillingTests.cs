using System;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class BillingTests
{
    const int Inactive = 1;

    static BillableVerdict Evaluate(CustomerFacts facts) => Billing.Evaluate(facts, Now);

    [Fact]
    public void A_live_chargeable_customer_with_all_milestones_is_billable_from_its_latest_date()
    {
        var verdict = Evaluate(Lives());
        Assert.Equal((BillableStatus.Billable, Day(3, 1)), (verdict.Status, verdict.EffectiveOn));
        Assert.Equal(
            [
                "Live and chargeable.", "Onboarding completed on 2026-02-01.",
                "Required documents submitted on 2026-02-20.",
                "Customer ready for service on 2026-02-25.", "In service since 2026-03-01.",
            ],
            verdict.Reasons);
    }

    [Fact]
    public void A_milestone_later_than_the_service_start_decides_the_first_billable_day() =>
        Assert.Equal(Day(4, 2), Evaluate(Lives((Columns.ReadyForServiceOn, Day(4, 2)))).EffectiveOn);

    [Fact]
    public void A_customer_that_becomes_billable_again_is_so_from_today() =>
        Assert.Equal(Now.Today, Evaluate(Lives((Columns.FirstBillableOn, Day(3, 1)))).EffectiveOn);

    [Fact]
    public void A_pilot_is_active_and_not_billable()
    {
        var pilot = Lives((Columns.Chargeable, false));
        Assert.True(pilot.IsActiveCustomer);
        Assert.Equal(BillableStatus.NotBillable, Evaluate(pilot).Status);
        Assert.Equal(["Not chargeable (pilot or pre-revenue)."], Evaluate(pilot).Reasons);
    }

    [Fact]
    public void Chargeable_is_yes_until_somebody_says_no() =>
        Assert.Equal(BillableStatus.Billable, Evaluate(Lives((Columns.Chargeable, null))).Status);

    [Fact]
    public void A_hold_explains_itself()
    {
        var verdict = Evaluate(Lives((Columns.BillingHold, true), (Columns.BillingHoldReason, "Invoice disputed")));
        Assert.Equal((BillableStatus.OnHold, Now.Today), (verdict.Status, verdict.EffectiveOn));
        Assert.Equal(["On billing hold: Invoice disputed"], verdict.Reasons);
    }

    [Fact]
    public void A_pilot_on_hold_is_not_billable_rather_than_on_hold() => Assert.Equal(
        BillableStatus.NotBillable, Evaluate(Lives((Columns.Chargeable, false), (Columns.BillingHold, true))).Status);

    [Fact]
    public void A_closed_customer_ended_on_its_end_date()
    {
        var verdict = Evaluate(In(Stage.Closed));
        Assert.Equal((BillableStatus.Ended, Day(5, 31)), (verdict.Status, verdict.EffectiveOn));
    }

    [Fact]
    public void A_deactivated_live_customer_ended_today()
    {
        var verdict = Evaluate(Lives((Columns.State, Inactive)));
        Assert.Equal((BillableStatus.Ended, Now.Today), (verdict.Status, verdict.EffectiveOn));
        Assert.Equal(["The account is inactive and was Live."], verdict.Reasons);
    }

    [Fact]
    public void A_deactivated_prospect_is_not_billable()
    {
        var verdict = Evaluate(In(Stage.Prospect, (Columns.State, Inactive)));
        Assert.Equal(BillableStatus.NotBillable, verdict.Status);
        Assert.Contains("The account is inactive.", verdict.Reasons);
        Assert.Contains("In stage Prospect, not yet Live.", verdict.Reasons);
    }

    public static TheoryData<string> Milestones() => new(
        Columns.OnboardingCompletedOn, Columns.DocumentsSubmittedOn, Columns.ReadyForServiceOn,
        Columns.ServiceStartsOn);

    [Theory, MemberData(nameof(Milestones))]
    public void Nobody_is_billable_with_a_milestone_or_the_service_start_missing(string column)
    {
        var verdict = Evaluate(Lives((column, null)));
        Assert.Equal(BillableStatus.NotBillable, verdict.Status);
        Assert.Single(verdict.Reasons);
    }

    [Fact]
    public void A_service_that_starts_later_is_not_billed_yet() =>
        Assert.Equal(["Service starts on 2026-07-01."], Evaluate(Lives((Columns.ServiceStartsOn, Day(7, 1)))).Reasons);

    [Fact]
    public void Who_goes_live_on_an_Australian_morning_is_billable_at_once()
    {
        var morning = new Moment(new DateTime(2026, 6, 14, 22, 0, 0, DateTimeKind.Utc));
        var verdict = Billing.Evaluate(Lives((Columns.ServiceStartsOn, Day(6, 15))), morning);
        Assert.Equal((BillableStatus.Billable, Day(6, 15)), (verdict.Status, verdict.EffectiveOn));
    }

    static CustomerFacts Lives(params (string Column, object? Value)[] more) =>
        Outside([(Columns.Stage, (int)Stage.Live), .. more]);
}
