using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class BillingReasonsTests
{
    const int Inactive = 1;
    const int English = 1033;
    const int Spanish = 3082;

    static IEnumerable<string> Why(BillableStatus status, CustomerFacts facts, int language = English) =>
        BillingReasons.For(status, facts, facts.HasBeenLive, _ => false).Select(reason => reason.In(language));

    [Fact]
    public void A_billable_customer_is_so_by_its_milestones_and_its_service_start()
    {
        Assert.Equal(
            [
                "Live and chargeable.", "Onboarding completed on 2026-02-01.",
                "Required documents submitted on 2026-02-20.", "Customer ready for service on 2026-02-25.",
                "In service since 2026-03-01.",
            ],
            Why(BillableStatus.Billable, Lives()));
        Assert.Equal(
            [
                "En servicio y sujeto a cobro.", "Incorporación completada el 2026-02-01.",
                "Documentos obligatorios presentados el 2026-02-20.", "Cliente listo para el servicio el 2026-02-25.",
                "En servicio desde el 2026-03-01.",
            ],
            Why(BillableStatus.Billable, Lives(), Spanish));
    }

    [Fact]
    public void A_planned_end_is_told_while_the_customer_is_billable() => Assert.Equal(
        "Last day of service: 2026-12-31.",
        Why(BillableStatus.Billable, Lives((Columns.ServiceEndedOn, Day(12, 31)))).Last());

    [Fact]
    public void A_pilot_is_not_chargeable() => Assert.Equal(
        ["Not chargeable (pilot or pre-revenue)."],
        Why(BillableStatus.NotBillable, Lives((Columns.Chargeable, false))));

    [Fact]
    public void A_hold_explains_itself()
    {
        var held = Lives((Columns.BillingHold, true), (Columns.BillingHoldReason, "Invoice disputed"));
        Assert.Equal(["On billing hold: Invoice disputed"], Why(BillableStatus.OnHold, held));
        Assert.Equal(["On billing hold."], Why(BillableStatus.OnHold, Lives((Columns.BillingHold, true))));
        Assert.Equal(["Facturación en pausa: Invoice disputed"], Why(BillableStatus.OnHold, held, Spanish));
        Assert.Equal(
            ["Facturación en pausa."], Why(BillableStatus.OnHold, Lives((Columns.BillingHold, true)), Spanish));
    }

    [Fact]
    public void A_closed_customer_has_a_last_day()
    {
        Assert.Equal(
            ["The customer is Closed.", "Last day of service: 2026-05-31."],
            Why(BillableStatus.Ended, In(Stage.Closed)));
        Assert.Equal(
            ["El cliente está cerrado.", "Último día de servicio: 2026-05-31."],
            Why(BillableStatus.Ended, In(Stage.Closed), Spanish));
    }

    [Fact]
    public void A_live_customer_whose_last_day_has_passed_has_one_too() => Assert.Equal(
        ["Last day of service: 2026-05-31."],
        Why(BillableStatus.Ended, Lives((Columns.ServiceEndedOn, Day(5, 31)))));

    [Fact]
    public void An_inactive_account_that_was_Live_says_so()
    {
        var inactive = Lives((Columns.State, Inactive));
        Assert.Equal(["The account is inactive and was Live."], Why(BillableStatus.Ended, inactive));
        Assert.Equal(["La cuenta está inactiva y estaba en servicio."], Why(BillableStatus.Ended, inactive, Spanish));
    }

    [Fact]
    public void A_deactivated_pilot_prospect_is_not_billable_for_three_reasons()
    {
        var inactive = In(Stage.Prospect, (Columns.State, Inactive), (Columns.Chargeable, false));
        Assert.Equal(
            ["The account is inactive.", "Not chargeable (pilot or pre-revenue).", "Not Live yet."],
            Why(BillableStatus.NotBillable, inactive));
        Assert.Equal(
            ["La cuenta está inactiva.", "Sin cobro (piloto o fase previa a ingresos).", "Aún no está en servicio."],
            Why(BillableStatus.NotBillable, inactive, Spanish));
    }

    [Theory]
    [InlineData("cm_onboardingcompletedon", "Onboarding completed: no date yet.")]
    [InlineData("cm_documentssubmittedon", "Required documents submitted: no date yet.")]
    [InlineData("cm_readyforserviceon", "Customer ready for service: no date yet.")]
    public void A_missing_milestone_is_named(string column, string why) =>
        Assert.Equal([why], Why(BillableStatus.NotBillable, Lives((Columns.Named(column)!, null))));

    [Fact]
    public void A_missing_milestone_is_named_in_Spanish_too() => Assert.Equal(
        ["Documentos obligatorios presentados: aún sin fecha."],
        Why(BillableStatus.NotBillable, Lives((Columns.DocumentsSubmittedOn, null)), Spanish));

    [Fact]
    public void Before_Live_the_stage_says_it_all() => Assert.Equal(
        ["Not Live yet."], Why(BillableStatus.NotBillable, Row((Columns.Stage, (int)Stage.Readiness))));

    [Fact]
    public void Who_has_been_Live_is_not_told_to_wait_for_it()
    {
        var back = Row((Columns.Stage, (int)Stage.Readiness), (Columns.FirstLiveOn, Day(3, 14)));
        Assert.Equal(["No longer Live."], Why(BillableStatus.NotBillable, back));
        Assert.Equal(["Ya no está en servicio."], Why(BillableStatus.NotBillable, back, Spanish));
    }

    [Fact]
    public void A_start_that_was_undone_as_a_whole_never_was() => Assert.Equal(
        "Not Live yet.",
        Story.LiveInMarch().On(
            3, 20, (Columns.Stage, (int)Stage.Readiness), (Columns.TakesEffectOn, Day(3, 14)),
            (Columns.StageChangeReason, "The wrong customer")).Record[Columns.BillableReason]);

    /// <summary>Its account was inactive until its last day had passed.</summary>
    [Fact]
    public void Who_was_not_active_up_to_its_last_day_is_told_so() => Assert.Equal(
        ["Last day of service: 2026-04-30."],
        Why(BillableStatus.NotBillable, Lives((Columns.ServiceEndedOn, Day(4, 30)))));

    [Fact]
    public void A_prospect_that_was_closed_was_never_Live()
    {
        var closed = Saved(Enter(Stage.Closed, In(Stage.Prospect), (Columns.EndReason, 727000006)));
        Assert.Equal(["Closed without having been Live."], Why(BillableStatus.NotBillable, closed));
        Assert.Equal(["Se cerró sin haber estado en servicio."], Why(BillableStatus.NotBillable, closed, Spanish));
    }

    /// <summary>Its last day was emptied past the plug-ins, and its beginning corrected to a day after it.</summary>
    [Fact]
    public void Who_was_closed_from_Live_and_served_on_no_day_is_told_so() => Assert.Equal(
        ["Closed without having been Live."],
        Why(BillableStatus.NotBillable, Outside(
            (Columns.Stage, (int)Stage.Closed), (Columns.ClosedFromStage, (int)Stage.Live),
            (Columns.EndReason, 727000000))));

    static CustomerFacts Lives(params (Column Column, object? Value)[] more) =>
        Outside([(Columns.Stage, (int)Stage.Live), .. more]);
}
