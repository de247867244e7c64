using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class CM001Tests
{
    [Fact]
    public void Entering_Live_names_every_missing_column_of_every_stage_below() => Assert.Equal(
        "CM001 Contoso can't enter [Live] yet. Still needed: [Prospect] - <cm_marketid>, <primarycontactid>, "
        + "<cm_agreementsignedon>, <cm_billingmodel>, <cm_billingtiming>; [Onboarding] - <cm_onboardingownerid>, "
        + "<cm_onboardingstartedon>, <cm_onboardingcompletedon>; [Compliance] - <cm_compliancereviewerid>, "
        + "<cm_registrationnumber>, <cm_documentssubmittedon>; [Readiness] - <cm_serviceownerid>, "
        + "<cm_servicestartson>, <cm_readyforserviceon>.",
        Refusal(Enter(Stage.Live, Row())));

    [Fact]
    public void A_stage_that_lacks_nothing_is_not_named() => Assert.Equal(
        "CM001 Contoso can't enter [Readiness] yet. Still needed: [Prospect] - <cm_marketid>; "
        + "[Compliance] - <cm_registrationnumber>.",
        Refusal(Enter(Stage.Readiness, Outside((Columns.Market, null), (Columns.RegistrationNumber, null)))));

    public static TheoryData<Stage, Stage, string> EveryRequirement() => new()
    {
        { Stage.Prospect, Stage.Onboarding, "cm_marketid" },
        { Stage.Prospect, Stage.Onboarding, "primarycontactid" },
        { Stage.Prospect, Stage.Onboarding, "cm_agreementsignedon" },
        { Stage.Prospect, Stage.Onboarding, "cm_billingmodel" },
        { Stage.Prospect, Stage.Onboarding, "cm_billingtiming" },
        { Stage.Onboarding, Stage.Compliance, "cm_onboardingownerid" },
        { Stage.Onboarding, Stage.Compliance, "cm_onboardingstartedon" },
        { Stage.Onboarding, Stage.Compliance, "cm_onboardingcompletedon" },
        { Stage.Compliance, Stage.Readiness, "cm_compliancereviewerid" },
        { Stage.Compliance, Stage.Readiness, "cm_registrationnumber" },
        { Stage.Compliance, Stage.Readiness, "cm_documentssubmittedon" },
        { Stage.Readiness, Stage.Live, "cm_serviceownerid" },
        { Stage.Readiness, Stage.Live, "cm_servicestartson" },
        { Stage.Readiness, Stage.Live, "cm_readyforserviceon" },
    };

    [Theory, MemberData(nameof(EveryRequirement))]
    public void A_stage_is_not_left_without_any_one_of_its_columns(Stage stage, Stage next, string column)
    {
        Assert.Equal("", Refusal(Enter(next, Outside())));
        Assert.Equal(
            $"CM001 Contoso can't enter [{next}] yet. Still needed: [{stage}] - <{column}>.",
            Refusal(Enter(next, Outside((Columns.Named(column)!, null)))));
    }

    [Fact]
    public void The_definition_requires_no_more_and_no_less() => Assert.Equal(
        EveryRequirement().Select(row => ((Stage)row[0], (string)row[2])),
        Lifecycle.Stages.SelectMany(stage => stage.Requires.Select(column => (stage.Stage, column.LogicalName))));

    [Fact]
    public void A_stage_can_be_entered_while_its_own_columns_are_empty() => Assert.Equal("", Refusal(Enter(
        Stage.Readiness, Outside((Columns.ServiceOwner, null), (Columns.ServiceStartsOn, null)))));

    [Fact]
    public void Values_that_arrive_in_the_same_save_count() => Assert.Equal("", Refusal(Enter(
        Stage.Onboarding, In(Stage.Prospect),
        [.. Lifecycle.Stages.Of(Stage.Prospect).Requires.Select(column => (column, (object?)GoodValue(column)))])));

    [Fact]
    public void A_value_that_the_same_save_empties_does_not_count() => Assert.Equal(
        "CM001 Contoso can't enter [Compliance] yet. Still needed: [Prospect] - <cm_marketid>.",
        Refusal(Enter(
            Stage.Compliance, In(Stage.Onboarding), (Columns.Market, null), (Columns.OnboardingOwner, Rep),
            (Columns.OnboardingStartedOn, Day(1, 1)), (Columns.OnboardingCompletedOn, Day(2, 1)))));

    [Theory, InlineData(" "), InlineData("")]
    public void A_blank_text_is_not_a_value(string blank) => Assert.Equal(
        "CM001 Contoso can't enter [Readiness] yet. Still needed: [Compliance] - <cm_registrationnumber>.",
        Refusal(Enter(Stage.Readiness, Outside((Columns.RegistrationNumber, blank)))));

    [Fact]
    public void A_saved_stage_is_not_judged_again() =>
        Assert.Equal("", Refusal(Change(In(Stage.Live, (Columns.Market, null)), (Columns.RegistrationNumber, "New"))));

    [Fact]
    public void Closed_is_entered_from_anywhere() => Assert.Equal("", Refusal(Enter(
        Stage.Closed, In(Stage.Prospect), (Columns.ServiceEndedOn, Day(6, 1)), (Columns.EndReason, 727000001))));
}
