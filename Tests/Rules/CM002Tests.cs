using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class CM002Tests
{
    [Theory, MemberData(nameof(CM001Tests.EveryRequirement), MemberType = typeof(CM001Tests))]
    public void A_column_of_a_passed_stage_cannot_be_emptied(Stage stage, Stage next, string column)
    {
        Assert.Equal(
            $"CM002 Contoso: \"<{column}>\" can't be emptied, because the stage that needs it has been passed. "
            + "Enter another value instead.",
            Refusal(Change(In(next), (Columns.Named(column)!, null))));
        Assert.DoesNotContain("CM002", Codes(Change(
            In(stage, (Columns.Named(column)!, GoodValue(Columns.Named(column)!))), (Columns.Named(column)!, null))));
    }

    [Fact]
    public void All_columns_that_were_emptied_are_named() => Assert.Equal(
        "CM002 Contoso: \"<cm_marketid>\", \"<cm_registrationnumber>\" can't be emptied, because the stage that needs "
        + "it has been passed. Enter another value instead.",
        Refusal(Change(In(Stage.Live), (Columns.RegistrationNumber, ""), (Columns.Market, null))));

    [Fact]
    public void An_older_record_that_lacks_a_column_stays_editable() => Assert.Equal(
        "", Refusal(Change(In(Stage.Live, (Columns.Market, null)), (Columns.RegistrationNumber, "New"))));

    [Fact]
    public void A_customer_that_has_been_live_keeps_its_stage()
    {
        const string Refused =
            "CM002 Contoso has been live, so \"<cm_lifecyclestage>\" can't be emptied. When the service has ended, "
            + "choose [Closed].";
        Assert.Equal(Refused, Refusal(Change(In(Stage.Live), (Columns.Stage, null))));
        var back = Saved(Enter(Stage.Prospect, In(Stage.Live), (Columns.StageChangeReason, "words")));
        Assert.Equal(Refused, Refusal(Change(back, (Columns.Stage, null), (Columns.StageChangeReason, "words"))));
    }

    /// <summary>Its first day isn't known: written past the plug-ins, or its account has been inactive.</summary>
    [Fact]
    public void Who_is_Live_has_been_live() => Assert.Equal(
        ["CM002"],
        Codes(Change(Outside((Columns.Stage, (int)Stage.Live)), (Columns.Stage, null),
            (Columns.StageChangeReason, "words"))));

    [Theory, InlineData(Stage.Prospect), InlineData(Stage.Readiness)]
    public void A_customer_that_has_never_been_live_leaves_the_lifecycle_with_a_reason(Stage stage)
    {
        Assert.Equal(
            "CM002 Contoso can't leave the lifecycle without a reason. Enter the reason of this change in "
            + "\"<cm_stagechangereason>\" and save again.",
            Refusal(Change(In(stage), (Columns.Stage, null))));
        var leaves = Change(In(stage), (Columns.Stage, null), (Columns.StageChangeReason, "A supplier"));
        Assert.Equal("", Refusal(leaves));
        var left = Saved(leaves);
        Assert.All(Columns.Computed, column => Assert.False(left.IsFilled(column), column));
        Assert.Null(left[Columns.StageChangeReason]);
        Assert.Empty(leaves.Timeline);
    }

    [Fact]
    public void A_stage_that_was_never_there_is_not_missed() =>
        Assert.Equal("", Refusal(Change(Row(), (Columns.Stage, null))));

    /// <summary>Going forward, CM001 names the same columns; going back, they are filled again on the way.</summary>
    [Theory, InlineData(Stage.Live), InlineData(Stage.Onboarding)]
    public void It_is_silent_where_another_stage_is_entered(Stage stage) => Assert.Equal(["CM001"], Codes(
        Enter(
            stage, In(Stage.Readiness, (Columns.ServiceOwner, Rep), (Columns.ServiceStartsOn, Day(3, 1)),
                (Columns.ReadyForServiceOn, Day(2, 1))),
            (Columns.StageChangeReason, "words"), (Columns.Market, null))));

    [Fact]
    public void Closing_protects_the_columns_of_the_stages_that_were_passed() => Assert.Equal(
        "CM002 Contoso: \"<cm_marketid>\" can't be emptied, because the stage that needs it has been passed. Enter "
        + "another value instead.",
        Refusal(Enter(
            Stage.Closed, In(Stage.Compliance, (Columns.RegistrationNumber, "X")), (Columns.Market, null),
            (Columns.RegistrationNumber, null), (Columns.ServiceEndedOn, Day(6, 1)),
            (Columns.EndReason, 727000001))));

    [Fact]
    public void A_closed_customer_has_passed_what_it_had_passed_when_it_was_closed()
    {
        var closed = Saved(Enter(Stage.Closed, In(Stage.Onboarding), (Columns.EndReason, 727000006)));
        Assert.Equal((int)Stage.Onboarding, closed[Columns.ClosedFromStage]);
        Assert.Equal(["CM002"], Codes(Change(closed, (Columns.Market, null))));
        var owned = Saved(Change(closed, (Columns.OnboardingOwner, Rep)));
        Assert.Equal("", Refusal(Change(owned, (Columns.OnboardingOwner, null))));
    }

    /// <summary>Written past the plug-ins, say.</summary>
    [Fact]
    public void Of_a_closed_customer_that_came_from_nobody_knows_where_every_stage_counts_as_passed() => Assert.Equal(
        ["CM002"],
        Codes(Change(In(Stage.Closed).With([new(Columns.ClosedFromStage, null)]), (Columns.Market, null))));
}
