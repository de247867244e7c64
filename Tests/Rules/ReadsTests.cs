using System;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>What is believed of a customer costs a read: only a save that can change it asks.</summary>
public class ReadsTests
{
    public static TheoryData<string, CustomerFacts, DateTime, CustomerFacts> Quiet()
    {
        var live = Story.LiveInMarch();
        var noticed = Story.LiveInMarch().On(6, 1, (Columns.ServiceEndedOn, Day(6, 30)));
        var ended = Story.LiveInMarch().On(6, 1, (Columns.ServiceEndedOn, Day(6, 30)))
            .On(7, 1, (Columns.RegistrationNumber, "N"));
        var back = Story.LiveInMarch().On(
            4, 1, (Columns.Stage, (int)Stage.Compliance), (Columns.StageChangeReason, "words"));
        var closed = In(Stage.Closed);
        return new()
        {
            { "nothing", live.Record, Day(6, 15), Row() },
            { "a column of no fact", live.Record, Day(6, 15), Row((Columns.RegistrationNumber, "N")) },
            { "the last day itself", noticed.Record, Day(6, 30), Row((Columns.RegistrationNumber, "N")) },
            {
                "a last day that has passed before Live", In(Stage.Prospect, (Columns.ServiceEndedOn, Day(5, 31))),
                Day(6, 15), Row()
            },
            { "an end that is known", ended.Record, Day(7, 2), Row((Columns.RegistrationNumber, "M")) },
            { "a closed customer", closed, Day(6, 15), Row((Columns.RegistrationNumber, "N")) },
            { "a market before Live", In(Stage.Prospect), Day(6, 15), Row((Columns.Market, Rep)) },
            {
                "a milestone before Live", In(Stage.Onboarding), Day(6, 15),
                Row((Columns.OnboardingCompletedOn, Day(6, 1)))
            },
            { "a last day before Live", In(Stage.Onboarding), Day(6, 15), Row((Columns.ServiceEndedOn, Day(7, 1))) },
            { "a market after going back", back.Record, Day(6, 15), Row((Columns.Market, Rep)) },
            { "a record outside", Outside(), Day(6, 15), Row((Columns.Chargeable, false)) },
        };
    }

    [Theory, MemberData(nameof(Quiet), DisableDiscoveryEnumeration = true)]
    public void A_save_that_changes_no_day_does_not_ask(
        string what, CustomerFacts before, DateTime day, CustomerFacts submitted)
    {
        var change = new CustomerChange(
            before, submitted, new(day.AddHours(12)), Rep, () => throw new InvalidOperationException(what));
        Assert.Equal("", Refusal(change));
        ServerColumns.For(change, () => 1033);
        Assert.False(change.ReachesTimeline);
    }

    [Fact]
    public void An_end_that_can_have_come_nowhere_on_earth_does_not_ask_for_the_markets_day()
    {
        var noticed = Story.LiveInMarch().On(6, 1, (Columns.ServiceEndedOn, Day(6, 15)));
        Moment now = new(Day(6, 15).AddHours(9), () => throw new InvalidOperationException("asked"));
        Assert.False(new CustomerChange(
            noticed.Record, Row((Columns.RegistrationNumber, "N")), now, Rep).ReachesTimeline);
    }

    public static TheoryData<string, CustomerFacts> Telling() => new()
    {
        { "a hold", Row((Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute")) },
        { "chargeable", Row((Columns.Chargeable, false)) },
        { "the account", Row((Columns.State, 1)) },
        { "a market", Row((Columns.Market, Guid.Parse("20000000-0000-0000-0000-000000000002"))) },
        { "a corrected date", Row((Columns.ReadyForServiceOn, Day(3, 20))) },
        { "a last day", Row((Columns.ServiceEndedOn, Day(12, 31))) },
        { "a move back", Row((Columns.Stage, (int)Stage.Readiness), (Columns.StageChangeReason, "words")) },
    };

    [Theory, MemberData(nameof(Telling), DisableDiscoveryEnumeration = true)]
    public void A_save_that_may_change_one_asks(string what, CustomerFacts submitted) => Assert.Equal(
        what,
        Assert.Throws<InvalidOperationException>(() => ServerColumns.For(
            new(
                Story.LiveInMarch().Record, submitted, Now, Rep, () => throw new InvalidOperationException(what)),
            () => 1033)).Message);
}
