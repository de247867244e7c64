using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>The stories of the definition (Plugins/DEFINITION.md, "Status periods"), word for word.</summary>
public class StoryTests
{
    [Fact]
    public void Prospect_then_live_then_corrected_then_on_hold()
    {
        var story = Story.LiveInMarch();
        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 -"], story.Periods);

        story.On(4, 2, (Columns.ReadyForServiceOn, Day(3, 20)));
        Assert.Equal(["Not billable 01-05 - 03-19", "Billable 03-20 -"], story.Periods);

        story.On(5, 10, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));
        story.On(5, 25, (Columns.BillingHold, false));
        Assert.Equal(
            [
                "Not billable 01-05 - 03-19", "Billable 03-20 - 05-09", "On hold 05-10 - 05-24", "Billable 05-25 -",
            ],
            story.Periods);
    }

    [Fact]
    public void A_pilot_that_becomes_chargeable()
    {
        var story = Story.At(3, 14, [(Columns.Chargeable, false), .. Story.LiveColumns]);
        story.On(9, 1, (Columns.Chargeable, true));
        Assert.Equal(["Not billable and active 03-14 - 08-31", "Billable 09-01 -"], story.Periods);
    }

    [Fact]
    public void Notice_ends_the_customer_by_itself()
    {
        var story = Story.LiveInMarch();
        story.On(10, 1, (Columns.ServiceEndedOn, Day(12, 31)));
        Assert.Equal(
            ["Not billable 01-05 - 03-13", "Billable 03-14 - 12-31", "Ended 01-01 -"], story.Periods);
    }

    [Fact]
    public void A_last_day_that_is_corrected_moves_the_end()
    {
        var story = Story.LiveInMarch();
        story.On(7, 20, (Columns.Stage, (int)Stage.Closed), (Columns.ServiceEndedOn, Day(6, 30)),
            (Columns.EndReason, (int)EndReason.ContractEnded));
        Assert.Equal((BillableStatus.Ended, Day(7, 1)), story.Present);
        story.On(8, 3, (Columns.ServiceEndedOn, Day(7, 15)));
        Assert.Equal(
            ["Not billable 01-05 - 03-13", "Billable 03-14 - 07-15", "Ended 07-16 -"], story.Periods);
    }

    [Fact]
    public void Back_and_live_again_leaves_a_gap()
    {
        var story = BackInNovember();
        story.On(11, 22, (Columns.Stage, (int)Stage.Live), (Columns.DocumentsSubmittedOn, Day(11, 20)),
            (Columns.ReadyForServiceOn, Day(11, 20)));
        Assert.Equal(
            [
                "Not billable 01-05 - 03-13", "Billable 03-14 - 10-31", "Not billable 11-01 - 11-19",
                "Billable 11-20 -",
            ],
            story.Periods);
    }

    [Fact]
    public void Back_by_mistake_is_undone_as_if_it_had_not_been()
    {
        var story = BackInNovember();
        story.On(11, 10, (Columns.Stage, (int)Stage.Live), (Columns.DocumentsSubmittedOn, Day(3, 10)),
            (Columns.ReadyForServiceOn, Day(3, 14)), (Columns.TakesEffectOn, Day(11, 1)),
            (Columns.StageChangeReason, "Moved back by mistake"));
        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 -"], story.Periods);
    }

    static Story BackInNovember()
    {
        var story = Story.LiveInMarch();
        story.On(11, 1, (Columns.Stage, (int)Stage.Compliance), (Columns.StageChangeReason, "Documents lacking"));
        return story;
    }
}
