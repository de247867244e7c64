using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>
/// What counts from today on because nobody knows since when it is so: records written past the plug-ins, what a merge
/// copies, and what an overtaken save wrote over. Today is 15 June; in Auckland it is the 16th already.
/// </summary>
public class RecomputeTests
{
    const int Inactive = 1;
    static readonly Guid OtherMarket = new("20000000-0000-0000-0000-000000000002");

    /// <summary>Billable from 1 March, its latest date.</summary>
    static readonly CustomerFacts Live = In(Stage.Live);

    [Fact]
    public void What_is_believed_and_true_stays() => Assert.Equal(["Billable 03-01 -"], Recomputed());

    [Fact]
    public void A_hold_counts_from_today() => Assert.Equal(
        ["Billable 03-01 - 06-14", "OnHold 06-15 -"], Recomputed((Columns.BillingHold, true)));

    [Fact]
    public void So_do_a_pilot_and_an_inactive_account()
    {
        Assert.Equal(["Billable 03-01 - 06-14", "NotBillable 06-15 -"], Recomputed((Columns.Chargeable, false)));
        Assert.Equal(["Billable 03-01 - 06-14", "Ended 06-15 -"], Recomputed((Columns.State, Inactive)));
    }

    [Fact]
    public void A_lost_milestone_or_stage_makes_not_billable_from_today()
    {
        Assert.Equal(
            ["Billable 03-01 - 06-14", "NotBillable 06-15 -"], Recomputed((Columns.DocumentsSubmittedOn, null)));
        Assert.Equal(
            ["Billable 03-01 - 06-14", "NotBillable 06-15 -"], Recomputed((Columns.Stage, (int)Stage.Compliance)));
    }

    [Fact]
    public void A_last_day_that_has_passed_ends_from_today_and_one_ahead_after_it()
    {
        Assert.Equal(["Billable 03-01 - 06-14", "Ended 06-15 -"], Recomputed((Columns.ServiceEndedOn, Day(6, 10))));
        Assert.Equal(["Billable 03-01 - 06-15", "Ended 06-16 -"], Recomputed((Columns.ServiceEndedOn, Day(6, 15))));
        Assert.Equal(["Billable 03-01 - 06-30", "Ended 07-01 -"], Recomputed((Columns.ServiceEndedOn, Day(6, 30))));
    }

    [Fact]
    public void Closed_from_Live_without_a_last_day_ends_today() => Assert.Equal(
        ["Billable 03-01 - 06-14", "Ended 06-15 -"],
        Recomputed((Columns.Stage, (int)Stage.Closed), (Columns.ClosedFromStage, (int)Stage.Live)));

    [Fact]
    public void A_last_day_ends_a_pilot_that_was_never_billable()
    {
        var pilot = In(Stage.Live, (Columns.Chargeable, false));
        Assert.Equal(
            ["NotBillable 03-01 - 06-14", "Ended 06-15 -"],
            Told(Recompute(pilot.With([new(Columns.ServiceEndedOn, Day(6, 10))]), Believed(pilot))));
    }

    [Fact]
    public void A_lost_stage_is_neither_live_nor_complete() => Assert.Equal(
        Facts.Chargeable | Facts.AccountActive,
        Recompute(Live.With([new(Columns.Stage, (int)Stage.Compliance)]))[1].Facts);

    /// <summary>It went back on the 16th in Auckland, and has moved to where it is the 15th.</summary>
    [Fact]
    public void A_change_that_has_not_come_in_the_new_market_keeps_its_day()
    {
        var believed = Believed(Live).With(Facts.Live, false, Day(6, 16)).With(Facts.Complete, false, Day(6, 16));
        Assert.Equal(believed, Recompute(Live.With(Columns.Stage, (int)Stage.Compliance), believed));
    }

    [Fact]
    public void A_stage_that_a_merge_brings_is_entered_today() => Assert.Equal(
        ["NotBillable 06-15 -"],
        Told(new CustomerChange(
            Outside(), Row((Columns.Stage, (int)Stage.Prospect)), Now, Rep, countsFromToday: true).Timeline));

    /// <summary>As it comes past the plug-ins.</summary>
    [Fact]
    public void Closed_from_Live_with_a_last_day_ahead_is_live_through_it() => Assert.Equal(
        ["Billable 03-01 - 06-30", "Ended 07-01 -"],
        Recomputed(
            (Columns.Stage, (int)Stage.Closed), (Columns.ClosedFromStage, (int)Stage.Live),
            (Columns.ServiceEndedOn, Day(6, 30))));

    [Fact]
    public void Who_came_in_as_Closed_counts_on_a_last_day_that_is_today_though_its_account_is_inactive()
    {
        var closed = In(Stage.Closed, (Columns.ServiceEndedOn, Day(6, 15)), (Columns.State, 1));
        Assert.Equal(["Billable 03-01 - 06-15", "Ended 06-16 -"], Told(Believed(closed)));
        Assert.Equal(Believed(closed), Recompute(closed, Believed(closed)));
    }

    /// <summary>As it comes past the plug-ins.</summary>
    [Theory]
    [InlineData(Stage.Closed, 15, 16)]
    [InlineData(Stage.Closed, 10, 15)]
    [InlineData(Stage.Live, 30, 15)]
    public void An_account_that_became_inactive_is_so_from_today_but_a_closed_customer_keeps_its_last_day(
        Stage stage, int last, int from)
    {
        var active = In(stage, (Columns.ServiceEndedOn, Day(6, last)));
        var inactive = Recompute(active.With([new(Columns.State, 1)]), Believed(active));
        Assert.Equal(
            Day(6, from), inactive.First(period => !period.Facts.Has(Facts.AccountActive)).From);
    }

    [Fact]
    public void What_else_changed_of_a_closed_customer_counts_from_today() => Assert.Equal(
        ["Billable 03-01 - 06-14", "NotBillable 06-15 - 06-15", "Ended 06-16 -"],
        Told(Recompute(
            In(Stage.Closed, (Columns.ServiceEndedOn, Day(6, 15))).With([new(Columns.Chargeable, false)]),
            Believed(In(Stage.Closed, (Columns.ServiceEndedOn, Day(6, 15)))))));

    /// <summary>A last day that was written past the plug-ins counts from the day on which it was found.</summary>
    [Fact]
    public void An_end_that_was_found_late_stays_where_it_was_found_when_something_else_is_corrected()
    {
        var ended = Live.With([new(Columns.ServiceEndedOn, Day(6, 10))]);
        var recomputed = Recompute(ended, Believed(Live));
        Assert.Equal(["Billable 03-01 - 06-14", "Ended 06-15 -"], Told(recomputed));
        CustomerChange corrected = new(
            ended.With([new(Columns.FirstLiveOn, Day(3, 1)), new(Columns.BillableStatus, (int)BillableStatus.Ended)]),
            Row((Columns.ServiceStartsOn, Day(3, 20))), Now, Rep, () => recomputed);
        Assert.Equal(["Billable 03-20 - 06-14", "Ended 06-15 -"], Told(corrected.Timeline));
    }

    /// <summary>It was served on none of the days up to its last one.</summary>
    [Fact]
    public void An_account_closed_without_having_been_live_is_inactive_from_today_whatever_its_last_day()
    {
        var closed = Outside().With(
        [
            new(Columns.Stage, (int)Stage.Closed), new(Columns.ClosedFromStage, (int)Stage.Prospect),
            new(Columns.ServiceEndedOn, Day(6, 30)),
        ]);
        var recomputed = Recompute(closed.With([new(Columns.State, 1)]), Believed(closed));
        Assert.Equal(Facts.Chargeable, recomputed.On(Now.Today)!.Value.Facts);
    }

    [Fact]
    public void Closed_after_going_back_without_a_last_day_has_not_ended() => Assert.Equal(
        ["Billable 03-01 - 06-14", "NotBillable 06-15 -"],
        Recomputed((Columns.Stage, (int)Stage.Closed), (Columns.ClosedFromStage, (int)Stage.Compliance)));

    [Fact]
    public void A_last_day_of_who_was_never_live_ends_nothing()
    {
        var prospect = In(Stage.Prospect);
        var believed = Believed(prospect);
        Assert.Equal(
            believed, Recompute(prospect.With([new(Columns.ServiceEndedOn, Day(5, 31))]), believed));
    }

    [Fact]
    public void A_market_counts_from_today()
    {
        var timeline = Recompute(Live.With([new(Columns.Market, OtherMarket)]));
        Assert.Equal([Live.Market, OtherMarket], timeline.Select(period => period.Market));
        Assert.Equal(Day(6, 15), timeline[1].From);
    }

    [Fact]
    public void A_corrected_date_corrects_nothing_earlier() => Assert.Equal(
        ["Billable 03-01 -"], Recomputed((Columns.ServiceStartsOn, Day(3, 20))));

    [Fact]
    public void Outside_the_lifecycle_nothing_is_believed() => Assert.Empty(Recomputed((Columns.Stage, null)));

    [Fact]
    public void Without_periods_a_customer_gets_them_as_if_it_entered_its_stage_now()
    {
        Assert.Equal(["Billable 03-01 -"], Told(Recompute(Live, Timeline.Empty)));
        Assert.Equal(["NotBillable 06-15 -"], Told(Recompute(In(Stage.Readiness), Timeline.Empty)));
    }

    /// <summary>Its own change counts as it does without periods: a hold from today, on who was Live before.</summary>
    [Fact]
    public void A_save_of_a_customer_without_periods_begins_with_the_record_before_it()
    {
        var hold = Row((Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));
        Assert.Equal(
            ["Billable 03-01 - 06-14", "OnHold 06-15 -"],
            Told(new CustomerChange(Live, hold, Now, Rep, () => Timeline.Empty).Timeline));
    }

    /// <summary>It was never active, as its account was not: the end that was believed of it is no more.</summary>
    [Fact]
    public void Who_is_active_by_now_and_has_no_last_day_counts_from_today()
    {
        var inactive = In(Stage.Live, (Columns.State, Inactive));
        var ended = new CustomerChange(
            inactive, Row((Columns.ServiceEndedOn, Day(6, 10)), (Columns.StageChangeReason, "Found late")), Now, Rep,
            () => Timeline.Starting(Day(3, 1), inactive.Facts, null)).Timeline;
        Assert.Equal(["NotBillable 03-01 - 06-10", "NotBillable 06-11 -"], Told(ended));

        Assert.Equal(
            ["NotBillable 03-01 - 06-10", "NotBillable 06-11 - 06-14", "Billable 06-15 -"],
            Told(CustomerChange.Recomputing(Live, Now, Rep, () => ended).Timeline));
    }

    [Fact]
    public void A_recomputed_record_reaches_its_periods_though_nothing_changes()
    {
        var change = CustomerChange.Recomputing(Live, Now, Rep, () => Believed(Live));
        Assert.True(change.ReachesTimeline);
        Assert.False(new CustomerChange(Live, default, Now, Rep, () => Believed(Live)).ReachesTimeline);
    }

    /// <summary>Its half hour has passed; the next save empties it.</summary>
    [Fact]
    public void A_reason_that_waits_for_a_save_is_left_alone()
    {
        var waiting = Saved(Change(Live, (Columns.StageChangeReason, "words")));
        Assert.Equal("words", waiting[Columns.StageChangeReason]);
        Moment later = new(Now.UtcNow.AddMinutes(31));
        Assert.Empty(Writes(CustomerChange.Recomputing(waiting, later, Rep, () => Believed(Live))));
    }

    /// <summary>Somebody set a hold meanwhile, and this save wrote No over it without a change of its own.</summary>
    [Fact]
    public void What_an_overtaken_save_wrote_over_counts_as_the_record_says()
    {
        var held = Believed(Live).With(Facts.OnHold, true, Day(6, 15));
        var save = Row((Columns.BillingHold, false));
        var overtaken = new CustomerChange(Live, save, Now, Rep, () => held, isOvertaken: true);
        Assert.True(overtaken.ReachesTimeline);
        Assert.Equal(["Billable 03-01 -"], Told(overtaken.Timeline));
        Assert.Equal(
            ["Billable 03-01 - 06-14", "OnHold 06-15 -"],
            Told(new CustomerChange(Live, save, Now, Rep, () => held).Timeline));
    }

    [Fact]
    public void What_a_merge_copies_counts_from_today_and_corrects_nothing()
    {
        var copied = Row(
            (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"), (Columns.ServiceStartsOn, Day(3, 20)));
        Assert.Equal(
            ["Billable 03-01 - 06-14", "OnHold 06-15 -"],
            Told(new CustomerChange(Live, copied, Now, Rep, () => Believed(Live), countsFromToday: true).Timeline));
    }

    [Fact]
    public void What_an_overtaken_save_changes_itself_counts_all_the_same()
    {
        var hold = Row((Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));
        Assert.Equal(
            ["Billable 03-01 - 06-14", "OnHold 06-15 -"],
            Told(new CustomerChange(Live, hold, Now, Rep, () => Believed(Live), isOvertaken: true).Timeline));
    }

    /// <summary>Deleted on 10 June, restored on the 15th.</summary>
    [Fact]
    public void An_account_that_comes_again_with_its_key_goes_on_from_today()
    {
        var ended = Believed(Live).With(Facts.AccountActive, false, Day(6, 10));
        Assert.Equal(
            ["Billable 03-01 - 06-09", "Ended 06-10 - 06-14", "Billable 06-15 -"],
            Told(new CustomerChange(default, Live, Now, Rep, () => ended).Timeline));
        var prospect = Outside((Columns.Stage, (int)Stage.Prospect));
        var left = Timeline.Starting(Day(1, 5), prospect.Facts, null).With(Facts.AccountActive, false, Day(6, 10));
        Assert.Equal(
            ["NotBillable 01-05 - 06-14", "NotBillable 06-15 -"],
            Told(new CustomerChange(
                default, prospect, Now, Rep,
                () => Timeline.Starting(Day(1, 5), Facts.Chargeable, null)).Timeline));
        Assert.Equal(
            [(Day(1, 5), true), (Day(6, 10), false), (Day(6, 15), true)],
            new CustomerChange(default, prospect, Now, Rep, () => left).Timeline
                .Select(period => (period.From, period.Facts.Has(Facts.AccountActive))));
    }

    /// <summary>Unlike what counts from today alone, its own correction still corrects.</summary>
    [Fact]
    public void An_overtaken_correction_still_corrects() => Assert.Equal(
        ["Billable 03-20 -"],
        Told(new CustomerChange(
            Live, Row((Columns.ServiceStartsOn, Day(3, 20))), Now, Rep, () => Believed(Live), isOvertaken: true)
            .Timeline));

    [Fact]
    public void A_record_in_a_stage_that_is_no_more_is_left_alone()
    {
        var lost = Row((Columns.Stage, 727000099));
        var change = new CustomerChange(lost, Row((Columns.Stage, (int)Stage.Closed)), Now, Rep);
        Assert.False(change.StageExists);
        Assert.Empty(SaveRules.Check(change));
        Assert.Empty(Writes(change));
    }

    static IEnumerable<string> Recomputed(params (Column Column, object? Value)[] past) =>
        Told(Recompute(Live.With(Row(past))));

    static Timeline Recompute(CustomerFacts record, Timeline? believed = null) =>
        CustomerChange.Recomputing(record, Now, Rep, () => believed ?? Believed(Live)).Timeline;

    static IEnumerable<string> Told(Timeline timeline) => timeline.Select(period =>
        FormattableString.Invariant($"{period.Status} {period.From:MM-dd} - {period.Until:MM-dd}").TrimEnd());
}
