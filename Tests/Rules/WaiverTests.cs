using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Requirements;
using Xunit;
using static CrmMilestones.Tests.Rules.RequirementTests;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>What a waiver leaves behind that is used, on 2026-06-15.</summary>
public class WaiverTests
{
    [Fact]
    public void A_used_waiver_is_an_event_with_its_reason_for_each_stage_that_is_passed()
    {
        StageRequirement[] rows =
        [
            Requires(Stage.Prospect, Website),
            Waives(Stage.Prospect, Website) with { Name = "No website" },
            Waives(Stage.Compliance, Columns.RegistrationNumber),
            Waives(Stage.Readiness, Columns.ServiceOwner) with { Name = "Has an owner all the same" },
        ];
        var record = In(Stage.Compliance, (Columns.DocumentsSubmittedOn, Day(2, 20)));
        string[] Used(CustomerFacts before, Stage to, params (Column, object?)[] filled) =>
        [
            .. CustomerEvents.Of(
                Save(
                    before, Row([(Columns.Stage, (int)to), (Columns.StageChangeReason, "x"), .. filled]), rows,
                    WithoutWebsite),
                before)
                .Where(happened => happened.Kind == EventKind.WaiverUsed)
                .Select(happened => $"{happened.EffectiveOn:yyyy-MM-dd} {happened.Waiver}: {happened.Reason}"),
        ];
        const string NoNumber = "2026-06-15 No number there: The registry is being moved.";

        Assert.Equal([NoNumber], Used(record, Stage.Readiness));
        Assert.Equal(
            ["2026-06-15 No website: The registry is being moved.", NoNumber],
            Used(Outside((Columns.RegistrationNumber, null)), Stage.Readiness));
        Assert.Equal(
            ["2026-03-01 No website: The registry is being moved."], Used(Outside(), Stage.Live));
        Assert.Equal([], Used(record, Stage.Readiness, (Columns.RegistrationNumber, "N")));
        Assert.Equal([], Used(record, Stage.Onboarding));
        Assert.Equal([], Used(record, Stage.Closed));
        Assert.Equal([], Used(In(Stage.Readiness, (Columns.RegistrationNumber, null)), Stage.Compliance));
    }

    [Fact]
    public void A_waiver_of_what_nobody_requires_at_its_stage_is_not_used()
    {
        StageRequirement[] waivers =
            [Waives(Stage.Prospect, Website), Waives(Stage.Prospect, Columns.RegistrationNumber)];
        var lacking = Outside((Columns.RegistrationNumber, null));
        Assert.DoesNotContain(
            CustomerEvents.Of(
                Save(lacking, Row((Columns.Stage, (int)Stage.Onboarding)), waivers, WithoutWebsite), lacking),
            happened => happened.Kind == EventKind.WaiverUsed);
    }

    [Fact]
    public void A_requirement_is_no_waiver() => Assert.Empty(StageRequirements.Of(
        Lifecycle.Stages, [Requires(Stage.Compliance, Columns.RegistrationNumber)], () => WithoutWebsite)
        .WaiversUsed(Stage.Compliance, Row()));

    [Theory]
    [InlineData(Stage.Onboarding, true)]
    [InlineData(Stage.Prospect, false)]
    public void A_column_is_waived_in_the_stage_that_requires_it(Stage stage, bool isWaived) => Assert.Equal(
        isWaived,
        StageRequirements.Of(
            Lifecycle.Stages, [Waives(stage, Columns.OnboardingCompletedOn)], () => WithoutWebsite)
            .IsWaived(Columns.OnboardingCompletedOn));

    [Fact]
    public void A_customer_that_is_reopened_uses_the_waivers_of_every_stage_it_needs()
    {
        var closed = In(Stage.Closed, (Columns.RegistrationNumber, null));
        var reopened = Save(
            closed, Row((Columns.Stage, (int)Stage.Readiness), (Columns.StageChangeReason, "Back again")),
            [Waives(Stage.Compliance, Columns.RegistrationNumber)], WithoutWebsite);
        Assert.Equal(
            [EventKind.Stage, EventKind.WaiverUsed],
            CustomerEvents.Of(reopened, closed).Take(2).Select(happened => happened.Kind));
        Assert.Single(CustomerEvents.Of(reopened, closed), happened => happened.Kind == EventKind.WaiverUsed);
    }

    [Fact]
    public void A_waived_milestone_is_not_dated_so_the_customer_is_live_and_not_billable_and_the_reasons_say_why()
    {
        var lacking = Outside((Columns.OnboardingCompletedOn, null));
        var change = Save(
            lacking, Row((Columns.Stage, (int)Stage.Live)),
            [Waives(Stage.Onboarding, Columns.OnboardingCompletedOn)], WithoutWebsite);
        Assert.Equal("", Refusal(change));

        var saved = Saved(change);
        Assert.Equal(BillableStatus.NotBillable, saved.BillableStatus);
        Assert.Equal(true, saved[Columns.IsActiveCustomer]);
        Assert.Equal("Onboarding completed: waived, so there is no date.", saved[Columns.BillableReason]);
        Assert.Equal(
            "Incorporación completada: eximido, por lo que no tiene fecha.",
            ServerColumns.For(change, () => 3082)[Columns.BillableReason]);
        var again = CustomerChange.Recomputing(
            saved, Now, Rep, () => change.Timeline, _ => change.Requirements);
        Assert.Empty(ServerColumns.For(again, () => 1033));
        Assert.Equal(
            "Onboarding completed: no date yet.",
            Saved(Save(lacking, Row((Columns.Stage, (int)Stage.Live)), [], WithoutWebsite))[Columns.BillableReason]);
    }
}
