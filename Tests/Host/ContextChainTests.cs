using System;
using System.Collections.Generic;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;
using Xunit;

namespace CrmMilestones.Tests.Host;

/// <summary>What a nested event knows of the ones that caused it.</summary>
public sealed class ContextChainTests : IDisposable
{
    readonly DataverseHost _host = DataverseHost.Create();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData(10, "Update account 40 step, Update account 30")]
    [InlineData(20, "Create contact 30, Update account 40 step, Update account 30")]
    [InlineData(40, "Create contact 30, Update account 40 step, Update account 30")]
    public void The_ancestors_lead_over_the_plug_in_s_own_step_to_the_first_event(int stage, string expected)
    {
        string? chain = null;
        EntityReference? own = null, ancestor = null;
        Guid? subject = null;
        _host.On("Update", "account", 40, call =>
        {
            own = call.Context.OwningExtension;
            call.System.Create(new("contact") { ["lastname"] = "x" });
        });
        _host.On("Create", "contact", stage, call =>
        {
            List<string> names = [];
            for (var one = call.Context.ParentContext; one is not null; one = one.ParentContext)
            {
                var isStep = one.OwningExtension is not null;
                names.Add($"{one.MessageName} {one.PrimaryEntityName} {one.Stage}{(isStep ? " step" : "")}");
                if (isStep)
                {
                    (ancestor, subject) = (one.OwningExtension, one.PrimaryEntityId);
                }
            }
            chain = string.Join(", ", names);
        });
        var id = _host.System.CreateAccount("Contoso");

        _host.System.UpdateAccount(id, ("name", "New"));

        Assert.Equal(expected, chain);
        Assert.Equal((own, id), (ancestor, subject));
        Assert.Equal(("sdkmessageprocessingstep", "Update of account at 40"), (own!.LogicalName, own.Name));
    }

    [Fact]
    public void Whether_a_context_names_its_step_is_an_option()
    {
        using var host = DataverseHost.Create(new() { ContextsNameTheirStep = false });
        List<EntityReference?> seen = [];
        host.On("Create", "contact", 40, call => seen.Add(call.Context.OwningExtension));
        host.System.Create(new("contact") { ["lastname"] = "x" });
        Assert.Null(Assert.Single(seen));
    }

    [Fact]
    public void Depth_rises_with_the_requests_of_plug_ins_only()
    {
        using var host = DataverseHost.Create(new() { MovedLookupsRunUpdates = true });
        List<string> seen = [];
        host.On("Delete", "account", 20, call =>
        {
            seen.Add($"Delete {call.Context.Depth}");
            call.System.Create(new("contact") { ["lastname"] = "x" });
        });
        host.On("Create", "contact", 20, call => seen.Add($"Create {call.Context.Depth}"));
        host.On("Update", "account", 20, call => seen.Add($"Update {call.Context.Depth}"));
        var parent = host.System.CreateAccount("Parent");
        host.System.CreateAccount("Child", ("parentaccountid", new EntityReference("account", parent)));

        host.System.Delete("account", parent);

        Assert.Equal(["Delete 1", "Create 2", "Update 1"], seen);
    }
}
