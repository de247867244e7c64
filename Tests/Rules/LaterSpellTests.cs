using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>Customers whose service ends and begins again: what lies between stays as it was.</summary>
public class LaterSpellTests
{
    const string Before = "Not billable 01-05 - 03-13";

    static readonly (Column, object?) Reason = (Columns.StageChangeReason, "words");
    static readonly (Column, object?) Inactive = (Columns.State, 1);
    static readonly (Column, object?) Active = (Columns.State, 0);
    static readonly (Column, object?) Live = (Columns.Stage, (int)Stage.Live);
    static readonly (Column, object?) Pilot = (Columns.Chargeable, false);

    static readonly (Column, object?)[] Closed =
        [(Columns.Stage, (int)Stage.Closed), (Columns.EndReason, (int)EndReason.ContractEnded)];

    static (Column, object?) To(Stage stage) => (Columns.Stage, (int)stage);

    static (Column, object?) LastDay(int month, int day) => (Columns.ServiceEndedOn, Day(month, day));

    static (Column, object?) Ready(int month, int day) => (Columns.ReadyForServiceOn, Day(month, day));

    static Story ClosedInJuly(Story story) => story.On(7, 1, [.. Closed, LastDay(6, 30)]);

    [Fact]
    public void Reopening_counts_from_today_whatever_start_it_brings() => Assert.Equal(
        [Before, "Billable 03-14 - 06-30", "Ended 07-01 - 07-31", "Not billable 08-01 -"],
        ClosedInJuly(Story.LiveInMarch())
            .On(8, 1, To(Stage.Readiness), Reason, (Columns.ServiceStartsOn, Day(7, 10))).Periods);

    [Fact]
    public void A_last_day_that_moves_leaves_the_gap_before_the_present_spell() => Assert.Equal(
        [
            Before, "Billable 03-14 - 06-30", "Ended 07-01 - 07-31", "Not billable 08-01 - 08-19",
            "Billable 08-20 - 11-30", "Ended 12-01 -",
        ],
        ClosedInJuly(Story.LiveInMarch()).On(8, 1, To(Stage.Readiness), Reason).On(8, 20, Live, Ready(8, 20))
            .On(9, 1, LastDay(12, 31)).On(9, 10, LastDay(11, 30)).Periods);

    [Fact]
    public void So_does_any_save_of_a_pilot() => Assert.Equal(
        [
            "Not billable and active 03-14 - 06-30", "Ended 07-01 - 07-31", "Not billable 08-01 - 08-31",
            "Not billable 09-01 -",
        ],
        ClosedInJuly(Story.At(3, 16, [.. Story.LiveColumns, Pilot])).On(8, 1, To(Stage.Readiness), Reason)
            .On(9, 1, (Columns.Chargeable, true)).Periods);

    [Fact]
    public void A_planned_end_holds_for_the_next_spell_too() => Assert.Equal(
        [Before, "Billable 03-14 - 04-30", "Not billable 05-01 - 05-31", "Billable 06-01 - 12-31", "Ended 01-01 -"],
        Story.LiveInMarch().On(4, 1, LastDay(12, 31)).On(5, 1, To(Stage.Readiness), Reason)
            .On(6, 1, Live, Ready(6, 1)).Periods);

    [Fact]
    public void Who_had_ended_and_is_Live_again_until_another_day_was_Ended_in_between() => Assert.Equal(
        [
            Before, "Billable 03-14 - 04-30", "Not billable 05-01 - 05-20", "Ended 05-21 - 06-09",
            "Billable 06-10 - 12-31", "Ended 01-01 -",
        ],
        Story.LiveInMarch().On(5, 1, To(Stage.Readiness), Reason).On(5, 25, LastDay(5, 20), Reason)
            .On(6, 10, Live, Ready(6, 10), LastDay(12, 31)).Periods);

    [Fact]
    public void A_last_day_ends_a_pilot_whose_account_was_active_after_all_while_it_was_Live() => Assert.Equal(
        [
            "Not billable 03-14 - 03-31", "Not billable and active 04-01 - 04-30", "Not billable 05-01 - 05-10",
            "Ended 05-11 -",
        ],
        Story.At(3, 16, [.. Story.LiveColumns, Pilot, Inactive]).On(5, 1, To(Stage.Readiness), Reason)
            .On(5, 20, LastDay(5, 10)).On(6, 1, Active, Reason, (Columns.TakesEffectOn, Day(4, 1))).Periods);

    [Fact]
    public void And_by_no_other_that_was_known_before() => Assert.Equal(
        [
            "Not billable 03-14 - 03-31", "Not billable and active 04-01 - 04-30", "Not billable 05-01 - 05-10",
            "Ended 05-11 -",
        ],
        Story.At(3, 16, [.. Story.LiveColumns, Pilot, Inactive, LastDay(4, 20)]).On(5, 1, To(Stage.Readiness), Reason)
            .On(5, 20, Active, Reason, (Columns.TakesEffectOn, Day(4, 1)), LastDay(5, 10)).Periods);

    [Fact]
    public void A_last_day_given_while_going_back_holds_of_one_that_was_never_active()
    {
        var story = Story.At(3, 16, [.. Story.LiveColumns, Inactive])
            .On(5, 1, To(Stage.Readiness), Reason, LastDay(6, 30));
        Assert.True(story.Believed.On(Day(7, 1))!.Value.Facts.Has(Facts.Ended));
        Assert.False(story.Believed.On(Day(6, 30))!.Value.Facts.Has(Facts.Ended));
    }

    [Fact]
    public void Who_comes_in_inactive_is_served_from_when_its_account_is_active() => Assert.Equal(
        ["Not billable 03-14 - 05-31", "Billable 06-01 -"],
        Story.At(3, 16, [.. Story.LiveColumns, Inactive]).On(6, 1, Active).Periods);

    [Fact]
    public void Who_is_deactivated_with_an_earlier_last_day_was_inactive_from_the_day_after_it()
    {
        var story = Story.LiveInMarch().On(4, 10, Inactive, LastDay(4, 5), Reason);
        Assert.Equal([Before, "Billable 03-14 - 04-05", "Ended 04-06 -"], story.Periods);
        Assert.False(story.Believed.On(Day(4, 6))!.Value.Facts.Has(Facts.AccountActive));
    }

    /// <summary>A day between the last one and the reopening is no spell of its own.</summary>
    [Fact]
    public void A_last_day_in_the_gap_that_moves_leaves_what_had_ended_before_it() => Assert.Equal(
        [
            Before, "Billable 03-14 - 06-30", "Ended 07-01 - 07-30", "Ended 07-31 - 07-31",
            "Not billable 08-01 - 08-20", "Ended 08-21 -",
        ],
        ClosedInJuly(Story.LiveInMarch()).On(7, 2, Inactive)
            .On(8, 1, To(Stage.Readiness), Reason, Active).On(8, 10, LastDay(7, 30), Reason)
            .On(9, 1, LastDay(8, 20), Reason).Periods);
}
