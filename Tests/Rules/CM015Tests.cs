using System;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class CM015Tests
{
    static readonly (Column, object?) Reason = (Columns.StageChangeReason, "Found late");

    static readonly (Column, object?)[] Hold =
        [(Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute")];

    [Fact]
    public void No_change_takes_effect_after_today()
    {
        Assert.Equal(
            "CM015 Contoso: \"<cm_takeseffecton>\" (2026-06-16) lies after today. Enter today or a day before, or leave "
            + "it empty.",
            Refusal(Change(In(Stage.Live), [.. Hold, (Columns.TakesEffectOn, Day(6, 16))])));
        Assert.Equal("", Refusal(Change(In(Stage.Live), [.. Hold, (Columns.TakesEffectOn, Day(6, 15))])));
    }

    [Fact]
    public void Nor_before_2000()
    {
        Assert.Equal(
            "CM015 Contoso: \"<cm_takeseffecton>\" (1999-12-31) lies before 2000-01-01. Check the year.",
            Refusal(Change(In(Stage.Live), [.. Hold, Reason, (Columns.TakesEffectOn, new DateTime(1999, 12, 31))])));
        Assert.Equal(
            "", Refusal(Change(In(Stage.Live), [.. Hold, Reason, (Columns.TakesEffectOn, new DateTime(2000, 1, 1))])));
    }

    [Fact]
    public void Before_today_it_needs_a_reason()
    {
        Assert.Equal(
            "CM015 Contoso: a change that takes effect on 2026-06-14, before today, needs a reason. Enter the "
            + "reason of this change in \"<cm_stagechangereason>\" and save again.",
            Refusal(Change(In(Stage.Live), [.. Hold, (Columns.TakesEffectOn, Day(6, 14))])));
        Assert.Equal("", Refusal(Change(In(Stage.Live), [.. Hold, Reason, (Columns.TakesEffectOn, Day(6, 14))])));
    }

    [Fact]
    public void Nobody_is_Live_before_the_latest_of_its_dates()
    {
        var ready = Outside();
        Assert.Equal(
            "CM015 Contoso can't be [Live] from 2026-02-28: the latest of service start and milestone dates is "
            + "2026-03-01. Enter that day or a later one in \"<cm_takeseffecton>\", or correct the dates.",
            Refusal(Enter(Stage.Live, ready, Reason, (Columns.TakesEffectOn, Day(2, 28)))));
        Assert.Equal("", Refusal(Enter(Stage.Live, ready, Reason, (Columns.TakesEffectOn, Day(3, 1)))));
    }

    [Fact]
    public void The_dates_that_come_with_the_save_count_and_the_milestones_too()
    {
        var story = Story.At(1, 5, (Columns.Stage, (int)Stage.Prospect));
        Assert.Equal(
            ["CM015"], story.CodesOn(3, 16, [.. Story.LiveColumns, Reason, (Columns.TakesEffectOn, Day(3, 13))]));
        Assert.Empty(story.CodesOn(3, 16, [.. Story.LiveColumns, Reason, (Columns.TakesEffectOn, Day(3, 14))]));
    }

    /// <summary>A colleague in Auckland dates readiness on the 16th, in a market where it is the 15th.</summary>
    [Fact]
    public void Today_is_allowed_where_the_latest_date_lies_after_it() => Assert.Equal(
        "",
        Refusal(Enter(
            Stage.Live, Outside((Columns.ReadyForServiceOn, Day(6, 16))), (Columns.TakesEffectOn, Day(6, 15)))));

    [Fact]
    public void The_day_in_the_customers_market_decides()
    {
        var live = In(Stage.Live);
        CustomerChange On(int today) => new(
            live, Row([.. Hold, (Columns.TakesEffectOn, Day(6, 15))]), new(Now.UtcNow, () => Day(6, today)), Rep,
            () => Believed(live));
        Assert.Equal(["CM015"], Codes(On(14)));
        Assert.Equal("", Refusal(On(15)));
        Assert.Equal(["CM015"], Codes(On(16)));
    }

    [Fact]
    public void Outside_the_lifecycle_it_is_not_judged() =>
        Assert.Equal("", Refusal(Change(Outside(), (Columns.TakesEffectOn, Day(12, 24)))));

    [Fact]
    public void One_that_is_too_old_to_count_is_not_judged_either()
    {
        var noon = Day(6, 15).AddHours(12);
        var story = Story.LiveInMarch().Save(noon, Rep, Reason, (Columns.TakesEffectOn, Day(6, 1)));
        story.Save(noon.AddMinutes(31), Rep, Hold);
        Assert.Equal((BillableStatus.OnHold, Day(6, 15)), story.Present);
        Assert.Null(story.Record[Columns.TakesEffectOn]);
    }

    [Fact]
    public void A_last_day_that_ends_days_which_have_passed_needs_a_reason()
    {
        Assert.Equal(
            "CM015 Contoso: \"<cm_serviceendedon>\" (2026-06-13) ends days which have passed, and that needs a reason. "
            + "Enter the reason of this change in \"<cm_stagechangereason>\" and save again.",
            Refusal(Change(In(Stage.Live), (Columns.ServiceEndedOn, Day(6, 13)))));
        Assert.Equal("", Refusal(Change(In(Stage.Live), (Columns.ServiceEndedOn, Day(6, 13)), Reason)));
        Assert.Equal("", Refusal(Change(In(Stage.Live), (Columns.ServiceEndedOn, Day(6, 14)))));
    }

    [Fact]
    public void One_that_is_moved_to_an_earlier_day_ends_days_too_and_a_later_one_ends_none()
    {
        Assert.Equal(["CM015"], Codes(Change(In(Stage.Closed), (Columns.ServiceEndedOn, Day(5, 30)))));
        Assert.Equal("", Refusal(Change(In(Stage.Closed), (Columns.ServiceEndedOn, Day(6, 10)))));
    }

    /// <summary>It is the account that ends those days.</summary>
    [Theory, InlineData(6, 14), InlineData(12, 31)]
    public void A_last_day_that_ends_no_day_which_has_passed_is_not_blamed_for_what_does(int month, int day)
    {
        (Column, object?)[] save =
        [
            (Columns.State, 1), (Columns.TakesEffectOn, Day(6, 1)), (Columns.ServiceEndedOn, Day(month, day)),
        ];
        Assert.StartsWith(
            "CM015 Contoso: a change that takes effect on 2026-06-01", Assert.Single(Refusal(
                Change(In(Stage.Live), save)).Split('\n')),
            StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_comes_with_closing_needs_none() => Assert.Equal(
        "",
        Refusal(Enter(
            Stage.Closed, In(Stage.Live), (Columns.ServiceEndedOn, Day(5, 1)), (Columns.EndReason, 727000001))));

    [Fact]
    public void One_that_comes_with_going_Live_needs_one() => Assert.Equal(
        ["CM015"],
        Codes(Enter(
            Stage.Live, Saved(Enter(Stage.Prospect, Outside())), (Columns.ServiceEndedOn, Day(5, 1)))));

    [Fact]
    public void Nor_one_that_ends_days_which_had_ended_already() => Assert.Empty(
        Story.LiveInMarch().On(5, 1, (Columns.State, 1)).CodesOn(5, 10, (Columns.ServiceEndedOn, Day(4, 30))));

    /// <summary>It was closed after it had gone back, and reopened on 1 June: since then it hasn't ended.</summary>
    [Fact]
    public void One_that_ends_days_since_the_customer_was_reopened_needs_one()
    {
        (Column, object?) to(Stage stage) => (Columns.Stage, (int)stage);
        var story = Story.LiveInMarch().On(5, 1, to(Stage.Compliance), Reason)
            .On(5, 10, to(Stage.Closed), (Columns.EndReason, 727000001), (Columns.ServiceEndedOn, Day(4, 30)))
            .On(6, 1, to(Stage.Onboarding), Reason);
        Assert.Equal(["CM015"], story.CodesOn(6, 15, (Columns.ServiceEndedOn, Day(4, 30))));
        Assert.Empty(story.CodesOn(6, 15, (Columns.ServiceEndedOn, Day(4, 30)), Reason));
    }

    /// <summary>The spell that begins later does, and its dates say why.</summary>
    [Fact]
    public void Nor_one_that_is_withdrawn_while_the_spell_turns_out_to_have_begun_later()
    {
        var story = Story.LiveInMarch()
            .On(7, 1, (Columns.Stage, 727000005), (Columns.EndReason, 727000000), (Columns.ServiceEndedOn, Day(6, 30)))
            .On(8, 1, (Columns.Stage, 727000004), (Columns.ReadyForServiceOn, Day(7, 20)), Reason)
            .On(8, 5, (Columns.ServiceEndedOn, Day(12, 31)));
        story.On(8, 10, (Columns.ServiceEndedOn, null), (Columns.ReadyForServiceOn, Day(8, 1)));
        Assert.Equal(
            ["Not billable 01-05 - 03-13", "Billable 03-14 - 06-30", "Ended 07-01 - 07-31", "Billable 08-01 -"],
            story.Periods);
    }

    [Fact]
    public void Nor_one_of_who_was_never_active() => Assert.Empty(
        Story.At(3, 16, [.. Story.LiveColumns, (Columns.State, 1)])
            .CodesOn(5, 10, (Columns.ServiceEndedOn, Day(4, 30))));

    [Fact]
    public void Nor_one_that_a_record_brings_into_the_lifecycle() => Assert.Equal(
        "", Refusal(Enter(Stage.Live, Outside(), (Columns.ServiceEndedOn, Day(5, 1)))));

    /// <summary>Who never was live has nothing that ends.</summary>
    [Fact]
    public void Nor_one_of_a_customer_that_has_never_been_live() => Assert.Equal(
        "", Refusal(Change(In(Stage.Compliance), (Columns.ServiceEndedOn, Day(5, 1)))));

    [Theory, InlineData(1033, "CM015 Contoso: a"), InlineData(3082, "CM015 Contoso: un cambio con efecto desde el")]
    public void It_is_told_in_both_languages(int language, string begins) => Assert.StartsWith(
        begins, Refusal(Change(In(Stage.Live), [.. Hold, (Columns.TakesEffectOn, Day(6, 14))]), language),
        StringComparison.Ordinal);
}
