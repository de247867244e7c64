using System;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class BillingTests
{
    const Facts Active = Facts.Live | Facts.AccountActive;
    const Facts Billable = Active | Facts.Chargeable | Facts.Complete;

    /// <summary>The table of the definition, from top to bottom.</summary>
    [Theory]
    [InlineData(Billable, true, BillableStatus.Billable)]
    [InlineData(Billable | Facts.OnHold, true, BillableStatus.OnHold)]
    [InlineData(Active | Facts.Chargeable | Facts.OnHold, true, BillableStatus.OnHold)]
    [InlineData(Active | Facts.Complete | Facts.OnHold, true, BillableStatus.NotBillable)] // a pilot on hold
    [InlineData(Active | Facts.Complete, true, BillableStatus.NotBillable)] // a pilot
    [InlineData(Active | Facts.Chargeable, true, BillableStatus.NotBillable)] // a milestone is missing
    [InlineData(Billable | Facts.Ended, true, BillableStatus.Ended)]
    [InlineData(Billable | Facts.OnHold | Facts.Ended, true, BillableStatus.Ended)]
    [InlineData(Billable & ~Facts.AccountActive, true, BillableStatus.Ended)]
    [InlineData(Facts.Chargeable, true, BillableStatus.Ended)] // went back, then deactivated
    [InlineData(Facts.Chargeable | Facts.AccountActive | Facts.OnHold, true, BillableStatus.NotBillable)] // went back
    [InlineData(Facts.Chargeable | Facts.AccountActive | Facts.Ended, false, BillableStatus.NotBillable)]
    [InlineData(Facts.Chargeable, false, BillableStatus.NotBillable)] // a prospect that was deactivated
    [InlineData(Billable & ~Facts.AccountActive, false, BillableStatus.NotBillable)] // was never active
    public void The_status_of_a_day_follows_from_its_facts(Facts facts, bool hasBeenLive, BillableStatus expected) =>
        Assert.Equal(expected, Billing.StatusOf(facts, hasBeenLive));

    [Theory]
    [InlineData(Active, true)]
    [InlineData(Active | Facts.OnHold, true)]
    [InlineData(Facts.Live, false)]
    [InlineData(Facts.AccountActive | Facts.Complete, false)]
    [InlineData(Active | Facts.Ended, false)]
    public void An_active_customer_is_live_on_an_active_account_and_has_not_ended(Facts facts, bool expected) =>
        Assert.Equal(expected, facts.IsActiveCustomer());

    [Fact]
    public void A_customer_that_closes_on_its_last_day_is_stored_as_Ended_from_the_day_after()
    {
        var story = Story.LiveInMarch().On(
            6, 30, (Columns.Stage, (int)Stage.Closed), (Columns.EndReason, 727000000),
            (Columns.ServiceEndedOn, Day(6, 30)));
        Assert.Equal((BillableStatus.Ended, Day(7, 1)), story.Present);
        Assert.Equal(false, story.Record[Columns.IsActiveCustomer]);
        Assert.Equal(BillableStatus.Billable, story.Believed.On(Day(6, 30))!.Value.Status);
    }

    [Fact]
    public void A_customer_that_is_given_notice_is_stored_as_it_is_today()
    {
        var story = Story.LiveInMarch().On(6, 1, (Columns.ServiceEndedOn, Day(6, 30)));
        Assert.Equal((BillableStatus.Billable, Day(3, 14)), story.Present);
        Assert.Equal(true, story.Record[Columns.IsActiveCustomer]);
    }

    /// <summary>It began on the 16th in Auckland, and has moved to where it is the 15th.</summary>
    [Fact]
    public void A_customer_whose_first_day_has_not_come_in_its_new_market_is_stored_as_it_will_be()
    {
        var begun = Timeline.Starting(Day(6, 16), Billable, Rep);
        Assert.Equal(
            new(BillableStatus.Billable, Day(6, 16), IsActive: true),
            Billing.Present(begun, In(Stage.Live), Day(6, 15)));
    }

    /// <summary>It went back on the 16th in Auckland, and has moved to where it is the 15th; notice was given.</summary>
    [Fact]
    public void A_customer_whose_last_change_has_not_come_in_its_new_market_is_stored_as_it_will_be()
    {
        var backed = Timeline.Starting(Day(3, 14), Billable, Rep).WithEnd(Day(6, 30))
            .With(Facts.Live, false, Day(6, 16)).With(Facts.Complete, false, Day(6, 16));
        Assert.Equal(
            new(BillableStatus.NotBillable, Day(6, 16), IsActive: false),
            Billing.Present(backed, In(Stage.Compliance), Day(6, 15)));
    }

    [Theory]
    [InlineData(BillableStatus.NotBillable, "Not billable")]
    [InlineData(BillableStatus.Billable, "Billable")]
    [InlineData(BillableStatus.OnHold, "On hold")]
    [InlineData(BillableStatus.Ended, "Ended")]
    public void A_status_has_a_name(BillableStatus status, string name) => Assert.Equal(name, Billing.Name(status));

    [Fact]
    public void The_day_of_the_present_status_is_the_start_of_its_unbroken_run()
    {
        var story = Story.LiveInMarch().On(4, 1, (Columns.Market, Guid.Parse("20000000-0000-0000-0000-000000000002")));
        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 - 03-31", "Billable 04-01 -"], story.Periods);
        Assert.Equal((BillableStatus.Billable, Day(3, 14)), story.Present);
    }

    [Fact]
    public void Of_a_customer_of_whom_nothing_is_believed_there_is_no_present_status() =>
        Assert.Throws<ArgumentException>(() => Billing.Present(Timeline.Empty, Row(), Day(6, 15)));
}
