using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class CM008Tests
{
    [Fact]
    public void Closed_needs_end_date_and_reason()
    {
        Assert.Equal(
            "CM008 Contoso can't be [Closed] without: <cm_endreason>, <cm_serviceendedon>.",
            Refusal(Enter(Stage.Closed, In(Stage.Live))));
        Assert.Equal(
            "CM008 Contoso can't be [Closed] without: <cm_endreason>.",
            Refusal(Enter(Stage.Closed, In(Stage.Live), (Columns.ServiceEndedOn, Day(6, 1)))));
    }

    [Fact]
    public void A_closed_customer_keeps_its_end_date_and_reason() => Assert.Equal(
        "CM008 Contoso can't be [Closed] without: <cm_endreason>.",
        Refusal(Change(In(Stage.Closed), (Columns.EndReason, null))));

    [Fact]
    public void An_older_closed_customer_without_an_end_stays_editable() => Assert.Equal(
        "",
        Refusal(Change(
            In(Stage.Closed, (Columns.ServiceEndedOn, null), (Columns.EndReason, null)), (Columns.Chargeable, false))));

    [Fact]
    public void The_end_cannot_precede_the_start()
    {
        const string Refused = "CM008 Contoso: \"<cm_serviceendedon>\" (2026-02-28) can't lie before "
            + "\"<cm_servicestartson>\" (2026-03-01). Correct one of the two dates.";
        var reason = (Columns.StageChangeReason, (object?)"words");
        Assert.Equal(Refused, Refusal(Change(In(Stage.Closed), (Columns.ServiceEndedOn, Day(2, 28)), reason)));
        Assert.Equal("", Refusal(Change(In(Stage.Closed), (Columns.ServiceEndedOn, Day(3, 1)), reason)));
        Assert.Equal(Refused, Refusal(Change(
            In(Stage.Closed, (Columns.ServiceStartsOn, Day(1, 1)), (Columns.ServiceEndedOn, Day(2, 28))),
            (Columns.ServiceStartsOn, Day(3, 1)))));
    }

    [Fact]
    public void An_older_record_with_a_wrong_end_stays_editable() => Assert.Equal(
        "", Refusal(Change(In(Stage.Closed, (Columns.ServiceEndedOn, Day(2, 28))), (Columns.Chargeable, false))));

    [Fact]
    public void Nor_is_a_date_judged_that_a_form_sends_back_as_it_was()
    {
        var closed = In(Stage.Closed, (Columns.ServiceEndedOn, Day(2, 28)));
        Assert.Equal("", Refusal(Change(closed, (Columns.ServiceEndedOn, Day(2, 28)))));
        Assert.Equal("", Refusal(Change(closed, (Columns.ServiceStartsOn, Day(3, 1)))));
    }

    [Fact]
    public void A_closed_customer_with_a_last_day_ahead_from_before_stays_editable() => Assert.Equal(
        "",
        Refusal(Change(In(Stage.Closed, (Columns.ServiceEndedOn, Day(12, 31))), (Columns.RegistrationNumber, "N"))));

    /// <summary>It came past the plug-ins: before the first day of the service, which began on 14 March.</summary>
    [Fact]
    public void A_live_customer_with_an_end_before_its_service_from_before_stays_editable()
    {
        var story = Story.LiveInMarch();
        var wrong = story.Record.With([new(Columns.ServiceEndedOn, Day(3, 10))]);
        var hold = Row((Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));
        Assert.Equal("", Refusal(new(wrong, hold, Now, Rep, () => story.Believed)));
    }

    [Fact]
    public void A_wrong_end_does_not_enter_the_lifecycle() => Assert.Equal(
        ["CM008"], Codes(Enter(Stage.Prospect, Outside((Columns.ServiceEndedOn, Day(2, 28))))));

    [Fact]
    public void Closed_waits_for_the_last_day()
    {
        var reason = (Columns.EndReason, (object?)727000000);
        Assert.Equal(
            "CM008 Contoso can't be [Closed] yet: \"<cm_serviceendedon>\" is 2026-06-16. Leave the stage as it is, the end "
            + "comes by itself on that day; or correct the date.",
            Refusal(Enter(Stage.Closed, In(Stage.Live), reason, (Columns.ServiceEndedOn, Day(6, 16)))));
        Assert.Equal("", Refusal(Enter(Stage.Closed, In(Stage.Live), reason, (Columns.ServiceEndedOn, Day(6, 15)))));
        Assert.Equal(["CM008"], Codes(Change(In(Stage.Closed), (Columns.ServiceEndedOn, Day(6, 16)))));
    }

    [Fact]
    public void Closed_waits_for_a_last_day_that_was_given_before_too() => Assert.Equal(
        ["CM008"],
        Codes(Enter(
            Stage.Closed, In(Stage.Live, (Columns.ServiceEndedOn, Day(6, 16))), (Columns.EndReason, 727000000))));

    /// <summary>
    /// They came past the plug-ins: before the service start, and before the service, which began on 14 March.
    /// </summary>
    [Theory]
    [InlineData(2, 28, "\"<cm_servicestartson>\" (2026-03-01). Correct one of the two dates.")]
    [InlineData(3, 10, "2026-03-14, the day from which the customer counts as live. Correct it, or the service start "
        + "or milestone date that is wrong.")]
    public void No_customer_is_closed_with_a_last_day_from_before_that_ends_nothing(int month, int day, string why)
    {
        var story = Story.LiveInMarch();
        var wrong = story.Record.With([new(Columns.ServiceEndedOn, Day(month, day))]);
        var close = Row((Columns.Stage, (int)Stage.Closed), (Columns.EndReason, 727000000));
        Assert.Equal(
            $"CM008 Contoso: \"<cm_serviceendedon>\" (2026-{month:00}-{day:00}) can't lie before {why}",
            Refusal(new(wrong, close, Now, Rep, () => story.Believed)));
    }

    [Fact]
    public void It_does_not_wait_for_the_last_day_of_a_customer_that_was_never_live() => Assert.Equal(
        "",
        Refusal(Enter(
            Stage.Closed, In(Stage.Prospect), (Columns.EndReason, (int)EndReason.NeverWentLive),
            (Columns.ServiceEndedOn, Day(12, 31)))));

    [Fact]
    public void Who_is_closed_is_not_told_to_stay_as_it_is() => Assert.Equal(
        "CM008 Contoso is [Closed], so \"<cm_serviceendedon>\" can't be 2026-06-16, a day to come. Correct the date. If "
        + "the service goes on, reopen the customer with a reason.",
        Refusal(Change(In(Stage.Closed), (Columns.ServiceEndedOn, Day(6, 16)))));

    [Fact]
    public void Who_comes_in_as_closed_is_told_to_come_in_as_live() => Assert.Equal(
        "CM008 Contoso can't be [Closed] yet: \"<cm_serviceendedon>\" is 2026-06-16. If it is still served, bring it in as "
        + "[Live]: the end comes by itself on that day. Otherwise correct the date.",
        Refusal(Enter(
            Stage.Closed, Outside((Columns.EndReason, (int)EndReason.CustomerLeft)),
            (Columns.ServiceEndedOn, Day(6, 16)))));

    [Fact]
    public void A_customer_that_is_reopened_has_no_last_day_in_the_past()
    {
        var reason = (Columns.StageChangeReason, (object?)"They came back");
        Assert.Equal(
            "CM008 Contoso is being reopened, so \"<cm_serviceendedon>\" (2026-06-14) can't lie in the past. Correct or "
            + "empty it.",
            Refusal(Enter(Stage.Readiness, In(Stage.Closed), reason, (Columns.ServiceEndedOn, Day(6, 14)))));
        Assert.Equal(
            "", Refusal(Enter(Stage.Readiness, In(Stage.Closed), reason, (Columns.ServiceEndedOn, Day(6, 15)))));
        Assert.Equal(
            "CM008 Contoso: \"<cm_serviceendedon>\" (2026-06-14) can't lie before 2026-06-15, the day from which the "
            + "customer counts as live. Correct or empty it.",
            Refusal(Enter(Stage.Live, In(Stage.Closed), reason, (Columns.ServiceEndedOn, Day(6, 14)))));
    }

    /// <summary>CM015 refuses the day to come; that today lies in the past would be no true word.</summary>
    [Fact]
    public void A_last_day_of_today_is_not_in_the_past_of_a_reopening_that_is_to_come() => Assert.Equal(
        ["CM015"],
        Codes(Enter(
            Stage.Readiness, In(Stage.Closed), (Columns.StageChangeReason, "They came back"),
            (Columns.ServiceEndedOn, Day(6, 15)), (Columns.TakesEffectOn, Day(6, 16)))));

    /// <summary>It counts from the day of the change, whatever dates are corrected with it.</summary>
    [Fact]
    public void A_customer_that_is_reopened_below_Live_is_measured_by_the_day_of_the_change() => Assert.Equal(
        "CM008 Contoso is being reopened, so \"<cm_serviceendedon>\" (2026-06-01) can't lie in the past. Correct or "
        + "empty it.",
        Story.LiveInMarch()
            .On(5, 1, (Columns.Stage, (int)Stage.Closed), (Columns.EndReason, (int)EndReason.CustomerLeft),
                (Columns.ServiceEndedOn, Day(4, 30)))
            .RefusalOn(6, 15, (Columns.Stage, (int)Stage.Readiness), (Columns.StageChangeReason, "They came back"),
                (Columns.ServiceStartsOn, Day(5, 20)), (Columns.ServiceEndedOn, Day(6, 1))));

    [Fact]
    public void Who_was_never_live_may_have_a_last_day_in_the_past() => Assert.Equal(
        "",
        Refusal(Enter(
            Stage.Prospect, Outside([.. Lifecycle.DatesOfGoingLive.Select(date => (date, (object?)null))]),
            (Columns.ServiceEndedOn, Day(6, 14)))));

    [Fact]
    public void The_last_day_cannot_precede_the_first_day_of_the_spell()
    {
        var story = Story.LiveInMarch();
        Assert.Equal(
            "CM008 Contoso: \"<cm_serviceendedon>\" (2026-03-13) can't lie before 2026-03-14, the day from which the "
            + "customer counts as live. Correct or empty it.",
            story.RefusalOn(3, 14, (Columns.ServiceEndedOn, Day(3, 13))));
        Assert.Empty(story.CodesOn(3, 14, (Columns.ServiceEndedOn, Day(3, 14))));
    }

    /// <summary>It completes the customer, and moves nothing.</summary>
    [Fact]
    public void A_milestone_that_is_filled_for_the_first_time_after_the_last_day_is_no_contradiction()
    {
        var closed = In(Stage.Closed).With([new(Columns.ReadyForServiceOn, null)]);
        Assert.Equal("", Refusal(Change(closed, (Columns.ReadyForServiceOn, Day(6, 10)))));
    }

    /// <summary>Its periods weren't kept yet when it was Live, so nobody knows on which day its service began.</summary>
    [Fact]
    public void An_older_customer_that_has_gone_back_may_have_ended_before_its_latest_date() => Assert.Equal(
        "",
        Refusal(Change(
            In(Stage.Readiness, (Columns.ServiceStartsOn, Day(2, 1)), (Columns.FirstLiveOn, Day(2, 1))),
            (Columns.ServiceEndedOn, Day(2, 10)), (Columns.StageChangeReason, "words"))));
}
