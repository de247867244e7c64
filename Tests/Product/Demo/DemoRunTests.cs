using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Demo;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Tests.Agreement;
using CrmMilestones.Tests.Journeys;
using CrmMilestones.Tests.Lists;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Demo;

public class DemoRunTests(DemoRunTests.Environment environment) : IClassFixture<DemoRunTests.Environment>
{
    readonly DemoRun _run = environment.Run;

    [Theory]
    [InlineData("Complete", Stage.Live, BillableStatus.Billable)]
    [InlineData("Pilot", Stage.Live, BillableStatus.NotBillable)]
    [InlineData("On hold", Stage.Live, BillableStatus.OnHold)]
    [InlineData("No documents", Stage.Compliance, BillableStatus.NotBillable)]
    [InlineData("Starts later", Stage.Readiness, BillableStatus.NotBillable)]
    [InlineData("New", Stage.Prospect, BillableStatus.NotBillable)]
    [InlineData("Left", Stage.Closed, BillableStatus.Ended)]
    public void Each_customer_gets_as_far_as_its_data_carry(string name, Stage stage, BillableStatus status)
    {
        var account = environment.Account(name);
        Assert.Equal((int)stage, account.GetAttributeValue<OptionSetValue>(Columns.Stage)?.Value);
        Assert.Equal((int)status, account.GetAttributeValue<OptionSetValue>(Columns.BillableStatus)?.Value);
    }

    [Theory]
    [InlineData("Held for no reason", "CM009")]
    [InlineData("Left for no reason", "CM008")]
    public void A_customer_whose_data_break_a_rule_stays_outside_the_lifecycle(string name, string code)
    {
        Assert.Null(environment.Account(name).GetAttributeValue<OptionSetValue>(Columns.Stage));
        Assert.Equal([code], Refusal(name).Codes);
    }

    [Theory]
    [InlineData("No documents", "CM001", Stage.Readiness)]
    [InlineData("Starts later", "CM007", Stage.Live)]
    [InlineData("New", "CM001", Stage.Onboarding)]
    [InlineData("Left for no reason", "CM008", Stage.Closed)]
    public void Each_refusal_is_kept_with_its_rule_and_the_stage_that_was_not_entered(
        string name, string code, Stage entering)
    {
        Assert.Equal([code], Refusal(name).Codes);
        Assert.Equal(entering, Refusal(name).Entering);
    }

    [Fact]
    public void Customers_without_a_gap_are_not_refused() => Shipped.AssertNothing(
        from refusal in environment.Refused
        where refusal.Customer.Name is "Complete" or "Pilot" or "On hold" or "Left"
        select $"Tests/Product/Demo/DemoRunTests.cs: Customer gives {refusal.Customer.Name} too little. "
            + refusal.Message);

    [Fact]
    public void Customers_have_their_people_contact_and_market()
    {
        var account = environment.Account("Complete");
        Assert.Equal("Jane Carter", account.GetAttributeValue<EntityReference>("ownerid").Name);
        var contact = environment.Row("contact", account.GetAttributeValue<EntityReference>(Columns.PrimaryContact).Id);
        Assert.Equal(
            ("Ana", "Ruiz"),
            (contact.GetAttributeValue<string>("firstname"), contact.GetAttributeValue<string>("lastname")));
        Assert.Equal("United States", account.GetAttributeValue<EntityReference>(Columns.Market).Name);
        Assert.Equal(new DateTime(2024, 3, 5), account.GetAttributeValue<DateTime>(Columns.DocumentsSubmittedOn));
    }

    [Fact]
    public void Claims_are_counted_beside_the_definition()
    {
        var finance = Claims.Count(_run.States)
            .Single(count => count.Claim.StartsWith("Finance", StringComparison.Ordinal));
        Assert.Equal((2, 1, 1), (finance.Claimed, finance.Active, finance.Billable));

        var invoiced = Claims.Disagreements(_run.States).Single(found => found.What == "Invoiced, not billable");
        Assert.Equal(1, invoiced.Customers);
        Assert.Equal(new Dictionary<string, decimal> { ["USD"] = 250.5m }, invoiced.Invoiced);
    }

    [Fact]
    public void The_view_of_the_solution_shows_the_billable_customers()
    {
        var view = SavedView.Run(_run.Finance, "account", "Billable customers");
        var row = Assert.Single(view.Rows);
        Assert.Equal("Complete", SavedView.Text(row, view.Columns[0]));
        Assert.Equal(
            "United States", SavedView.Text(row, view.Columns.Single(column => column.LogicalName == Columns.Market)));
        Assert.Equal("Billing model", view.Columns.Single(column => column.LogicalName == Columns.BillingModel).Label);
        Assert.Equal(
            "Usage", SavedView.Text(row, view.Columns.Single(column => column.LogicalName == Columns.BillingModel)));
    }

    Refusal Refusal(string name) => Assert.Single(environment.Refused, refusal => refusal.Customer.Name == name);

    /// <summary>An environment with the solution, into which a small list was loaded.</summary>
    public sealed class Environment : IDisposable
    {
        readonly TestEnvironment _host = new();

        public Environment()
        {
            var list = CsvText.Read(
                Customer("Complete", (LegacyColumns.InvoicedLastMonth, "100.00")),
                Customer("Pilot", (LegacyColumns.Chargeable, "Pilot")),
                Customer("On hold", (LegacyColumns.BillingHold, "Y"), (LegacyColumns.HoldReason, "Disputed invoice")),
                Customer("Held for no reason", (LegacyColumns.BillingHold, "Y")),
                Customer(
                    "No documents", (LegacyColumns.DocumentsSubmitted, ""),
                    (LegacyColumns.InvoicedLastMonth, "250.50")),
                Customer("Starts later", (LegacyColumns.ServiceStart, "1/1/2099")),
                CsvText.Line((LegacyColumns.AccountNumber, "New"), (LegacyColumns.Name, "New")),
                Customer("Left", (LegacyColumns.Ended, "12/31/2024"), (LegacyColumns.EndReason, "Customer left")),
                Customer("Left for no reason", (LegacyColumns.Ended, "12/31/2024")));
            Run = DemoRun.Of(
                _host.Embedded, list.Records, list.Records.SelectMany(Company.Workers), ["US"], language: 1033,
                refused: Refused.Add);
        }

        public DemoRun Run { get; }

        public List<Refusal> Refused { get; } = [];

        public Entity Account(string name) => Assert.Single(_host.System.RetrieveMultiple(new QueryExpression("account")
        {
            ColumnSet = new ColumnSet(true),
            Criteria = { Conditions = { new ConditionExpression("name", ConditionOperator.Equal, name) } },
        }).Entities);

        public Entity Row(string table, Guid id) => _host.System.Retrieve(table, id, new ColumnSet(true));

        public void Dispose() => _host.Dispose();

        static string Customer(string name, params IEnumerable<(string, string)> fields) => CsvText.Line(
        [
            (LegacyColumns.AccountNumber, name),
            (LegacyColumns.Name, name),
            (LegacyColumns.Contact, "Ana Ruiz"),
            (LegacyColumns.Owner, "Jane Carter"),
            (LegacyColumns.AgreementSigned, "1/15/2024"),
            (LegacyColumns.BillingModel, "Usage"),
            (LegacyColumns.BillingTiming, "In arrears"),
            (LegacyColumns.OnboardingOwner, "Lucy Tan"),
            (LegacyColumns.OnboardingStarted, "1/20/2024"),
            (LegacyColumns.OnboardingCompleted, "2/10/2024"),
            (LegacyColumns.ComplianceReviewer, "Harriet Moss"),
            (LegacyColumns.RegistrationNumber, "TX-100200"),
            (LegacyColumns.DocumentsSubmitted, "3/5/2024"),
            (LegacyColumns.ServiceOwner, "Kim Larsen"),
            (LegacyColumns.ServiceStart, "3/15/2024"),
            (LegacyColumns.ReadyForService, "3/12/2024"),
            .. fields,
        ]);
    }
}
