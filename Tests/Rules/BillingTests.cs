using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class BillingTests
{
    const int Inactive = 1;
    const int English = 1033;
    const int Spanish = 3082;

    static BillableVerdict Evaluate(CustomerFacts facts) => Billing.Evaluate(facts, Now);

    static IEnumerable<string> Why(CustomerFacts facts) => Why(facts, English);

    static IEnumerable<string> Why(CustomerFacts facts, int language) =>
        Evaluate(facts).Reasons.Select(reason => reason.In(language));

    [Fact]
    public void A_live_chargeable_customer_with_all_milestones_is_billable_from_its_latest_date()
    {
        var verdict = Evaluate(Lives());
        Assert.Equal((BillableStatus.Billable, Day(3, 1)), (verdict.Status, verdict.EffectiveOn));
        Assert.Equal(
            [
                "Live and chargeable.", "Onboarding completed on 2026-02-01.",
                "Required documents submitted on 2026-02-20.", "Customer ready for service on 2026-02-25.",
                "In service since 2026-03-01.",
            ],
            Why(Lives()));
        Assert.Equal(
            [
                "En servicio y sujeto a cobro.", "Incorporación completada el 2026-02-01.",
                "Documentos obligatorios presentados el 2026-02-20.", "Cliente listo para el servicio el 2026-02-25.",
                "En servicio desde el 2026-03-01.",
            ],
            Why(Lives(), Spanish));
    }

    [Fact]
    public void A_milestone_later_than_the_service_start_decides_the_first_billable_day() =>
        Assert.Equal(Day(4, 2), Evaluate(Lives((Columns.ReadyForServiceOn, Day(4, 2)))).EffectiveOn);

    [Fact]
    public void A_customer_that_becomes_billable_again_is_so_from_today() =>
        Assert.Equal(Day(6, 15), Evaluate(Lives((Columns.FirstBillableOn, Day(3, 1)))).EffectiveOn);

    [Fact]
    public void A_pilot_is_active_and_not_billable()
    {
        var pilot = Lives((Columns.Chargeable, false));
        Assert.True(pilot.IsActiveCustomer);
        Assert.Equal(BillableStatus.NotBillable, Evaluate(pilot).Status);
        Assert.Equal(["Not chargeable (pilot or pre-revenue)."], Why(pilot));
    }

    [Fact]
    public void Chargeable_is_yes_until_somebody_says_no() =>
        Assert.Equal(BillableStatus.Billable, Evaluate(Lives((Columns.Chargeable, null))).Status);

    [Fact]
    public void A_hold_explains_itself()
    {
        var held = Lives((Columns.BillingHold, true), (Columns.BillingHoldReason, "Invoice disputed"));
        Assert.Equal((BillableStatus.OnHold, Day(6, 15)), (Evaluate(held).Status, Evaluate(held).EffectiveOn));
        Assert.Equal(["On billing hold: Invoice disputed"], Why(held));
        Assert.Equal(["On billing hold."], Why(Lives((Columns.BillingHold, true))));
    }

    [Fact]
    public void A_pilot_on_hold_is_not_billable_rather_than_on_hold() => Assert.Equal(
        BillableStatus.NotBillable, Evaluate(Lives((Columns.Chargeable, false), (Columns.BillingHold, true))).Status);

    [Fact]
    public void Who_is_not_live_yet_is_not_on_hold_either()
    {
        var held = In(Stage.Readiness, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));
        Assert.Equal(BillableStatus.NotBillable, Evaluate(held).Status);
    }

    [Fact]
    public void A_closed_customer_ended_on_its_end_date()
    {
        var closed = In(Stage.Closed);
        Assert.Equal((BillableStatus.Ended, Day(5, 31)), (Evaluate(closed).Status, Evaluate(closed).EffectiveOn));
        Assert.Equal(["The customer is Closed.", "Service ended on 2026-05-31."], Why(closed));
    }

    [Fact]
    public void A_deactivated_live_customer_ended_today()
    {
        var inactive = Lives((Columns.State, Inactive));
        Assert.Equal((BillableStatus.Ended, Day(6, 15)), (Evaluate(inactive).Status, Evaluate(inactive).EffectiveOn));
        Assert.Equal(["The account is inactive and was Live."], Why(inactive));
        Assert.False(inactive.IsActiveCustomer);
    }

    [Fact]
    public void A_deactivated_pilot_prospect_is_not_billable_for_three_reasons()
    {
        var inactive = In(Stage.Prospect, (Columns.State, Inactive), (Columns.Chargeable, false));
        Assert.Equal(
            (BillableStatus.NotBillable, Day(6, 15)), (Evaluate(inactive).Status, Evaluate(inactive).EffectiveOn));
        Assert.Equal(
            ["The account is inactive.", "Not chargeable (pilot or pre-revenue).", "Not Live yet."], Why(inactive));
    }

    public static TheoryData<string, string> Missing() => new()
    {
        { "cm_onboardingcompletedon", "Onboarding completed: no date yet." },
        { "cm_documentssubmittedon", "Required documents submitted: no date yet." },
        { "cm_readyforserviceon", "Customer ready for service: no date yet." },
        { "cm_servicestartson", "No service start date." },
    };

    [Theory, MemberData(nameof(Missing))]
    public void Nobody_is_billable_with_a_milestone_or_the_service_start_missing(string column, string why)
    {
        var customer = Lives((Columns.Named(column)!, null));
        Assert.Equal(BillableStatus.NotBillable, Evaluate(customer).Status);
        Assert.Equal([why], Why(customer));
    }

    [Fact]
    public void Reasons_are_told_in_Spanish_too()
    {
        Assert.Equal(
            ["El cliente está cerrado.", "El servicio terminó el 2026-05-31."], Why(In(Stage.Closed), Spanish));
        Assert.Equal(
            ["La cuenta está inactiva y estaba en servicio."], Why(Lives((Columns.State, Inactive)), Spanish));
        Assert.Equal(
            ["Facturación en pausa: Dispute"],
            Why(Lives((Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute")), Spanish));
        Assert.Equal(["Facturación en pausa."], Why(Lives((Columns.BillingHold, true)), Spanish));
        Assert.Equal(
            ["La cuenta está inactiva.", "Sin cobro (piloto o fase previa a ingresos).", "Aún no está en servicio."],
            Why(In(Stage.Prospect, (Columns.State, Inactive), (Columns.Chargeable, false)), Spanish));
        Assert.Equal(
            ["Documentos obligatorios presentados: aún sin fecha.", "Sin fecha de inicio del servicio."],
            Why(Lives((Columns.DocumentsSubmittedOn, null), (Columns.ServiceStartsOn, null)), Spanish));
        Assert.Equal(
            ["El servicio empieza el 2026-06-17."], Why(Lives((Columns.ServiceStartsOn, Day(6, 17))), Spanish));
    }

    [Fact]
    public void Before_Live_the_stage_says_it_all() =>
        Assert.Equal(["Not Live yet."], Why(Facts((Columns.Stage, (int)Stage.Readiness))));

    [Fact]
    public void A_service_that_starts_later_is_not_billed_yet()
    {
        var later = Lives((Columns.ServiceStartsOn, Day(6, 17)));
        Assert.Equal((BillableStatus.NotBillable, Day(6, 15)), (Evaluate(later).Status, Evaluate(later).EffectiveOn));
        Assert.Equal(["Service starts on 2026-06-17."], Why(later));
    }

    /// <summary>At noon UTC on the 15th it is the 16th in Auckland, where CM007 lets the customer go live.</summary>
    [Fact]
    public void Who_goes_live_on_an_Australian_morning_is_billable_at_once()
    {
        var verdict = Evaluate(Lives((Columns.ServiceStartsOn, Day(6, 16))));
        Assert.Equal((BillableStatus.Billable, Day(6, 16)), (verdict.Status, verdict.EffectiveOn));
    }

    static CustomerFacts Lives(params (Column Column, object? Value)[] more) =>
        Outside([(Columns.Stage, (int)Stage.Live), .. more]);
}
