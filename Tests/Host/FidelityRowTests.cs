using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.PipelineTools;

namespace CrmMilestones.Tests.Host;

/// <summary>What people saw live rows do; the sources are in Scripts/Dataverse/FIDELITY.md.</summary>
public sealed class FidelityRowTests : IDisposable
{
    readonly DataverseHost _host = DataverseHost.Create();
    readonly StoreEnvironment _environment = new();
    readonly IOrganizationService _service;

    public FidelityRowTests()
    {
        _host.ImportSolution(TestSolution.Places);
        _service = _host.System;
    }

    public void Dispose()
    {
        _host.Dispose();
        _environment.Dispose();
    }

    [Fact]
    public void An_empty_text_is_stored_as_no_value()
    {
        var id = _service.CreateAccount("Contoso", ("telephone1", ""), ("description", "x"));
        _service.UpdateAccount(id, ("description", ""));

        var row = Read(id);
        Assert.Equal((false, false), (row.Contains("telephone1"), row.Contains("description")));
        Assert.Equal(1, Count("telephone1", ConditionOperator.Null));
    }

    [Fact]
    public void A_new_row_whose_body_repeats_the_key_is_refused_and_an_existing_one_not()
    {
        UpsertRequest repeating = new()
        {
            Target = new Entity("cm_place", "cm_code", "US") { ["cm_code"] = "US", ["cm_name"] = "States" },
        };
        var fault = Fault(Faults.UnExpected, () => _service.Execute(repeating));
        Assert.Equal("An unexpected error occurred.", fault.Message);

        _service.Create(new Entity("cm_place") { ["cm_code"] = "US" });
        Assert.False(((UpsertResponse)_service.Execute(repeating)).RecordCreated);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_key_without_a_value_is_nobodys(string? code)
    {
        var nameless = _service.Create(new Entity("cm_place") { ["cm_name"] = "Nameless" });
        var upsert = (UpsertResponse)_service.Execute(new UpsertRequest
        {
            Target = new Entity("cm_place", "cm_code", code) { ["cm_name"] = "Another" },
        });

        Assert.True(upsert.RecordCreated);
        Assert.Equal("Nameless", _service.Retrieve("cm_place", nameless, new("cm_name"))["cm_name"]);
        Fault(PlatformCodes.RecordNotFoundByEntityKey,
            () => _service.Update(new Entity("cm_place", "cm_code", code) { ["cm_name"] = "x" }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void An_account_cannot_be_its_own_ancestor(int between)
    {
        var top = _service.CreateAccount("Top");
        var below = top;
        for (var i = 0; i < between; i++)
        {
            below = _service.CreateAccount("Below", Parent(below));
        }

        var fault = Fault(-2147220217, () => _service.UpdateAccount(top, Parent(below)));

        Assert.Contains("would create a loop", fault.Message, StringComparison.Ordinal);
        Assert.False(Read(top).Contains("parentaccountid"));
    }

    [Fact]
    public void An_account_can_move_to_another_parent_in_its_hierarchy()
    {
        var top = _service.CreateAccount("Top");
        var middle = _service.CreateAccount("Middle", Parent(top));
        var bottom = _service.CreateAccount("Bottom", Parent(middle));

        _service.UpdateAccount(bottom, Parent(top));

        Assert.Equal(top, Read(bottom).GetAttributeValue<EntityReference>("parentaccountid").Id);
    }

    [Fact]
    public void A_contact_cannot_be_its_own_ancestor_but_can_lie_below_an_account()
    {
        var account = _service.CreateAccount("Contoso");
        var contact = _service.Create(
            new Entity("contact") { ["parentcustomerid"] = new EntityReference("account", account) });

        Fault(Faults.InvalidArgument, () => _service.Update(
            new Entity("contact", contact) { ["parentcustomerid"] = new EntityReference("contact", contact) }));
    }

    [Fact]
    public void A_failed_transaction_says_which_request_failed_and_why()
    {
        ExecuteTransactionRequest all = new() { Requests = [] };
        all.Requests.Add(new CreateRequest { Target = Account("Contoso") });
        all.Requests.Add(new CreateRequest { Target = Account(new string('x', 161)) });

        var fault = Assert.IsType<ExecuteTransactionFault>(
            Fault(Faults.StringLengthTooLong, () => _service.Execute(all)));

        Assert.Equal(1, fault.FaultedRequestIndex);
        Assert.Equal(fault.Message, fault.InnerFault.Message);
    }

    [Theory]
    [InlineData("price", "$1,234.50")]
    [InlineData("rate", "9.250")]
    [InlineData("weight", "1.50")]
    [InlineData("minutes", "90")]
    [InlineData("ticks", "1,234,567")]
    [InlineData("kind", "Planned")]
    [InlineData("paid", "Yes")]
    [InlineData("heldon", "5/15/2026")]
    [InlineData("arrivedat", "5/15/2026 3:30 PM")]
    [InlineData("accountid", "Contoso")]
    public void A_value_comes_with_what_people_see_of_it(string column, string expected)
    {
        Dictionary<string, object> values = new()
        {
            ["price"] = new Money(1234.5m),
            ["rate"] = 9.25m,
            ["weight"] = 1.5,
            ["minutes"] = 90,
            ["ticks"] = 1_234_567L,
            ["kind"] = new OptionSetValue(StoreEnvironment.Planned),
            ["paid"] = true,
            ["heldon"] = new DateTime(2026, 5, 15),
            ["arrivedat"] = new DateTime(2026, 5, 15, 15, 30, 0, DateTimeKind.Utc),
            ["accountid"] = _environment.Reference("account", ("name", "Contoso")),
        };
        var id = _environment.Visit("Ann", (column, values[column]));

        Assert.Equal(expected, _environment.Find("visit", id).FormattedValues[column]);
        Assert.Equal(
            expected, _environment.FetchVisits($"<attribute name='{column}'/>").Entities.Single()
                .FormattedValues[column]);
    }

    [Fact]
    public void Texts_and_ids_have_no_other_form()
    {
        var row = _environment.Find("visit", _environment.Visit("Ann"));

        Assert.Equal(
            [], row.FormattedValues.Keys.Intersect(["name", "visitid"]));
    }

    [Fact]
    public void State_and_status_come_with_their_labels()
    {
        var row = Read(_service.CreateAccount("Contoso"));

        Assert.Equal(("Active", "Active"), (row.FormattedValues["statecode"], row.FormattedValues["statuscode"]));
    }

    [Fact]
    public void A_calendar_day_comes_without_kind_and_a_moment_in_UTC()
    {
        var id = _environment.Visit("Ann", ("heldon", new DateTime(2026, 5, 15, 0, 0, 0, DateTimeKind.Utc)),
            ("arrivedat", StoreEnvironment.Now), ("alarmat", StoreEnvironment.Now));
        var row = _environment.Find("visit", id);

        Assert.Equal(
            (DateTimeKind.Unspecified, DateTimeKind.Utc, DateTimeKind.Unspecified),
            (Kind("heldon"), Kind("arrivedat"), Kind("alarmat")));

        DateTimeKind Kind(string column) => row.GetAttributeValue<DateTime>(column).Kind;
    }

    [Fact]
    public void A_state_that_comes_with_a_new_row_is_ignored() => Assert.Equal(
        0, Read(_service.CreateAccount("Contoso", ("statecode", new OptionSetValue(1))))
            .GetAttributeValue<OptionSetValue>("statecode").Value);

    [Fact]
    public void Creating_a_row_leaves_the_callers_entity_as_it_was()
    {
        var sent = Account("Contoso");
        _service.Create(sent);

        Assert.Equal((Guid.Empty, 1), (sent.Id, sent.Attributes.Count));
    }

    [Fact]
    public void A_column_that_is_set_to_nothing_is_emptied_and_not_returned()
    {
        var id = _service.CreateAccount("Contoso", ("telephone1", "1"));
        _service.UpdateAccount(id, ("telephone1", null));

        Assert.False(Read(id).Contains("telephone1"));
    }

    [Fact]
    public void What_this_host_lacks_is_told_from_what_is_wrong()
    {
        Assert.IsType<UnsupportedFault>(Fault(
            Faults.InvalidArgument, () => _service.Execute(new OrganizationRequest("GrantAccess"))));
        Assert.IsType<UnsupportedFault>(Refused("eq-userteams"));
        Assert.IsNotType<UnsupportedFault>(Refused("resembles"));

        OrganizationServiceFault Refused(string operation) =>
            Fault(Faults.QueryBuilderInvalidConditionOperator, () => Fetch(operation));

        void Fetch(string operation) => _service.RetrieveMultiple(new FetchExpression(
            $"<fetch><entity name='account'><filter><condition attribute='ownerid' operator='{operation}'/></filter>"
            + "</entity></fetch>"));
    }

    static (string, object?) Parent(Guid id) => ("parentaccountid", new EntityReference("account", id));

    Entity Read(Guid account) => _service.Retrieve("account", account, new ColumnSet(true));

    int Count(string column, ConditionOperator operation) => _service.RetrieveMultiple(new QueryExpression("account")
    {
        Criteria = { Conditions = { new(column, operation) } },
    }).Entities.Count;
}
