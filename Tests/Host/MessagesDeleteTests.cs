using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.PipelineTools;

namespace CrmMilestones.Tests.Host;

/// <summary>Steps on Delete, and what becomes of the rows that refer to one that goes.</summary>
public sealed class MessagesDeleteTests : IDisposable
{
    readonly DataverseHost _host = DataverseHost.Create();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData(10, true)]
    [InlineData(20, true)]
    [InlineData(40, false)]
    public void A_step_on_Delete_has_a_pre_image_at_every_stage(int stage, bool isStillThere)
    {
        (string Message, Guid Id, object Name, bool IsThere)? seen = null;
        _host.On("Delete", "account", stage, images: [Pre("Before", "name")], body: call => seen = (
            call.Context.MessageName, ((EntityReference)call.Context.InputParameters["Target"]).Id,
            call.Context.PreEntityImages["Before"]["name"], Accounts(call.System).Length == 1));
        var id = _host.System.CreateAccount("Contoso");

        _host.System.Delete("account", id);

        Assert.Equal(("Delete", id, "Contoso", isStillThere), seen);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(40)]
    public void A_refused_Delete_changes_nothing(int stage)
    {
        _host.On("Delete", "account", 20, call => call.System.Create(new("contact") { ["lastname"] = "x" }));
        _host.On("Delete", "account", stage, Refuse, rank: 2);
        var parent = _host.System.CreateAccount("Parent");
        _host.System.CreateAccount("Child", ("parentaccountid", new EntityReference("account", parent)));
        var before = _host.Snapshot();

        Fault(-2147220891, () => _host.System.Delete("account", parent));

        Assert.Equal(before, _host.Snapshot());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whether_a_lookup_that_a_Delete_empties_runs_updates_is_an_option(bool runsUpdates)
    {
        using var host = Host(runsUpdates, out var seen);
        var parent = host.System.CreateAccount("Parent");
        var child = host.System.CreateAccount("Child", ("parentaccountid", new EntityReference("account", parent)));

        host.System.Delete("account", parent);

        Assert.Equal(runsUpdates ? [$"{child} parentaccountid 1: Update {child}, Delete {parent}"] : [], seen);
        Assert.False(Accounts(host.System).Single().Contains("parentaccountid"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whether_a_lookup_that_a_Merge_moves_runs_updates_is_an_option(bool runsUpdates)
    {
        using var host = Host(runsUpdates, out var seen);
        var (master, other) = (host.System.CreateAccount("Master"), host.System.CreateAccount("Double"));
        var child = host.System.CreateAccount("Child", ("parentaccountid", new EntityReference("account", other)));

        host.System.Execute(new OrganizationRequest("Merge")
        {
            ["Target"] = new EntityReference("account", master),
            ["SubordinateId"] = other,
        });

        string[] moved = runsUpdates ? [$"{child} parentaccountid 1: Update {child}, Merge {master}"] : [];
        Assert.Equal([.. moved, $"{other} statecode 1: Update {other}, Merge {master}"], seen);
        var row = Accounts(host.System).Single(account => account.Id == child);
        Assert.Equal(master, row.GetAttributeValue<EntityReference>("parentaccountid").Id);
    }

    [Fact]
    public void The_updates_need_no_privilege_of_the_caller()
    {
        using var host = Host(runsUpdates: true, out _);
        host.ImportSolution(TestSolution.Role(
            ("prvDeleteAccount", CrmMilestones.Dataverse.Import.PrivilegeLevel.Global)));
        var parent = host.System.CreateAccount("Parent");
        host.System.CreateAccount("Child", ("parentaccountid", new EntityReference("account", parent)));

        host.ServiceFor(host.AddUser("Tess", roles: "Tester")).Delete("account", parent);

        Assert.False(Accounts(host.System).Single().Contains("parentaccountid"));
    }

    /// <summary>A host, and what updates of accounts saw: row, columns, depth and the ancestors.</summary>
    static DataverseHost Host(bool runsUpdates, out List<string> seen)
    {
        var host = DataverseHost.Create(new() { MovedLookupsRunUpdates = runsUpdates });
        List<string> log = seen = [];
        host.On("Update", "account", 20, call => log.Add(
            $"{call.Target.Id} {string.Join(',', call.Target.Attributes.Keys)} {call.Context.Depth}: "
            + string.Join(", ", Ancestors(call.Context).Select(one => $"{one.MessageName} {one.PrimaryEntityId}"))));
        return host;
    }

    static IEnumerable<IPluginExecutionContext> Ancestors(IPluginExecutionContext context)
    {
        for (var one = context.ParentContext; one is not null; one = one.ParentContext)
        {
            yield return one;
        }
    }

    static Entity[] Accounts(IOrganizationService service) =>
        [.. service.RetrieveMultiple(new QueryExpression("account") { ColumnSet = new(true) }).Entities];
}
