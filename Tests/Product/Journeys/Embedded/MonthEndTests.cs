using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Tests.Agreement;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// Finance at the end of a month in which customers came, left and were paused: every list but "My customers", and
/// every part of the dashboard. Here only: FakeXrmEasy reads numbers in FetchXML only with early-bound classes.
/// </summary>
public sealed class MonthEndTests(MonthEndTests.Month month) : IClassFixture<MonthEndTests.Month>
{
    [Theory]
    [InlineData("Billable customers", "Abbey, Birch, Cedar")]
    [InlineData("Billable customers by market", "Abbey, Birch, Cedar")]
    // Abbey and Birch have been billable for a year, of which the CRM learned this month.
    [InlineData("Became billable this month", "Abbey, Birch, Cedar")]
    [InlineData("Stopped being billable this month", "Dogwood, Elm")]
    [InlineData("Live but not billable", "Dogwood, Fir")]
    [InlineData("On billing hold", "Dogwood")]
    [InlineData("Ready to go live", "Ginkgo")]
    [InlineData("Contractor paid, not live", "Ginkgo")]
    [InlineData("Invoiced, not billable", "Fir")]
    [InlineData("Billable, not invoiced last month", "Birch, Elm")]
    [InlineData("Billable, no activity in 60 days", "Birch")]
    [InlineData("Customers by stage", "Abbey, Birch, Cedar, Dogwood, Elm, Fir, Ginkgo, Hazel")]
    [InlineData("Stuck in stage over 14 days", "")]
    public void Each_view_lists_its_customers_and_no_others(string view, string customers) => Assert.Equal(
        customers,
        string.Join(
            ", ", Rows(Shipped.Account, view).Select(row => row.GetAttributeValue<string>("name"))
                .Order(StringComparer.Ordinal)));

    /// <summary>
    /// Who is it, since when, and why: what Finance has to know before an invoice is sent or stopped.
    /// </summary>
    [Theory]
    [InlineData("Billable customers",
        "name accountnumber cm_marketid cm_billablestatuson cm_firstbillableon cm_billablereason cm_billingmodel "
        + "cm_billingtiming")]
    [InlineData("Became billable this month",
        "name cm_marketid cm_billablestatuson cm_billablereason cm_billingmodel cm_billingtiming")]
    [InlineData("Stopped being billable this month",
        "name cm_marketid cm_billablestatus cm_billablestatuson cm_billablereason")]
    [InlineData("Live but not billable", "name cm_marketid cm_billablestatus cm_billablereason")]
    [InlineData("Invoiced, not billable", "name accountnumber cm_billablestatus cm_billablereason")]
    [InlineData("Contractor paid, not live", "name accountnumber cm_lifecyclestage")]
    [InlineData("Billable, not invoiced last month",
        "name accountnumber cm_marketid cm_billablestatuson cm_billingmodel cm_billingtiming")]
    public void A_row_says_all_that_Finance_acts_on(string name, string columns)
    {
        var view = Shipped.Account.Views.Single(view => view.Name == name);
        Assert.Empty(columns.Split(' ').Except(view.Cells.Select(cell => cell.Attr("name"))));
        Assert.All(
            Rows(Shipped.Account, name),
            row => Assert.All(columns.Split(' '), column => Assert.True(row.Contains(column), column)));
    }

    [Fact]
    public void Every_part_of_the_dashboard_counts_the_rows_of_its_list() => Assert.All(
        Shipped.Solution.Roots("Dashboards/*.xml").Single().Descendants("parameters"),
        part =>
        {
            var table = Shipped.Solution.Table(part.Text("TargetEntityType"))!;
            var view = table.Views.Single(view => view.Id == part.Text("ViewId").AsId());
            var rows = Rows(table, view.Name);
            Assert.NotEmpty(rows);
            if (part.Text("ChartGridMode") != "Chart")
            {
                return;
            }

            var chart = table.Charts.Single(chart => chart.Id == part.Text("VisualizationId").AsId());
            var drawn = month.Open(Over(view, chart).ToString());
            Assert.NotEmpty(drawn);
            if (chart.Fetches.Single().Descendants("attribute").Any(x => x.Attr("aggregate") == "count"))
            {
                Assert.Equal(
                    rows.Count, drawn.Sum(point => (int)point.GetAttributeValue<AliasedValue>("measure").Value));
            }
        });

    [Fact]
    public void The_same_month_of_two_years_is_not_added_up()
    {
        var periods = Shipped.Solution.Table("cm_statusperiod")!;
        var chart = periods.Charts.Single(chart => chart.Name == "Became billable by month");
        var view = periods.Views.Single(view => view.Name == "Became billable");
        var years = month.Open(Over(view, chart).ToString())
            .Select(point => (int?)point.GetAttributeValue<AliasedValue>("series")?.Value).Distinct();
        Assert.Equal([Month.LongAgo.Year, Crm.Today.Year], years.Order());
    }

    /// <summary>A chart draws the rows of the view beside it.</summary>
    static XElement Over(SourceView view, SourceChart chart)
    {
        var fetch = new XElement(chart.Fetches.Single());
        fetch.Element("entity")!.Add(view.Fetch!.Element("entity")!.Elements("filter"));
        return fetch;
    }

    IReadOnlyList<Entity> Rows(SourceTable table, string view) =>
        month.Open(table.Views.Single(x => x.Name == view).Fetch!.ToString());

    /// <summary>Customers of one rep, and what other systems say of them.</summary>
    public sealed class Month : IDisposable
    {
        const int Invoice = 727000000, ContractorPayment = 727000001, ServiceUsage = 727000004;

        readonly Crm _crm = new();

        readonly IOrganizationService _asFinance;

        public Month()
        {
            _asFinance = _crm.Host.ServiceFor(_crm.Host.AddUser("Fran Finch", roles: "CM Finance"));
            var invoiced = Billable("Abbey", LongAgo);
            Billable("Birch", LongAgo);
            Billable("Cedar", Crm.Today);
            var held = Billable("Dogwood", LongAgo);
            _crm.Save(held, Columns.BillingHold.To(true), Columns.BillingHoldReason.To("Invoice 4711 is disputed"));
            _crm.Save(
                Billable("Elm", LongAgo),
                Columns.Stage.To(Stage.Closed), Columns.ServiceEndedOn.To(Crm.Today.AddDays(-1)),
                Columns.EndReason.To(new OptionSetValue(727000001)));
            var pilot = Named("Fir", _crm.CustomerIn(Stage.Live, Columns.Chargeable.To(false)));
            var ready = Named("Ginkgo", _crm.CustomerIn(
                Stage.Readiness,
                [.. Lifecycle.Stages.Of(Stage.Readiness)
                    .Requires.Select(column => column.To(_crm.GoodValue(column)))]));
            Named("Hazel", _crm.CustomerIn(Stage.Compliance));
            _crm.Outsider(name: "Iris");

            Claim(invoiced, Invoice);
            Claim(held, Invoice);
            Claim(pilot, Invoice);
            Claim(ready, ContractorPayment);
            Claim(invoiced, ServiceUsage);
            // Nothing that was saved just now reaches into it.
            _asFinance.Execute(new("cm_CloseMonth") { ["MonthEnd"] = ThisMonth.AddMonths(-14).AddDays(-1) });
        }

        /// <summary>Day from which the customers of long standing are billable.</summary>
        public static DateTime LongAgo => Crm.Today.AddYears(-1);

        static DateTime ThisMonth => new(Crm.Today.Year, Crm.Today.Month, 1);

        public IReadOnlyList<Entity> Open(string fetch) =>
            _asFinance.RetrieveMultiple(new FetchExpression(fetch)).Entities;

        public void Dispose() => _crm.Dispose();

        Guid Billable(string name, DateTime since) => Named(name, _crm.CustomerIn(
            Stage.Live,
            [.. Lifecycle.Stages.Milestones.Select(milestone => milestone.DatedBy).Append(Columns.AgreementSignedOn)
                .Append(Columns.OnboardingStartedOn)
                .Select(column => column.To(LongAgo.AddDays(-1))), Columns.ServiceStartsOn.To(since)]));

        Guid Named(string name, Guid account)
        {
            _crm.Save(account, "name".To(name), "accountnumber".To("C-" + name));
            return account;
        }

        void Claim(Guid account, int source) => _asFinance.Create(new Entity("cm_externalclaim")
        {
            ["cm_name"] = "2026-4711",
            ["cm_source"] = new OptionSetValue(source),
            ["cm_accountid"] = new EntityReference("account", account),
            ["cm_periodstart"] = ThisMonth.AddMonths(-1),
            ["cm_periodend"] = ThisMonth.AddDays(-1),
            ["cm_amount"] = new Money(250),
            ["cm_lastactivityon"] = Crm.Today.AddDays(-2),
        });
    }
}
