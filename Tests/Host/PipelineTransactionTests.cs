using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.PipelineTools;

namespace CrmMilestones.Tests.Host;

/// <summary>What is undone, how deep plug-ins may go, and what contexts hand on.</summary>
public sealed class PipelineTransactionTests : IDisposable
{
    readonly DataverseHost _host = DataverseHost.Create();
    readonly IOrganizationService _service;

    public PipelineTransactionTests() => _service = _host.System;

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(40)]
    public void A_refusal_leaves_no_trace(int stage)
    {
        _host.On(
            "Create", "account", 20,
            call => call.System.Create(new Entity("contact") { ["lastname"] = "Side effect" }));
        _host.On("Create", "account", stage, Refuse, rank: 2);
        var before = _host.Snapshot();

        Fault(-2147220891, () => _service.CreateAccount("Contoso"));

        Assert.Equal(before, _host.Snapshot());
    }

    [Fact]
    public void Stage_10_of_a_users_request_is_outside_the_transaction_and_of_a_nested_one_inside()
    {
        List<string> seen = [];
        _host.On("Create", "account", 10, call =>
        {
            seen.Add($"account 10: {call.Context.IsInTransaction}");
            call.System.Create(new Entity("contact") { ["lastname"] = "kept" });
        });
        _host.On("Create", "account", 20, call =>
        {
            seen.Add($"account 20: {call.Context.IsInTransaction}");
            call.System.Create(new Entity("contact") { ["lastname"] = "undone" });
        });
        _host.On("Create", "contact", 10, call => seen.Add($"contact 10: {call.Context.IsInTransaction}"));
        _host.On("Create", "account", 40, Refuse);

        Fault(-2147220891, () => _service.CreateAccount("Contoso"));

        Assert.Equal(["account 10: False", "contact 10: False", "account 20: True", "contact 10: True"], seen);
        var contacts = _service.RetrieveMultiple(new QueryExpression("contact") { ColumnSet = new("lastname") })
            .Entities;
        Assert.Equal("kept", Assert.Single(contacts)["lastname"]);
    }

    [Fact]
    public void A_swallowed_failure_makes_the_request_fail()
    {
        _host.On("Create", "account", 20, call =>
            Swallow(() => call.System.Update(new Entity("contact", Guid.NewGuid()) { ["lastname"] = "x" })));
        var before = _host.Snapshot();

        var fault = Fault(-2146893812, () => _service.CreateAccount("Contoso"));

        Assert.StartsWith("ISV code reduced the open transaction count", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, _host.Snapshot());
    }

    [Fact]
    public void A_service_call_after_a_swallowed_failure_finds_no_transaction()
    {
        _host.On("Create", "account", 40, call =>
        {
            Swallow(() => call.System.Delete("contact", Guid.NewGuid()));
            call.System.RetrieveMultiple(new QueryExpression("contact"));
        });

        Fault(-2147220911, () => _service.CreateAccount("Contoso"));
    }

    [Fact]
    public void A_chain_of_plugins_is_aborted_below_depth_8()
    {
        List<int> depths = [];
        _host.On("Update", "account", 40, call =>
        {
            depths.Add(call.Context.Depth);
            call.System.UpdateAccount(call.Target.Id, ("name", $"Depth {call.Context.Depth}"));
        });
        var id = _service.CreateAccount("Contoso");

        Fault(-2147204734, () => _service.UpdateAccount(id, ("name", "Start")));

        Assert.Equal(Enumerable.Range(1, 8), depths);
        Assert.Equal("Contoso", _service.Retrieve("account", id, new ColumnSet("name"))["name"]);
    }

    [Fact]
    public void Later_stages_find_what_stage_10_shared_in_the_parent_context()
    {
        List<object?> seen = [];
        _host.On("Update", "account", 10, call => call.Context.SharedVariables["early"] = 1);
        _host.On("Update", "account", 20, call =>
        {
            seen.Add(call.Context.SharedVariables.Contains("early"));
            seen.Add(call.Context.ParentContext.SharedVariables["early"]);
            call.Context.SharedVariables["late"] = 2;
        });
        _host.On("Update", "account", 40, call =>
        {
            seen.Add(call.Context.ParentContext.SharedVariables["early"]);
            seen.Add(call.Context.SharedVariables["late"]);
        });
        var id = _service.CreateAccount("Contoso");

        _service.UpdateAccount(id, ("name", "New"));

        Assert.Equal([false, 1, 1, 2], seen);
    }

    [Fact]
    public void A_callers_tag_is_a_shared_variable()
    {
        object? tag = null;
        _host.On("Create", "account", 20, call => tag = call.Context.SharedVariables["tag"]);

        _service.Execute(new OrganizationRequest("Create") { ["Target"] = Account("Contoso"), ["tag"] = "import" });

        Assert.Equal("import", tag);
    }

    [Fact]
    public void A_nested_context_knows_the_plugin_that_caused_it()
    {
        IPluginExecutionContext? outer = null, inner = null;
        _host.On("Create", "account", 40, call =>
        {
            outer = call.Context;
            call.System.Create(new Entity("contact") { ["lastname"] = "x" });
        });
        _host.On("Create", "contact", 10, call => inner = call.Context);

        var id = _service.CreateAccount("Contoso");

        Assert.Equal((1, 2), (outer!.Depth, inner!.Depth));
        Assert.Equal(outer.CorrelationId, inner.CorrelationId);
        var parent = inner.ParentContext;
        Assert.Equal(("account", id, 40), (parent.PrimaryEntityName, parent.PrimaryEntityId, parent.Stage));
    }

    [Fact]
    public void A_nested_request_runs_for_the_service_s_user_and_names_the_first_one_as_initiator()
    {
        var ann = _host.AddUser("Ann", roles: "System Administrator");
        List<(string Table, Guid User, Guid Initiator)> seen = [];
        _host.On("Create", "account", 20, call =>
        {
            seen.Add(("account", call.Context.UserId, call.Context.InitiatingUserId));
            call.Service.Create(new Entity("contact") { ["lastname"] = "as Ann" });
            call.System.Create(new Entity("contact") { ["lastname"] = "as SYSTEM" });
        });
        _host.On("Create", "contact", 20, call =>
            seen.Add(((string)call.Target["lastname"], call.Context.UserId, call.Context.InitiatingUserId)));

        _host.ServiceFor(ann).CreateAccount("Contoso");

        var system = (Guid)_service.Execute(new OrganizationRequest("WhoAmI"))["UserId"];
        Assert.Equal([("account", ann, ann), ("as Ann", ann, ann), ("as SYSTEM", system, ann)], seen);
        var contacts =
            _service.RetrieveMultiple(new QueryExpression("contact") { ColumnSet = new("lastname", "ownerid") })
                .Entities;
        Assert.Equal(
            [ann, system], contacts.OrderBy(row => row["lastname"])
                .Select(row => row.GetAttributeValue<EntityReference>("ownerid").Id));
    }

    [Fact]
    public void The_log_has_every_service_call_of_plugins_and_none_of_users()
    {
        _host.On("Create", "account", 40, call =>
        {
            call.System.Create(new Entity("contact") { ["lastname"] = "x", ["firstname"] = "y" });
            call.Service.Retrieve("account", call.Context.PrimaryEntityId, new ColumnSet("name"));
            call.Service.RetrieveMultiple(
                new FetchExpression("<fetch><entity name='contact'><attribute name='lastname'/></entity></fetch>"));
        });
        _service.CreateAccount("A");

        var calls = _host.CallsDuring(() => _service.CreateAccount("B"));

        _service.CreateAccount("C");
        Assert.Equal(
            ["Create contact firstname,lastname", "Retrieve account name", "RetrieveMultiple contact lastname"],
            calls.Select(call => $"{call.Message} {call.Table} {string.Join(",", call.Columns)}"));
        Assert.All(calls, call => Assert.Equal(("Create of account at 40", 1), (call.Step, call.Depth)));
    }

    static void Swallow(Action action)
    {
        try
        {
            action();
        }
        catch (FaultException<OrganizationServiceFault>)
        {
            // What plug-ins must not do.
        }
    }
}
