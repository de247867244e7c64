using System;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.PipelineTools;

namespace CrmMilestones.Tests.Host;

/// <summary>Taking a managed solution out of an environment, beside others.</summary>
public sealed class UninstallTests : IDisposable
{
    readonly DataverseHost host = DataverseHost.Create();

    public void Dispose() => host.Dispose();

    [Fact]
    public void An_environment_is_then_as_it_was_before()
    {
        var id = host.System.CreateAccount("Contoso");
        var (rows, columns) = (host.Snapshot(), host.System.AccountColumns());

        host.ImportSolution(TestSolution.Flow);
        host.ImportSolution(TestSolution.Places);
        host.System.Create(new Entity("cm_visit") { ["cm_accountid"] = new EntityReference("account", id) });
        host.UninstallSolution("Flow");
        host.UninstallSolution("Places");

        Assert.Equal(rows, host.Snapshot());
        Assert.Equal(columns, host.System.AccountColumns());
    }

    [Fact]
    public void Its_tables_are_gone()
    {
        host.ImportSolution(TestSolution.Places);

        host.UninstallSolution("Places");

        Fault(Faults.QueryBuilderNoEntity, () => host.System.RetrieveMultiple(new QueryExpression("cm_place")));
    }

    [Fact]
    public void Its_roles_are_taken_from_the_users_who_have_them()
    {
        host.ImportSolution(TestSolution.Role(("prvReadAccount", PrivilegeLevel.Global)));
        var id = host.System.CreateAccount("Contoso");
        var ann = host.ServiceFor(host.AddUser("Ann", roles: "Tester"));
        ann.Retrieve("account", id, new("name"));

        host.UninstallSolution("Roles");
        host.ImportSolution(TestSolution.Role(("prvReadAccount", PrivilegeLevel.Global)));

        Fault(PlatformCodes.PrivilegeDenied, () => ann.Retrieve("account", id, new("name")));
    }

    [Fact]
    public void What_another_solution_brought_stays()
    {
        host.ImportSolution(TestSolution.Flow);
        host.ImportSolution(TestSolution.Places);
        var place = host.System.Create(new Entity("cm_place") { ["cm_name"] = "Sydney", ["cm_code"] = "SYD" });
        var id = host.System.CreateAccount("Contoso", ("cm_placeid", new EntityReference("cm_place", place)));

        host.UninstallSolution("Flow");

        Assert.Equal(place, host.System.Retrieve("account", id, new("cm_placeid")).GetAttributeValue<EntityReference>("cm_placeid").Id);
        Fault(Faults.DuplicateRecordEntityKey, () => host.System.Create(new Entity("cm_place") { ["cm_code"] = "SYD" }));
    }

    [Fact]
    public void What_another_solution_needs_cannot_be_uninstalled()
    {
        host.ImportSolution(TestSolution.Places);
        host.ImportSolution(TestSolution.Of("Tours") with
        {
            Extensions = [new("account", [new() { LogicalName = "cm_tourid", SchemaName = "cm_tourid", Type = ColumnType.Lookup, Targets = ["cm_place"] }], [])],
            Relationships = [new("cm_place_tour", "cm_place", "account", "cm_tourid", CascadeDelete.RemoveLink)],
        });
        var before = host.Snapshot();

        var refusal = Assert.Throws<SolutionImportException>(() => host.UninstallSolution("Places"));

        Assert.Contains("another one needs it", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("'cm_place_tour'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, host.Snapshot());
        host.UninstallSolution("Tours");
        host.UninstallSolution("Places");
    }

    [Fact]
    public void Only_a_managed_solution_that_is_there_is_uninstalled()
    {
        host.ImportSolution(TestSolution.Places with { Manifest = TestSolution.Places.Manifest with { IsManaged = false } });

        Assert.Contains("unmanaged", Refused("Places"), StringComparison.Ordinal);
        Assert.Contains("'Nothing' is not installed", Refused("Nothing"), StringComparison.Ordinal);
    }

    string Refused(string solution) => Assert.Throws<SolutionImportException>(() => host.UninstallSolution(solution)).Message;
}
