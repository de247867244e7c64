using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class CM005Tests
{
    [Theory]
    [InlineData(Stage.Prospect, "cm_onboardingcompletedon", Stage.Onboarding)]
    [InlineData(Stage.Onboarding, "cm_documentssubmittedon", Stage.Compliance)]
    [InlineData(Stage.Compliance, "cm_readyforserviceon", Stage.Readiness)]
    public void A_milestone_waits_for_its_stage(Stage stage, string milestone, Stage reachedIn)
    {
        Assert.Equal(
            $"CM005 Contoso: \"<{milestone}>\" can't be dated before the customer is in [{reachedIn}]. Move the "
            + "customer there first.",
            Refusal(Change(In(stage), (Columns.Named(milestone)!, Day(6, 1)))));
        Assert.Equal("", Refusal(Change(In(reachedIn), (Columns.Named(milestone)!, Day(6, 1)))));
    }

    [Fact]
    public void Every_milestone_that_comes_too_early_is_named() => Assert.Equal(
        ["CM005", "CM005", "CM005"],
        Codes(Change(
            In(Stage.Prospect), (Columns.OnboardingCompletedOn, Day(2, 1)), (Columns.DocumentsSubmittedOn, Day(2, 1)),
            (Columns.ReadyForServiceOn, Day(2, 1)))));

    [Fact]
    public void One_that_comes_with_its_stage_is_in_time()
    {
        Assert.Equal("", Refusal(Enter(
            Stage.Onboarding, Outside((Columns.OnboardingCompletedOn, null)),
            (Columns.OnboardingCompletedOn, Day(2, 1)))));
        Assert.Equal("", Refusal(Enter(
            Stage.Onboarding,
            In(
                Stage.Prospect,
                [.. Lifecycle.Stages.Of(Stage.Prospect).Requires.Select(c => (c, (object?)GoodValue(c)))]),
            (Columns.OnboardingCompletedOn, Day(2, 1)))));
    }

    [Fact]
    public void Moving_back_leaves_no_later_one_to_be_dated() => Assert.Equal(
        ["CM005"],
        Codes(Enter(
            Stage.Compliance, In(Stage.Live), (Columns.StageChangeReason, "words"),
            (Columns.ReadyForServiceOn, Day(6, 1)))));

    [Fact]
    public void One_that_was_dated_too_early_can_be_emptied() => Assert.Equal(
        "",
        Refusal(Change(
            In(Stage.Prospect, (Columns.ReadyForServiceOn, Day(2, 1))), (Columns.ReadyForServiceOn, null))));

    [Fact]
    public void Dates_imported_before_the_lifecycle_wait_without_complaint() =>
        Assert.Equal("", Refusal(Enter(Stage.Prospect, Outside())));
}
