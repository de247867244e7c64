using System;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Xunit;
using static CrmMilestones.Tests.Journeys.CustomerOverTime;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// "Today" is the calendar day in the customer's market. Here only, as the moments are of a clock of its own.
/// </summary>
public sealed class BusinessDayJourneyTests : IDisposable
{
    const int Sydney = 255, Pacific = 4;

    readonly CustomerOverTime _customer = new();

    public void Dispose() => _customer.Dispose();

    [Fact]
    public void A_hold_on_the_first_in_Sydney_counts_from_the_first()
    {
        In(Sydney);
        _customer.Save(3, 16, _customer.LiveColumns);
        At("2026-05-31T22:00Z");

        _customer.Save((Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));

        Assert.Equal(["Billable 03-14 - 05-31", "On hold 06-01 -"], _customer.Periods());
        Assert.Equal(Day(6, 1), _customer.Account[Columns.BillableStatusOn]);
    }

    [Fact]
    public void A_merge_on_the_first_in_Sydney_counts_from_the_first()
    {
        In(Sydney);
        _customer.Save(3, 16, _customer.LiveColumns);
        At("2026-05-31T22:00Z");

        _customer.Host.System.Execute(new OrganizationRequest("Merge")
        {
            ["Target"] = new EntityReference("account", _customer.Id),
            ["SubordinateId"] = _customer.Crm.Outsider(),
            ["UpdateContent"] = new Entity("account"),
            ["PerformParentingChecks"] = false,
        });

        Assert.Equal(Day(6, 1), Assert.Single(_customer.Events(EventKind.Merge))["cm_effectiveon"]);
    }

    [Fact]
    public void A_hold_in_the_evening_of_the_last_in_California_counts_from_the_last()
    {
        In(Pacific);
        _customer.Save(3, 16, _customer.LiveColumns);
        At("2026-06-01T03:00Z");

        _customer.Save((Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));

        Assert.Equal(["Billable 03-14 - 05-30", "On hold 05-31 -"], _customer.Periods());
    }

    [Fact]
    public void A_customer_in_California_is_not_live_before_its_day_comes_there()
    {
        In(Pacific);
        _customer.Save(3, 16, [.. _customer.LiveColumns, (Columns.ServiceStartsOn, Day(6, 1)),
            (Columns.Stage, Stage.Readiness)]);

        At("2026-06-01T06:59Z");
        Assert.Equal(
            "CM007 Contoso Dental can't enter Live yet: \"Service starts on\" is 2026-06-01. Wait for that day, or "
            + "correct the date.",
            _customer.Crm.Refused(() => _customer.Save((Columns.Stage, Stage.Live))));

        At("2026-06-01T07:00Z");
        _customer.Save((Columns.Stage, Stage.Live));
        Assert.Equal(["Not billable 03-16 - 05-31", "Billable 06-01 -"], _customer.Periods());
    }

    [Fact]
    public void A_customer_in_Sydney_is_live_when_its_day_comes_there()
    {
        In(Sydney);
        _customer.Save(3, 16, [.. _customer.LiveColumns, (Columns.ServiceStartsOn, Day(6, 1)),
            (Columns.Stage, Stage.Readiness)]);
        At("2026-05-31T14:00Z");
        _customer.Save((Columns.Stage, Stage.Live));
        Assert.Equal(["Not billable 03-16 - 05-31", "Billable 06-01 -"], _customer.Periods());
    }

    [Fact]
    public void Without_a_market_or_its_zone_the_day_is_that_of_UTC()
    {
        _customer.Save(3, 16, _customer.LiveColumns);
        At("2026-05-31T23:59Z");
        _customer.Save((Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));
        Assert.Equal(["Billable 03-14 - 05-30", "On hold 05-31 -"], _customer.Periods());
    }

    /// <summary>
    /// A colleague in Auckland may rightly date what is still tomorrow in UTC; it counts from no later than today.
    /// </summary>
    [Fact]
    public void A_milestone_may_be_dated_by_the_latest_day_on_earth()
    {
        _customer.Save(3, 16, [.. _customer.LiveColumns, (Columns.Stage, Stage.Readiness),
            (Columns.ReadyForServiceOn, null)]);
        At("2026-06-01T09:59Z");
        Assert.StartsWith(
            "CM004 Contoso Dental: \"Customer ready for service on\" (2026-06-02) lies in the future.",
            _customer.Crm.Refused(() => _customer.Save((Columns.ReadyForServiceOn, Day(6, 2)))),
            StringComparison.Ordinal);

        At("2026-06-01T10:00Z");
        _customer.Save((Columns.ReadyForServiceOn, Day(6, 2)));
        _customer.Save((Columns.Stage, Stage.Live));
        Assert.Equal(["Not billable 03-16 - 05-31", "Billable 06-01 -"], _customer.Periods());
    }

    [Fact]
    public void A_change_cannot_take_effect_tomorrow_there()
    {
        In(Pacific);
        _customer.Save(3, 16, _customer.LiveColumns);
        At("2026-06-01T03:00Z");
        Assert.Equal(
            "CM015 Contoso Dental: \"Takes effect on\" (2026-06-01) lies after today. Enter today or a day before, or "
            + "leave it empty.",
            _customer.Crm.Refused(() => _customer.Save(
                (Columns.Chargeable, false), (Columns.TakesEffectOn, Day(6, 1)))));
    }

    /// <summary>It is put on hold on the first in Sydney, and an hour later moves to where it is the last.</summary>
    [Fact]
    public void A_customer_stays_as_it_is_where_the_day_of_its_last_change_is_still_to_come()
    {
        In(Sydney);
        _customer.Save(3, 16, _customer.LiveColumns);
        At("2026-05-31T22:00Z");
        _customer.Save((Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));
        At("2026-05-31T23:00Z");
        var california = _customer.Host.System.Create(
            new Entity("cm_market") { ["cm_name"] = "California", ["cm_code"] = "US", ["cm_timezonecode"] = Pacific });

        _customer.Save((Columns.Market, new EntityReference("cm_market", california)));

        Assert.Equal(
            ["Billable 03-14 - 05-30", "Billable 05-31 - 05-31", "On hold 06-01 -"], _customer.Periods());
        Assert.Equal("On hold", _customer.Account.FormattedValues[Columns.BillableStatus]);
        Assert.Equal(Day(6, 1), _customer.Account[Columns.BillableStatusOn]);
        Assert.Equal(false, _customer.Crm.AsRep.Execute(new OrganizationRequest("cm_RecomputeCustomer")
        {
            ["Target"] = new EntityReference("account", _customer.Id),
        })["Changed"]);
    }

    void In(int zone) => _customer.Host.System.Update(
        new Entity("cm_market", _customer.Crm.Market) { ["cm_timezonecode"] = zone });

    void At(string moment) => _customer.Now = DateTimeOffset.Parse(moment, null);
}
