using System;
using System.Linq;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Dataverse.Import.PrivilegeLevel;
using static CrmMilestones.Tests.Host.TestSolution;

namespace CrmMilestones.Tests.Host;

/// <summary>Processes that start with a new row.</summary>
public sealed class ProcessStartTests : IDisposable
{
    readonly DataverseHost _host = Host();
    readonly IOrganizationService _service;

    public ProcessStartTests() => _service = _host.System;

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_row_starts_no_process_by_itself()
    {
        _service.CreateAccount("A");

        Assert.Empty(_service.RetrieveMultiple(new QueryExpression("cm_flow")).Entities);
    }

    [Fact]
    public void By_option_a_new_row_starts_the_process_that_its_processid_allows()
    {
        using var own = Host(new() { AutoCreateProcessInstances = true });
        var seen = 0;
        own.On("Create", "cm_flow", 20, _ => seen++);

        var with = own.System.CreateAccount("A");
        own.System.CreateAccount("B", ("processid", Guid.Empty));
        own.ServiceFor(own.AddUser("Ann", roles: "System Administrator")).CreateAccount("C", ("processid", ProcessId));

        Assert.Equal(2, seen);
        Assert.Equal(Stages[0], Assert.Single(Instances(own.System, with)).GetAttributeValue<Guid>("processstageid"));
    }

    [Fact]
    public void The_process_that_processid_names_starts_if_the_caller_may_whatever_the_option_says()
    {
        _host.ImportSolution(TestSolution.Role(("prvCreateAccount", Global)));
        var nobody = _host.ServiceFor(_host.AddUser("Ned", roles: "Tester"));

        var named = _service.CreateAccount("A", ("processid", ProcessId));
        var none = _service.CreateAccount("B", ("processid", Guid.Empty));
        var unknown = _service.CreateAccount("C", ("processid", Guid.NewGuid()));
        var forbidden = nobody.CreateAccount("D", ("processid", ProcessId));

        Assert.Equal(
            [1, 0, 0, 0],
            new[] { named, none, unknown, forbidden }.Select(account => Instances(_service, account).Count));
    }

    [Fact]
    public void A_plug_in_may_choose_the_process_of_a_new_row_at_stage_20()
    {
        using var own = Host(new() { AutoCreateProcessInstances = true });
        own.On("Create", "account", 20, call => call.Target["processid"] = Guid.Empty);

        Assert.Empty(Instances(own.System, own.System.CreateAccount("A")));
    }

    [Fact]
    public void An_instance_that_starts_by_itself_is_no_deeper_than_its_row()
    {
        using var own = Host(new() { AutoCreateProcessInstances = true });
        (int Depth, string Message)? seen = null;
        own.On("Create", "cm_flow", 20,
            call => seen = (call.Context.Depth, call.Context.ParentContext.ParentContext.PrimaryEntityName));

        own.System.CreateAccount("A");

        Assert.Equal((1, "account"), seen);
    }

    static DataCollection<Entity> Instances(IOrganizationService service, Guid record) =>
        ((EntityCollection)service.Execute(
        new OrganizationRequest("RetrieveProcessInstances")
        {
            ["EntityId"] = record,
            ["EntityLogicalName"] = "account"
        })["Processes"]).Entities;

    static DataverseHost Host(DataverseOptions? options = null)
    {
        var host = DataverseHost.Create(options);
        host.ImportSolution(Flow);
        return host;
    }
}
