using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>A change replaces its own fact from its effective day on; the others keep what is known of later days.</summary>
public class FactHistoryTests
{
    const string Before = "Not billable 01-05 - 03-13";
    const Facts Prospect = Facts.Chargeable | Facts.AccountActive;
    const Facts Billable = Prospect | Facts.Live | Facts.Complete;

    static readonly (Column, object?) Reason = (Columns.StageChangeReason, "words");
    static readonly (Column, object?) Inactive = (Columns.State, 1);
    static readonly (Column, object?) Active = (Columns.State, 0);
    static readonly (Column, object?) Live = (Columns.Stage, (int)Stage.Live);

    static readonly (Column, object?)[] Hold =
        [(Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute")];

    static readonly (Column, object?)[] Closed =
        [(Columns.Stage, (int)Stage.Closed), (Columns.EndReason, (int)EndReason.ContractEnded)];

    static (Column, object?) To(Stage stage) => (Columns.Stage, (int)stage);

    static (Column, object?) TakesEffect(int month, int day) => (Columns.TakesEffectOn, Day(month, day));

    static (Column, object?) LastDay(int month, int day) => (Columns.ServiceEndedOn, Day(month, day));

    static Facts[] FactsOf(Story story) => [.. story.Believed.Select(period => period.Facts)];

    [Fact]
    public void What_became_a_pilot_earlier_keeps_its_hold()
    {
        var story = Story.LiveInMarch().On(5, 10, Hold).On(5, 25, (Columns.BillingHold, false))
            .On(6, 1, (Columns.Chargeable, false), Reason, TakesEffect(5, 15));
        Assert.Equal(
            [
                Before, "Billable 03-14 - 05-09", "On hold 05-10 - 05-14", "Not billable and active 05-15 - 05-24",
                "Not billable and active 05-25 -",
            ],
            story.Periods);
    }

    [Fact]
    public void A_hold_of_earlier_days_leaves_them_live() => Assert.Equal(
        [Before, "Billable 03-14 - 10-14", "On hold 10-15 - 10-31", "Not billable 11-01 -"],
        Story.LiveInMarch().On(11, 1, To(Stage.Compliance), Reason)
            .On(11, 10, [.. Hold, Reason, TakesEffect(10, 15)]).Periods);

    [Fact]
    public void A_pilot_that_is_Live_again_keeps_the_history_of_its_hold_too() => Assert.Equal(
        [
            "Not billable and active 03-14 - 10-31", "Not billable 11-01 - 11-19",
            "Not billable and active 11-20 - 11-21", "Not billable and active 11-22 -",
        ],
        Story.At(3, 16, [.. Story.LiveColumns, (Columns.Chargeable, false)]).On(11, 1, To(Stage.Readiness), Reason)
            .On(11, 22, [Live, .. Hold, (Columns.ReadyForServiceOn, Day(11, 20))]).Periods);

    [Fact]
    public void Who_goes_back_is_neither_live_nor_complete() => Assert.Equal(
        [Prospect, Billable, Prospect],
        FactsOf(Story.LiveInMarch().On(11, 1, To(Stage.Compliance), Reason)));

    [Fact]
    public void A_last_day_that_is_known_before_Live_ends_nothing_until_then()
    {
        var story = Story.At(1, 5, To(Stage.Prospect), LastDay(12, 31));
        Assert.Equal([Prospect], FactsOf(story));
        story.On(2, 1, Hold).On(2, 1, (Columns.BillingHold, false));
        Assert.Equal([Prospect], FactsOf(story));
        story.On(3, 16, Story.LiveColumns);
        Assert.Equal([Before, "Billable 03-14 - 12-31", "Ended 01-01 -"], story.Periods);
    }

    [Fact]
    public void A_last_day_of_who_was_never_live_ends_nothing_when_it_is_reopened() => Assert.Equal(
        [Prospect],
        FactsOf(Story.At(1, 5, To(Stage.Prospect)).On(2, 1, Closed)
            .On(3, 1, To(Stage.Prospect), Reason, LastDay(12, 31))));

    /// <summary>Taken back from a day before the first one in service, it never was live.</summary>
    [Fact]
    public void A_last_day_ends_nothing_of_who_turns_out_to_have_never_been_live() => Assert.Equal(
        [Prospect],
        FactsOf(Story.LiveInMarch().On(5, 1, [.. Closed, LastDay(4, 30)])
            .On(6, 4, To(Stage.Prospect), Reason, TakesEffect(3, 1), LastDay(6, 30))));

    [Fact]
    public void A_last_day_ends_one_that_has_gone_back() => Assert.Equal(
        [Before, "Billable 03-14 - 04-30", "Not billable 05-01 - 05-20", "Ended 05-21 -"],
        Story.LiveInMarch().On(5, 1, To(Stage.Compliance), Reason).On(5, 10, LastDay(5, 20)).Periods);

    /// <summary>Its periods weren't kept yet when it went Live.</summary>
    [Fact]
    public void A_last_day_given_while_going_back_ends_it_too()
    {
        var live = Outside(Live);
        var back = new CustomerChange(live, Row(To(Stage.Compliance), Reason, LastDay(6, 30)), Now, Rep);
        Assert.Equal("", Refusal(back));
        Assert.Equal(
            [
                (BillableStatus.Billable, Day(3, 1)), (BillableStatus.NotBillable, Day(6, 15)),
                (BillableStatus.Ended, Day(7, 1)),
            ],
            back.Timeline.Select(period => (period.Status, period.From)));
    }

    /// <summary>Only then it is one that has been live.</summary>
    [Fact]
    public void A_last_day_ends_one_whose_account_was_active_after_all_while_it_was_Live() => Assert.Equal(
        [
            "Not billable 03-14 - 03-31", "Billable 04-01 - 04-30", "Not billable 05-01 - 05-10", "Ended 05-11 -",
        ],
        Story.At(3, 16, [.. Story.LiveColumns, Inactive]).On(5, 1, To(Stage.Readiness), Reason)
            .On(5, 20, LastDay(5, 10)).On(6, 1, Active, Reason, TakesEffect(4, 1)).Periods);

    [Fact]
    public void And_by_no_other_that_was_known_before() => Assert.Equal(
        [
            "Not billable 03-14 - 03-31", "Billable 04-01 - 04-30", "Not billable 05-01 - 05-10", "Ended 05-11 -",
        ],
        Story.At(3, 16, [.. Story.LiveColumns, Inactive, LastDay(4, 30)]).On(5, 1, To(Stage.Readiness), Reason)
            .On(5, 20, Active, Reason, TakesEffect(4, 1), LastDay(5, 10)).Periods);

    [Fact]
    public void One_that_is_deactivated_on_its_last_day_ended_that_day() => Assert.Equal(
        [Before, "Billable 03-14 - 04-29", "Ended 04-30 - 04-30", "Ended 05-01 -"],
        Story.LiveInMarch().On(4, 1, LastDay(4, 30)).On(4, 30, Inactive).Periods);

    [Fact]
    public void One_that_is_activated_after_its_last_day_was_inactive_until_then()
    {
        var story = Story.LiveInMarch().On(4, 1, Inactive).On(5, 1, LastDay(4, 20), Reason).On(7, 10, Active);
        Assert.False(story.Believed.On(Day(7, 9))!.Value.Facts.Has(Facts.AccountActive));
        Assert.True(story.Believed.On(Day(7, 10))!.Value.Facts.Has(Facts.AccountActive));
    }

    [Fact]
    public void An_inactive_account_that_comes_in_as_Live_was_never_active()
    {
        var story = Story.At(3, 16, [.. Story.LiveColumns, Inactive, LastDay(6, 30)]);
        Assert.Equal(["Not billable 03-14 - 06-30", "Not billable 07-01 -"], story.Periods);
        Assert.Null(story.Record.FirstLiveOn);
    }

    /// <summary>Nobody knows since when it has been inactive.</summary>
    [Fact]
    public void One_that_comes_in_as_Closed_was_served_until_its_last_day()
    {
        var story = Story.At(6, 15, [.. Story.LiveColumns, .. Closed, Inactive, LastDay(5, 31)]);
        Assert.Equal(["Billable 03-14 - 05-31", "Ended 06-01 -"], story.Periods);
        Assert.Equal([Billable, (Billable | Facts.Ended) & ~Facts.AccountActive], FactsOf(story));
    }

    [Fact]
    public void Who_comes_in_as_Live_is_so_from_the_day_that_is_given() => Assert.Equal(
        ["Billable 03-15 -"], Story.At(3, 16, [.. Story.LiveColumns, Reason, TakesEffect(3, 15)]).Periods);

    /// <summary>It is the 16th in Auckland; in the customer's market it is the 15th.</summary>
    [Fact]
    public void Nobody_is_Live_from_a_day_that_has_not_come() => Assert.Equal(
        ["Not billable 01-05 - 06-14", "Billable 06-15 -"],
        Story.At(1, 5, To(Stage.Prospect)).Save(
            Day(6, 15).AddHours(12), Rep, [.. Story.LiveColumns, (Columns.ReadyForServiceOn, Day(6, 16))]).Periods);

    /// <summary>Dates in the gap, but another day given: the gap stays what it was.</summary>
    [Fact]
    public void Who_is_closed_and_reopened_on_its_last_day_keeps_an_earlier_gap() => Assert.Equal(
        [Before, "Billable 03-14 - 04-30", "Not billable 05-01 - 05-19", "Billable 05-20 -"],
        Story.LiveInMarch().On(5, 1, To(Stage.Compliance), Reason)
            .On(5, 20, Live, TakesEffect(5, 20), (Columns.DocumentsSubmittedOn, Day(5, 5)),
                (Columns.ReadyForServiceOn, Day(5, 5)))
            .On(6, 30, [.. Closed, LastDay(6, 30)]).On(6, 30, Live, Reason).Periods);
}
