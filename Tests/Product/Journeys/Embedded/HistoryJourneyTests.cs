using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Tests.Host;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Journeys.CustomerOverTime;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// Nobody writes the history but the product (CM010), and what was once believed stays readable, whatever becomes of
/// the account. Here only, as the days are of a clock of its own.
/// </summary>
public sealed class HistoryJourneyTests
{
    const string Refusal = "CM010 Events, status periods and month closes are written by the server alone. Change the "
        + "customer instead, or close a month by the action made for it.";

    static readonly string[] Messages =
        ["Create", "CreateMultiple", "Upsert", "Update", "UpdateMultiple", "SetState", "Delete"];

    static readonly string[] Tables = ["cm_lifecycleevent", "cm_statusperiod", "cm_monthclose"];

    public static IEnumerable<object[]> Writes() =>
        from table in Tables
        from write in Messages
        select new object[] { table, write };

    [Theory, MemberData(nameof(Writes))]
    public void A_system_administrator_is_refused_like_anybody(string table, string write)
    {
        using var customer = new CustomerOverTime();
        customer.LiveInMarch();
        var administrator = customer.Host.ServiceFor(
            customer.Host.AddUser("Ada Admin", roles: "System Administrator"));
        var row = new Entity(table, Existing(customer, table)) { ["cm_name"] = "Written by hand" };
        var added = new Entity(table) { ["cm_name"] = "Written by hand" };
        EntityCollection Rows(Entity one) => new([one]) { EntityName = table };
        OrganizationRequest request = write switch
        {
            "Create" => new CreateRequest { Target = added },
            "CreateMultiple" => new CreateMultipleRequest { Targets = Rows(added) },
            "Upsert" => new UpsertRequest { Target = new(table, Guid.NewGuid()) { ["cm_name"] = "Written by hand" } },
            "Update" => new UpdateRequest { Target = row },
            "UpdateMultiple" => new UpdateMultipleRequest { Targets = Rows(row) },
            "SetState" => new OrganizationRequest("SetState")
            {
                ["EntityMoniker"] = row.ToEntityReference(),
                ["State"] = new OptionSetValue(1),
                ["Status"] = new OptionSetValue(2),
            },
            _ => new DeleteRequest { Target = row.ToEntityReference() },
        };

        var before = customer.Host.Snapshot();
        Assert.Equal(Refusal, Message(() => administrator.Execute(request)));
        Assert.Equal(before, customer.Host.Snapshot());
    }

    [Fact]
    public void Each_line_of_the_history_has_a_name_that_says_what_happened()
    {
        using var customer = new CustomerOverTime();
        customer.LiveInMarch();
        Assert.Equal(
            [
                "Outside to Prospect", "Not billable from 2026-01-05", "Prospect to Live",
                "Onboarding completed on 2026-02-01", "Required documents submitted on 2026-02-20",
                "Customer ready for service on 2026-03-14", "Billable from 2026-03-14",
            ],
            Names(customer));
        Assert.All(
            customer.Host.System.RetrieveMultiple(
                new QueryExpression("cm_statusperiod") { ColumnSet = new ColumnSet("cm_definitionversion") }).Entities,
            period => Assert.Equal("1.0", period["cm_definitionversion"]));
    }

    [Fact]
    public void So_has_a_way_back_and_a_way_out()
    {
        using var live = new CustomerOverTime();
        live.LiveInMarch();
        live.Save(4, 2, (Columns.Stage, Stage.Compliance), (Columns.StageChangeReason, "Licence expired"));
        Assert.Equal(
            [
                "Live to Compliance", "Required documents submitted no longer dated",
                "Customer ready for service no longer dated", "Not billable from 2026-04-02",
            ],
            Names(live).Skip(7));

        using var prospect = new CustomerOverTime();
        prospect.Save(1, 5, (Columns.Stage, Stage.Prospect));
        prospect.Save(1, 6, (Columns.Stage, null), (Columns.StageChangeReason, "A supplier after all"));
        Assert.Equal(
            [
                "Outside to Prospect", "Not billable from 2026-01-05", "Prospect to outside", "No billable status",
            ],
            Names(prospect));
    }

    /// <summary>What the server itself changes, nobody else may: neither at all, nor back.</summary>
    [Theory]
    [InlineData("cm_supersededon")]
    [InlineData("cm_accountid")]
    public void Not_even_what_the_server_changes_may_be_changed(string column)
    {
        using var customer = new CustomerOverTime();
        customer.LiveInMarch();
        customer.Save(5, 10, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));
        var query = new QueryExpression("cm_statusperiod");
        foreach (var period in customer.Host.System.RetrieveMultiple(query).Entities)
        {
            Assert.Equal(Refusal, Message(() => customer.Host.System.Update(new Entity(period.LogicalName, period.Id)
            {
                [column] = column == "cm_accountid" ? null : Day(5, 11),
            })));
        }
    }

    /// <summary>Inside the save of an account the server writes it: but that a row is superseded, and that once.</summary>
    [Theory]
    [InlineData("cm_name", "Update", true)]
    [InlineData("cm_name", "Update", false)]
    [InlineData("cm_supersededon", "Update", true)]
    [InlineData("cm_name", "Merge", true)]
    public void Plug_ins_of_others_change_nothing_inside_a_save_either(
        string column, string message, bool isSuperseded)
    {
        using var customer = new CustomerOverTime();
        customer.LiveInMarch();
        var other = customer.Crm.Outsider();
        var period = customer.Host.System.RetrieveMultiple(new QueryExpression("cm_statusperiod")
        {
            Criteria =
            {
                Conditions =
                {
                    new("cm_supersededon", isSuperseded ? ConditionOperator.NotNull : ConditionOperator.Null),
                },
            },
        }).Entities[0];
        customer.Host.Embedded.On(message, "account", 40, save => save.System.Update(
            new Entity(period.LogicalName, period.Id)
            {
                [column] = column == "cm_name" ? "Written by a plug-in" : Day(5, 11),
            }));
        Assert.Contains(Refusal, Message(message == "Update"
            ? () => customer.Save(5, 10, (Columns.RegistrationNumber, "AU-5000"))
            : () => customer.Host.System.Execute(new("Merge")
            {
                ["Target"] = new EntityReference("account", customer.Id),
                ["SubordinateId"] = other,
            })));
    }

    /// <summary>The platform may hand the row's id on as a column too.</summary>
    [Fact]
    public void An_id_among_the_columns_is_no_change_of_a_period()
    {
        using var customer = new CustomerOverTime();
        customer.LiveInMarch();
        customer.Host.Embedded.On(
            "Update", "cm_statusperiod", 10, save => save.Target["cm_statusperiodid"] = save.Target.Id);
        customer.Save(5, 10, (Columns.BillingHold, true), (Columns.BillingHoldReason, "Dispute"));
        Assert.Equal(
            ["Not billable 01-05 - 03-13", "Billable 03-14 - 05-09", "On hold 05-10 -"], customer.Periods());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Deleting_an_account_ends_its_timeline_and_keeps_it(bool movesByUpdates)
    {
        using var customer = new CustomerOverTime(options: new() { MovedLookupsRunUpdates = movesByUpdates });
        customer.LiveInMarch();
        var written = Written(customer);
        customer.Now = new(Day(5, 4).AddHours(9), TimeSpan.Zero);

        customer.Host.System.Delete("account", customer.Id);

        Assert.Equal(
            ["Not billable 01-05 - 03-13", "Billable 03-14 - 05-03", "Ended 05-04 -"], customer.Periods());
        Assert.Equal(
            ["Not billable 01-05 - 03-13", "Billable 03-14 -"], customer.Periods(knownOn: Day(5, 4)));
        var after = Written(customer);
        Assert.Subset(after.ToHashSet(), written.ToHashSet());
        var ended = customer.Events(EventKind.BillableStatus)[^1];
        Assert.Equal(Day(5, 4), ended["cm_effectiveon"]);
        Assert.Equal((int)BillableStatus.Ended, ended.GetAttributeValue<OptionSetValue>("cm_tostatus").Value);
        Assert.All(after, row => Assert.False(Row(customer, row).Contains("cm_accountid")));
    }

    [Fact]
    public void Deleting_a_customer_whose_last_day_is_past_ends_it_no_later()
    {
        using var customer = new CustomerOverTime();
        customer.LiveInMarch();
        customer.Save(4, 30, (Columns.ServiceEndedOn, Day(4, 30)));
        customer.Now = new(Day(5, 4).AddHours(9), TimeSpan.Zero);
        customer.Host.System.Delete("account", customer.Id);
        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 - 04-30", "Ended 05-01 -"], customer.Periods());
        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 - 04-30"], customer.Periods("cm_isaccountactive"));
    }

    /// <summary>The platform restores a deleted row with the id that it had.</summary>
    [Fact]
    public void A_deleted_account_that_is_restored_goes_on_with_its_timeline()
    {
        using var customer = new CustomerOverTime();
        customer.LiveInMarch();
        var deleted = customer.Account;
        customer.Now = new(Day(5, 4), TimeSpan.Zero);
        customer.Host.System.Delete("account", customer.Id);

        customer.Now = new(Day(5, 10), TimeSpan.Zero);
        var restored = new Entity("account", customer.Id) { ["name"] = deleted["name"] };
        Column[] entered = [.. Columns.EnteredByPeople.Except([Columns.State, Columns.Status])];
        foreach (var column in entered.Where(column => deleted.Contains(column)))
        {
            restored[column] = deleted[column];
        }

        customer.Crm.AsRep.Create(restored);
        Assert.Equal(
            [
                "Not billable 01-05 - 03-13", "Billable 03-14 - 05-03", "Ended 05-04 - 05-09", "Billable 05-10 -",
            ],
            customer.Periods());
        Assert.Equal(
            (Day(5, 10), Day(3, 14)),
            (customer.Account[Columns.BillableStatusOn], customer.Account[Columns.FirstBillableOn]));
    }

    [Fact]
    public void Deleting_a_supplier_writes_nothing()
    {
        using var customer = new CustomerOverTime();
        customer.Host.System.Delete("account", customer.Crm.Outsider());
        Assert.All(Tables, table => Assert.Empty(
            customer.Host.System.RetrieveMultiple(new QueryExpression(table)).Entities));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_merge_moves_the_lookups_and_keeps_the_keys(bool movesByUpdates)
    {
        using var customer = new CustomerOverTime(options: new() { MovedLookupsRunUpdates = movesByUpdates });
        customer.LiveInMarch();
        var staying = customer.Crm.AsRep.Create(new("account")
        {
            ["name"] = "Fabrikam Clinic",
            [Columns.Stage] = new OptionSetValue((int)Stage.Prospect),
        });
        customer.Save(4, 2, (Columns.Stage, Stage.Closed), (Columns.ServiceEndedOn, Day(4, 1)),
            (Columns.EndReason, EndReason.Duplicate));
        var written = Written(customer);

        customer.Host.System.Execute(new OrganizationRequest("Merge")
        {
            ["Target"] = new EntityReference("account", staying),
            ["SubordinateId"] = customer.Id,
            ["UpdateContent"] = new Entity("account"),
            ["PerformParentingChecks"] = false,
        });

        Assert.Subset(Written(customer).ToHashSet(), written.ToHashSet());
        Assert.All(written, row => Assert.Equal(
            staying, Row(customer, row).GetAttributeValue<EntityReference>("cm_accountid").Id));
        Assert.Equal(["Not billable 01-05 - 03-13", "Billable 03-14 - 04-01", "Ended 04-02 -"], customer.Periods());
        Assert.Equal(["Not billable 03-16 -"], customer.PeriodsOf(staying));
    }

    /// <summary>A row of the table; a month is closed by an action, so here past the plug-ins.</summary>
    static Guid Existing(CustomerOverTime customer, string table) => table == "cm_monthclose"
        ? ((CreateResponse)customer.Host.System.Execute(new CreateRequest
        {
            Target = new(table) { ["cm_name"] = "March" },
            ["BypassBusinessLogicExecution"] = "CustomSync",
        })).id
        : customer.Host.System.RetrieveMultiple(new QueryExpression(table)).Entities[0].Id;

    /// <summary>Of the lines of the history, in order.</summary>
    static IEnumerable<object> Names(CustomerOverTime customer) => customer.Host.System.RetrieveMultiple(
        new QueryExpression("cm_lifecycleevent")
        {
            ColumnSet = new ColumnSet("cm_name"),
            Orders = { new("createdon", OrderType.Ascending), new("versionnumber", OrderType.Ascending) },
        }).Entities.Select(line => line["cm_name"]);

    /// <summary>The events and periods that carry the customer's key.</summary>
    static EntityReference[] Written(CustomerOverTime customer) =>
    [
        .. from table in Tables.Take(2)
           from row in customer.Host.System.RetrieveMultiple(new QueryByAttribute(table)
           {
               Attributes = { "cm_customerkey" },
               Values = { customer.Id.ToString() },
           }).Entities
           select row.ToEntityReference(),
    ];

    static Entity Row(CustomerOverTime customer, EntityReference row) =>
        customer.Host.System.Retrieve(row.LogicalName, row.Id, new ColumnSet("cm_accountid"));

    static string Message(Action write) =>
        Assert.Throws<FaultException<OrganizationServiceFault>>(write).Detail.Message;
}
