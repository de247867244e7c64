using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Xunit;
using static CrmMilestones.Tests.Journeys.CustomerOverTime;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// What changes in a month after it was closed, by the mark that the view "Adjustments to closed months" lists. Here only,
/// as FakeXrmEasy closes no months.
/// </summary>
public sealed class AdjustmentJourneyTests
{
    [Fact]
    public void A_correction_marks_the_periods_that_tell_closed_days_otherwise()
    {
        using var customer = LiveInMarchAndClosed();
        customer.Save(4, 10, (Columns.ReadyForServiceOn, Day(3, 20)));
        Assert.Equal(["Not billable 01-05 - 03-19"], Adjustments(customer));
    }

    [Fact]
    public void What_counts_from_later_days_is_no_adjustment()
    {
        using var customer = LiveInMarchAndClosed();
        customer.Save(4, 10, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));
        Assert.Equal(
            ["Not billable 01-05 - 03-13", "Billable 03-14 - 04-09", "On hold 04-10 -"], customer.Periods());
        Assert.Empty(Adjustments(customer));
    }

    /// <summary>From noon on (UTC) the day before is over everywhere, and its month can be closed: not earlier.</summary>
    [Theory]
    [InlineData(12, true)]
    [InlineData(11, false)]
    public void Closed_months_are_asked_for_once_the_day_can_lie_in_one(int hour, bool areAskedFor)
    {
        using var customer = new CustomerOverTime();
        customer.LiveInMarch();
        customer.Now = new(Day(4, 1).AddHours(hour).AddMinutes(30), TimeSpan.Zero);
        if (areAskedFor)
        {
            Close(customer);
        }

        var calls = customer.Host.AllPluginCallsDuring(() => customer.Save(
            (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"),
            (Columns.TakesEffectOn, Day(3, 31)), (Columns.StageChangeReason, "Agreed by phone")));

        Assert.Equal(areAskedFor, calls.Any(call => call.Table == "cm_monthclose"));
        Assert.Equal(areAskedFor ? ["On hold 03-31 -"] : [], Adjustments(customer));
    }

    /// <summary>No period says of the days before the first that there was nothing: the first does.</summary>
    [Fact]
    public void A_customer_that_begins_later_than_was_believed_is_one()
    {
        using var customer = new CustomerOverTime();
        customer.Save(3, 16, customer.LiveColumns);
        customer.Now = new(Day(4, 3), TimeSpan.Zero);
        Close(customer);
        customer.Save(4, 10, (Columns.ReadyForServiceOn, Day(4, 5)));
        Assert.Equal(["Billable 04-05 -"], Adjustments(customer));
    }

    static CustomerOverTime LiveInMarchAndClosed()
    {
        var customer = new CustomerOverTime();
        customer.LiveInMarch();
        customer.Now = new(Day(4, 3), TimeSpan.Zero);
        Close(customer);
        return customer;
    }

    static void Close(CustomerOverTime customer) =>
        customer.Crm.AsRep.Execute(new OrganizationRequest("cm_CloseMonth") { ["MonthEnd"] = Day(3, 31) });

    static string[] Adjustments(CustomerOverTime customer) => [.. customer.Periods(fact: "cm_afterclose")];
}
