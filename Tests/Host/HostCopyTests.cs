using System;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.PipelineTools;
using static CrmMilestones.Tests.Host.PluginPackage;

namespace CrmMilestones.Tests.Host;

/// <summary>Copies of an environment, which tests use instead of importing anew.</summary>
public sealed class HostCopyTests : IDisposable
{
    readonly DataverseHost _host = DataverseHost.Create();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_copy_has_the_same_rows()
    {
        _host.System.CreateAccount("Contoso");
        _host.ImportSolution(TestSolution.Places);
        using var copy = _host.Copy();
        Assert.Equal(_host.Snapshot(), copy.Snapshot());
    }

    [Fact]
    public void What_happens_in_one_does_not_happen_in_the_other()
    {
        using var copy = _host.Copy();
        var before = _host.Snapshot();
        var id = copy.System.CreateAccount("Contoso");
        Assert.Equal(before, _host.Snapshot());
        Assert.Equal("Contoso", copy.System.Retrieve("account", id, new ColumnSet("name"))["name"]);
    }

    [Fact]
    public void Row_versions_go_on_after_those_that_are_there()
    {
        var id = _host.System.CreateAccount("Contoso");
        using var copy = _host.Copy();
        long Version(Guid account) => long.Parse(
            copy.System.Retrieve("account", account, new ColumnSet(false)).RowVersion, null);
        Assert.True(Version(copy.System.CreateAccount("Fabrikam")) > Version(id));
    }

    [Fact]
    public void The_plugins_of_its_solutions_run()
    {
        _host.ImportSolution(Package());
        using var copy = _host.Copy();
        Assert.Equal("From the assembly.", Fault(-2147220891, () => copy.System.CreateAccount("Contoso")).Message);
    }

    [Fact]
    public void Its_solutions_can_be_uninstalled()
    {
        var before = _host.Snapshot();
        _host.ImportSolution(Package());
        using var copy = _host.Copy();
        copy.UninstallSolution("Plugins");
        Assert.Equal(before, copy.Snapshot());
        copy.System.CreateAccount("No step refuses");
    }

    [Fact]
    public void A_copy_lies_in_memory() =>
        Assert.Throws<ArgumentException>(() => _host.Copy(new() { Path = "crm.sqlite" }));
}
