using System;
using System.Collections.Generic;
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
            ServerColumns.For(Change(Facts(), (Columns.RegistrationNumber, "X"), (Columns.Chargeable, false))));

    [Fact]
    public void Entering_the_lifecycle_fills_the_computed_columns()
    {
        var prospect = Saved(Enter(Stage.Prospect, Facts()));
        Assert.Equal((BillableStatus?)BillableStatus.NotBillable, prospect.BillableStatus);
        Assert.Equal(Now.Today, prospect[Columns.BillableStatusOn]);
        Assert.Equal(Now.UtcNow, prospect[Columns.StageEnteredOn]);
        Assert.Equal(false, prospect[Columns.IsActiveCustomer]);
        Assert.Equal(Lifecycle.Version, prospect[Columns.DefinitionVersion]);
        Assert.Equal("In stage Prospect, not yet Live. Onboarding completed: no date yet. "
            + "Required documents submitted: no date yet. Customer ready for service: no date yet. No service start "
            + "date.",
            prospect[Columns.BillableReason]);
    }

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
        var held = Saved(Change(In(Stage.Live), (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute")));
        Assert.Equal(Now.Today, held[Columns.BillableStatusOn]);
        var released = Saved(Change(held, (Columns.BillingHold, false)));
        Assert.Equal(Now.Today, released[Columns.BillableStatusOn]);
        Assert.Equal(Day(3, 1), released[Columns.FirstBillableOn]);
    }

    [Fact]
    public void The_day_of_a_status_stays_while_the_status_stays()
    {
        var live = In(Stage.Live);
        var writes = ServerColumns.For(Change(live, (Columns.OnboardingCompletedOn, Day(6, 1))));
        Assert.DoesNotContain(Columns.BillableStatusOn, writes.Keys);
        Assert.Contains("2026-06-01", (string)writes[Columns.BillableReason]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_corrected_end_date_moves_the_end() =>
        Assert.Equal(
            Day(6, 2),
            ServerColumns.For(Change(In(Stage.Closed), (Columns.ServiceEndedOn, Day(6, 2))))[Columns.BillableStatusOn]);

    [Fact]
    public void A_milestone_is_certified_by_who_dates_it()
    {
        var before = In(Stage.Onboarding);
        var change = new CustomerChange(
            before, before.With([new KeyValuePair<string, object?>(Columns.OnboardingCompletedOn, Day(2, 1))]), Now,
            Colleague);
        Assert.Equal(Colleague, ServerColumns.For(change)[Columns.OnboardingCertifiedBy]);
    }

    [Fact]
    public void An_unchanged_milestone_keeps_its_certifier()
    {
        var live = In(Stage.Live);
        var change = new CustomerChange(
            live,
            live.With(
                [new KeyValuePair<string, object?>(
                    Columns.OnboardingCompletedOn, live[Columns.OnboardingCompletedOn])]),
            Now, Colleague);
        Assert.Empty(ServerColumns.For(change));
    }

    [Fact]
    public void An_emptied_milestone_loses_its_certifier()
    {
        var reached = In(Stage.Compliance, (Columns.DocumentsSubmittedOn, Day(6, 1)));
        Assert.Equal(Rep, reached[Columns.DocumentsCertifiedBy]);
        Assert.Null(Saved(Change(reached, (Columns.DocumentsSubmittedOn, null)))[Columns.DocumentsCertifiedBy]);
    }

    [Fact]
    public void CM003_Moving_back_empties_the_milestones_from_the_new_stage_on_and_uses_up_the_reason()
    {
        var back = Saved(Enter(Stage.Compliance, In(Stage.Live), (Columns.StageChangeReason, "Licence expired")));

        Assert.True(back.IsFilled(Columns.OnboardingCompletedOn));
        Assert.All(
            [Columns.DocumentsSubmittedOn, Columns.DocumentsCertifiedBy, Columns.ReadyForServiceOn,
                Columns.ReadinessCertifiedBy, Columns.StageChangeReason],
            column => Assert.False(back.IsFilled(column), column));
        Assert.Equal((BillableStatus?)BillableStatus.NotBillable, back.BillableStatus);
        Assert.Equal(Now.Today, back[Columns.BillableStatusOn]);
        Assert.Equal(Day(3, 1), back[Columns.FirstBillableOn]);
    }

    [Fact]
    public void CM003_Reopening_empties_the_end_as_well()
    {
        var reopened = Saved(Enter(Stage.Live, In(Stage.Closed), (Columns.StageChangeReason, "They came back")));
        Assert.False(reopened.IsFilled(Columns.ServiceEndedOn));
        Assert.False(reopened.IsFilled(Columns.EndReason));
        Assert.Equal((BillableStatus?)BillableStatus.Billable, reopened.BillableStatus);
    }

    [Theory]
    [InlineData(Stage.Prospect)]
    [InlineData(Stage.Compliance)]
    [InlineData(Stage.Live)]
    [InlineData(Stage.Closed)]
    public void A_save_that_changes_nothing_writes_nothing(Stage stage) =>
        Assert.Empty(ServerColumns.For(Change(In(stage))));

    [Fact]
    public void A_long_explanation_is_cut_to_the_column() => Assert.Equal(2000, ((string)Saved(Change(
        In(Stage.Live), (Columns.BillingHold, true),
        (Columns.BillingHoldReason, new string('x', 3000))))[Columns.BillableReason]!).Length);
}
