using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class CM003Tests
{
    [Theory]
    [InlineData(Stage.Live, Stage.Compliance)]
    [InlineData(Stage.Onboarding, Stage.Prospect)]
    [InlineData(Stage.Closed, Stage.Live)]
    [InlineData(Stage.Closed, Stage.Prospect)]
    public void Moving_back_or_reopening_needs_a_reason(Stage from, Stage to)
    {
        Assert.Equal(
            $"CM003 Contoso can't go back from [{from}] to [{to}] without a reason. Fill in "
            + "\"<cm_stagechangereason>\" and save again.",
            Refusal(Enter(to, In(from))));
        Assert.Equal("", Refusal(Enter(to, In(from), (Columns.StageChangeReason, "Wrong documents"))));
        Assert.Equal("", Refusal(Enter(to, In(from, (Columns.StageChangeReason, "Saved before")))));
    }

    [Fact]
    public void Going_forward_or_staying_needs_none()
    {
        Assert.Equal("", Refusal(Enter(Stage.Onboarding, Outside())));
        Assert.Equal("", Refusal(Enter(Stage.Live, In(Stage.Live))));
    }

    [Fact]
    public void Moving_back_empties_the_milestones_from_the_new_stage_on_and_uses_up_the_reason()
    {
        var back = Saved(Enter(Stage.Compliance, In(Stage.Live), (Columns.StageChangeReason, "Licence expired")));

        Assert.Equal(Day(2, 1), back[Columns.OnboardingCompletedOn]);
        Assert.Equal(Rep, back[Columns.OnboardingCertifiedBy]);
        Assert.All(
            [Columns.DocumentsSubmittedOn, Columns.DocumentsCertifiedBy, Columns.ReadyForServiceOn,
                Columns.ReadinessCertifiedBy, Columns.StageChangeReason],
            column => Assert.False(back.IsFilled(column), column));
        Assert.Equal(BillableStatus.NotBillable, back.BillableStatus!.Value);
        Assert.Equal(Day(6, 15), back[Columns.BillableStatusOn]);
        Assert.Equal(Day(3, 1), back[Columns.FirstBillableOn]);
    }

    [Fact]
    public void Moving_back_leaves_an_end_that_was_entered_alone()
    {
        var live = In(Stage.Live, (Columns.ServiceEndedOn, Day(5, 31)), (Columns.EndReason, 727000001));
        var back = Saved(Enter(Stage.Compliance, live, (Columns.StageChangeReason, "words")));
        Assert.Equal((Day(5, 31), 727000001), (back[Columns.ServiceEndedOn], back[Columns.EndReason]));
    }

    [Fact]
    public void Going_forward_keeps_the_reason_and_the_milestones()
    {
        var ready = In(
            Stage.Readiness, (Columns.StageChangeReason, "words"), (Columns.ServiceOwner, Rep),
            (Columns.ServiceStartsOn, Day(3, 1)), (Columns.ReadyForServiceOn, Day(2, 25)));
        var live = Saved(Enter(Stage.Live, ready));
        Assert.Equal(("words", Day(2, 25)), (live[Columns.StageChangeReason], live[Columns.ReadyForServiceOn]));
    }

    [Fact]
    public void Reopening_empties_the_end_as_well()
    {
        var reopened = Saved(Enter(Stage.Live, In(Stage.Closed), (Columns.StageChangeReason, "They came back")));
        Assert.False(reopened.IsFilled(Columns.ServiceEndedOn));
        Assert.False(reopened.IsFilled(Columns.EndReason));
        Assert.Equal(BillableStatus.Billable, reopened.BillableStatus!.Value);
    }
}
