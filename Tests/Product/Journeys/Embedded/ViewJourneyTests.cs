using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Tests.Agreement;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// What people find in views and charts: their own queries over customers in known situations, as time passes. Here
/// only: FakeXrmEasy reads numbers in FetchXML only with early-bound classes.
/// </summary>
public sealed class ViewJourneyTests : IDisposable
{
    const int Invoice = 727000000, ContractorPayment = 727000001, ServiceUsage = 727000004;

    readonly SettableClock _clock = new(DateTimeOffset.UtcNow);
    readonly Crm _crm;

    public ViewJourneyTests() => _crm = new(new TestEnvironment(new() { Clock = _clock }));

    public void Dispose() => _crm.Dispose();

    [Fact]
    public void Every_view_of_the_solution_opens()
    {
        var views =
            _crm.Host.System.RetrieveMultiple(new QueryExpression("savedquery")
            {
                ColumnSet = new("name", "fetchxml",
                "querytype")
            }).Entities;
        Assert.NotEmpty(views);
        // A quick find waits for what the user types.
        Assert.All(views.Where(view => view.GetAttributeValue<int>("querytype") != 4), view =>
            Assert.Null(
                Record.Exception(
                    () => _crm.Host.System.RetrieveMultiple(
                        new FetchExpression(view.GetAttributeValue<string>("fetchxml"))))));
    }

    [Fact]
    public void Every_chart_draws_the_customers_there_are()
    {
        Billable("New");
        _crm.Save(
            _crm.CustomerIn(Stage.Prospect),
            [.. _crm.WhatIsNeededFor(Stage.Onboarding), Columns.Stage.To(Stage.Onboarding)]);
        Assert.All(
            Shipped.Solution.Tables.SelectMany(table => table.Charts),
            chart => Assert.NotEmpty(
                _crm.Host.System.RetrieveMultiple(new FetchExpression(chart.Fetches.Single().ToString())).Entities));
    }

    [Fact]
    public void Finance_sees_who_became_billable_this_month_and_who_stopped()
    {
        Billable("New");
        _crm.Save(Billable("Held", LongAgo), Columns.BillingHold.To(true), Columns.BillingHoldReason.To("Dispute"));
        _crm.Save(
            Billable("Left", LongAgo), Columns.Stage.To(Stage.Closed),
            Columns.ServiceEndedOn.To(Crm.Today.AddDays(-1)),
            Columns.EndReason.To(new OptionSetValue(727000001)));
        _crm.Save(Billable("Pilot", LongAgo), Columns.Chargeable.To(false));
        // Recorded this month, with dates of the month before.
        var late = Billable("Entered late", LongAgo);
        _crm.CustomerIn(Stage.Readiness);

        Assert.Equal(["Entered late", "New"], Listed("Became billable this month").Order());
        Assert.Equal(["Held", "Left", "Pilot"], Listed("Stopped being billable this month").Order());

        // Set and lifted on the same day, a hold was never there.
        _clock.Now = _clock.Now.AddDays(32);
        _crm.Save(late, Columns.BillingHold.To(true), Columns.BillingHoldReason.To("Dispute"));
        _crm.Save(late, Columns.BillingHold.To(false));
        Assert.Empty(Listed("Became billable this month"));
        Assert.Empty(Listed("Stopped being billable this month"));
    }

    [Fact]
    public void Finance_sees_invoices_and_payments_for_customers_that_do_not_warrant_them()
    {
        var billable = Billable("Billable", LongAgo);
        var ready = _crm.CustomerIn(Stage.Readiness);
        foreach (var account in new[] { billable, ready })
        {
            Claim(account, Invoice, Crm.Today, Crm.Today);
            Claim(account, ContractorPayment, Crm.Today, Crm.Today);
        }

        Assert.Equal(["Contoso Dental"], Listed("Invoiced, not billable"));
        Assert.Equal(["Contoso Dental"], Listed("Contractor paid, not live"));

        _crm.Save(billable, Columns.BillingHold.To(true), Columns.BillingHoldReason.To("Dispute"));
        Assert.Equal(["Billable", "Contoso Dental"], Listed("Invoiced, not billable"));
        Assert.Equal(["Contoso Dental"], Listed("Contractor paid, not live"));
    }

    [Fact]
    public void A_settled_claim_leaves_the_list()
    {
        var claim = Claim(_crm.CustomerIn(Stage.Readiness), Invoice, Crm.Today, Crm.Today);
        Assert.Single(Listed("Invoiced, not billable"));
        _crm.Host.System.Update(
            new Entity("cm_externalclaim", claim)
            {
                ["statecode"] = new OptionSetValue(1),
                ["statuscode"] = new OptionSetValue(2)
            });
        Assert.Empty(Listed("Invoiced, not billable"));
    }

    [Fact]
    public void Finance_sees_billable_customers_that_no_invoice_of_last_month_covers()
    {
        var thisMonth = new DateTime(Crm.Today.Year, Crm.Today.Month, 1);
        var (lastMonth, nextMonth) = (thisMonth.AddMonths(1), thisMonth.AddMonths(2));
        Billable("Forgotten");
        Claim(Billable("Monthly"), Invoice, lastMonth, nextMonth.AddDays(-1));
        Claim(Billable("Quarterly"), Invoice, thisMonth, thisMonth.AddMonths(3).AddDays(-1));
        Claim(Billable("Invoiced before"), Invoice, thisMonth, lastMonth.AddDays(-1));
        Claim(Billable("Invoiced after"), Invoice, nextMonth, nextMonth.AddDays(20));
        Claim(Billable("Only paid for"), ContractorPayment, lastMonth, nextMonth.AddDays(-1));
        Assert.Empty(Listed("Billable, not invoiced last month"));

        _clock.Now = new(nextMonth.AddDays(9), TimeSpan.Zero);
        Assert.Equal(
            ["Forgotten", "Invoiced after", "Invoiced before", "Only paid for"],
            Listed("Billable, not invoiced last month").Order());
    }

    [Fact]
    public void A_billable_customer_without_use_is_noticed_after_60_days()
    {
        Billable("Silent");
        Claim(Billable("Busy"), ServiceUsage, null, null, lastActivity: Crm.Today.AddDays(40));
        Claim(Billable("Fallen silent"), ServiceUsage, null, null, lastActivity: Crm.Today.AddDays(2));
        _clock.Now = _clock.Now.AddDays(60);
        Assert.Empty(Listed("Billable, no activity in 60 days"));
        _clock.Now = _clock.Now.AddDays(3);
        Assert.Equal(["Fallen silent", "Silent"], Listed("Billable, no activity in 60 days").Order());
    }

    /// <summary>Where no system reports any use, everybody would be listed.</summary>
    [Fact]
    public void Nobody_is_called_silent_while_no_use_is_reported_at_all()
    {
        Billable("Silent");
        _clock.Now = _clock.Now.AddDays(63);
        Assert.Empty(Listed("Billable, no activity in 60 days"));

        var other = _crm.CustomerIn(Stage.Readiness);
        Claim(other, ServiceUsage, null, null, lastActivity: Crm.Today.AddDays(62));
        Assert.Equal(["Silent"], Listed("Billable, no activity in 60 days"));
    }

    /// <summary>No save, job or sweep is needed: the day after the last day of service comes by itself.</summary>
    [Theory]
    [InlineData("Billable customers", false)]
    [InlineData("Billable customers by market", false)]
    [InlineData("Live but not billable", true)]
    [InlineData("On billing hold", true)]
    public void A_customer_that_gave_notice_is_listed_through_its_last_day(string view, bool held)
    {
        var account = Billable("Leaving");
        _crm.Save(
            account, Columns.BillingHold.To(held), Columns.BillingHoldReason.To(held ? "Dispute" : null),
            Columns.ServiceEndedOn.To(Crm.Today));
        Assert.Equal(["Leaving"], Listed(view));
        Assert.Empty(Listed("Service has ended, not closed"));

        _clock.Now = _clock.Now.AddDays(1);
        Assert.Empty(Listed(view));
        Assert.Equal(["Leaving"], Listed("Service has ended, not closed"));
    }

    [Fact]
    public void A_deactivated_account_is_in_no_stage()
    {
        var account = Billable("Gone");
        Assert.Equal(["Gone"], Listed("Customers by stage"));
        _crm.Host.System.Update(new Entity("account", account) { [Columns.State] = new OptionSetValue(1) });
        Assert.Empty(Listed("Customers by stage"));
    }

    [Fact]
    public void A_customer_that_does_not_move_is_noticed_after_14_days()
    {
        _crm.CustomerIn(Stage.Compliance);
        Billable("Live");
        _crm.Outsider(name: "Outside the lifecycle");
        _clock.Now = _clock.Now.AddDays(14);
        Assert.Empty(Listed("Stuck in stage over 14 days"));
        _clock.Now = _clock.Now.AddDays(1);
        Assert.Equal(["Contoso Dental"], Listed("Stuck in stage over 14 days"));
    }

    [Theory]
    [InlineData("cm_onboardingownerid")]
    [InlineData("cm_compliancereviewerid")]
    [InlineData("cm_serviceownerid")]
    [InlineData("ownerid")]
    public void People_see_the_customers_they_are_responsible_for(string column)
    {
        var account = _crm.CustomerIn(Stage.Onboarding);
        var colleague = _crm.Host.ServiceFor(_crm.Colleague);
        Assert.Empty(Listed("My customers", colleague));
        _crm.Save(account, column.To(new EntityReference("systemuser", _crm.Colleague)));
        Assert.Equal(["Contoso Dental"], Listed("My customers", colleague));
    }

    /// <summary>
    /// Day on which customers of long standing became billable, the dates of all milestones before it.
    /// </summary>
    static DateTime LongAgo => Crm.Today.AddDays(-35);

    /// <summary>A customer who is billable from a day on, from today unless told.</summary>
    Guid Billable(string name, DateTime? since = null)
    {
        var account = _crm.CustomerIn(Stage.Live, Columns.ServiceStartsOn.To(since ?? Crm.Today));
        _crm.Save(account, "name".To(name));
        return account;
    }

    Guid Claim(Guid account, int source, DateTime? from, DateTime? to, DateTime? lastActivity = null) =>
        _crm.Host.System.Create(new Entity("cm_externalclaim")
        {
            ["cm_source"] = new OptionSetValue(source),
            ["cm_accountid"] = new EntityReference("account", account),
            ["cm_periodstart"] = from,
            ["cm_periodend"] = to,
            ["cm_lastactivityon"] = lastActivity,
        });

    IEnumerable<string> Listed(string view, IOrganizationService? asUser = null)
    {
        var query = Assert.Single(_crm.Host.System.RetrieveMultiple(new QueryExpression("savedquery")
        {
            ColumnSet = new("fetchxml"),
            Criteria = { Conditions = { new("name", ConditionOperator.Equal, view) } },
        }).Entities).GetAttributeValue<string>("fetchxml");
        return (asUser ?? _crm.Host.System).RetrieveMultiple(new FetchExpression(query)).Entities
            .Select(row => row.GetAttributeValue<string>("name"));
    }
}
