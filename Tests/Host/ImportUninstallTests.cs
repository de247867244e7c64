using System;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.PipelineTools;

namespace CrmMilestones.Tests.Host;

/// <summary>Taking a managed solution out of an environment, beside others.</summary>
public sealed class ImportUninstallTests : IDisposable
{
    readonly DataverseHost _host = DataverseHost.Create();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void An_environment_is_then_as_it_was_before()
    {
        var id = _host.System.CreateAccount("Contoso");
        var (rows, columns) = (_host.Snapshot(), _host.System.AccountColumns());

        _host.ImportSolution(TestSolution.Flow);
        _host.ImportSolution(TestSolution.Places);
        _host.System.Create(new Entity("cm_visit") { ["cm_accountid"] = new EntityReference("account", id) });
        _host.UninstallSolution("Flow");
        _host.UninstallSolution("Places");

        Assert.Equal(rows, _host.Snapshot());
        Assert.Equal(columns, _host.System.AccountColumns());
    }

    [Fact]
    public void Its_tables_are_gone()
    {
        _host.ImportSolution(TestSolution.Places);

        _host.UninstallSolution("Places");

        Fault(Faults.QueryBuilderNoEntity, () => _host.System.RetrieveMultiple(new QueryExpression("cm_place")));
    }

    [Fact]
    public void Its_roles_are_taken_from_the_users_who_have_them()
    {
        _host.ImportSolution(TestSolution.Role(("prvReadAccount", PrivilegeLevel.Global)));
        var id = _host.System.CreateAccount("Contoso");
        var ann = _host.ServiceFor(_host.AddUser("Ann", roles: "Tester"));
        ann.Retrieve("account", id, new("name"));

        _host.UninstallSolution("Roles");
        _host.ImportSolution(TestSolution.Role(("prvReadAccount", PrivilegeLevel.Global)));

        Fault(PlatformCodes.PrivilegeDenied, () => ann.Retrieve("account", id, new("name")));
    }

    [Fact]
    public void What_another_solution_brought_stays()
    {
        _host.ImportSolution(TestSolution.Flow);
        _host.ImportSolution(TestSolution.Places);
        var place = _host.System.Create(new Entity("cm_place") { ["cm_name"] = "Sydney", ["cm_code"] = "SYD" });
        var id = _host.System.CreateAccount("Contoso", ("cm_placeid", new EntityReference("cm_place", place)));

        _host.UninstallSolution("Flow");

        Assert.Equal(
            place, _host.System.Retrieve("account", id, new("cm_placeid"))
                .GetAttributeValue<EntityReference>("cm_placeid").Id);
        Fault(
            Faults.DuplicateRecordEntityKey, () => _host.System.Create(new Entity("cm_place") { ["cm_code"] = "SYD" }));
    }

    [Fact]
    public void What_another_solution_needs_cannot_be_uninstalled()
    {
        _host.ImportSolution(TestSolution.Places);
        _host.ImportSolution(TestSolution.Of("Tours") with
        {
            Extensions = [
                new(
                    "account",
                    [new() { LogicalName = "cm_tourid", SchemaName = "cm_tourid", Type = ColumnType.Lookup,
                        Targets = ["cm_place"] }], [])],
            Relationships = [new("cm_place_tour", "cm_place", "account", "cm_tourid", CascadeDelete.RemoveLink)],
        });
        var before = _host.Snapshot();

        var refusal = Assert.Throws<SolutionImportException>(() => _host.UninstallSolution("Places"));

        Assert.Contains("another one needs it", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("'cm_place_tour'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, _host.Snapshot());
        _host.UninstallSolution("Tours");
        _host.UninstallSolution("Places");
    }

    [Fact]
    public void Only_a_managed_solution_that_is_there_is_uninstalled()
    {
        _host.ImportSolution(
            TestSolution.Places with { Manifest = TestSolution.Places.Manifest with { IsManaged = false } });

        Assert.Contains("unmanaged", Refused("Places"), StringComparison.Ordinal);
        Assert.Contains("'Nothing' is not installed", Refused("Nothing"), StringComparison.Ordinal);
    }

    string Refused(string solution) =>
        Assert.Throws<SolutionImportException>(() => _host.UninstallSolution(solution)).Message;
}
