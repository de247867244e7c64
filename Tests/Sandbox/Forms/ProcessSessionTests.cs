using System;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Dataverse;
using CrmMilestones.Sandbox.App.Forms.Process;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.Forms;

/// <summary>What the process bar shows and what its buttons send.</summary>
public sealed class ProcessSessionTests : IDisposable
{
    readonly DataverseHost _host = Packed.Host();
    readonly IOrganizationService _rep;
    readonly Guid _account;

    public ProcessSessionTests()
    {
        _rep = _host.ServiceFor(_host.AddUser("Robin Rep", roles: "CM Lifecycle Administrator"));
        var market = _host.System.Create(new Entity("cm_market") { ["cm_name"] = "Australia", ["cm_code"] = "AU" });
        var contact = _host.System.Create(new Entity("contact") { ["lastname"] = "Nguyen" });
        _account = _rep.Create(new Entity("account")
        {
            ["name"] = "Contoso Dental",
            ["cm_lifecyclestage"] = new OptionSetValue(727000000),
            ["cm_marketid"] = new EntityReference("cm_market", market),
            ["primarycontactid"] = new EntityReference("contact", contact),
            ["cm_agreementsignedon"] = DateTime.UtcNow.Date.AddDays(-9),
            ["cm_billingmodel"] = new OptionSetValue(727000000),
        });
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_row_without_an_instance_shows_the_first_stage_and_nothing_is_written()
    {
        var process = Open();
        Assert.Equal("Ciclo de vida del cliente", process.Definition!.Name.In(3082));
        Assert.Equal(
            ["Prospect", "Onboarding", "Compliance", "Readiness", "Live"],
            process.Definition.Stages.Select(stage => stage.Name.In(1033)));
        Assert.Equal((0, true, null), (process.Active, process.IsRunning, process.StartedOn));
        Assert.Empty(Instances());
    }

    [Fact]
    public void The_stage_gate_names_the_required_steps_that_are_empty()
    {
        var row = _rep.Retrieve("account", _account, new ColumnSet(true));
        var process = Open();
        Assert.Equal(
            ["cm_billingtiming"],
            process.Missing(column => row.GetAttributeValue<object>(column)).Select(step => step.Column));
    }

    [Fact]
    public void Next_moves_the_customer_and_back_needs_what_the_server_asks_for()
    {
        _rep.Update(new Entity("account", _account) { ["cm_billingtiming"] = new OptionSetValue(727000000) });
        var process = Open();
        process.MoveTo(1);
        Assert.Equal((1, 727000001), (process.Active, Stage()));
        Assert.NotNull(process.StartedOn);

        var refusal = Assert.Throws<FaultException<OrganizationServiceFault>>(() => process.MoveTo(0));
        Assert.StartsWith("CM003", refusal.Message, StringComparison.Ordinal);
        _rep.Update(new Entity("account", _account) { ["cm_stagechangereason"] = "Signed by the wrong person" });
        process.MoveTo(0);
        Assert.Equal((0, 727000000), (process.Active, Stage()));
    }

    [Fact]
    public void A_move_that_the_server_refuses_leaves_the_stage_where_it_is()
    {
        var process = Open();
        var refusal = Assert.Throws<FaultException<OrganizationServiceFault>>(() => process.MoveTo(1));
        Assert.StartsWith("CM001", refusal.Message, StringComparison.Ordinal);
        var again = Open();
        Assert.Equal((0, 727000000), (again.Active, Stage()));
    }

    [Fact]
    public void Finishing_abandoning_and_reactivating_change_the_instance_alone()
    {
        var process = Open();
        process.Finish();
        Assert.Equal((true, false), (process.IsFinished, process.IsRunning));
        process.Reactivate();
        Assert.True(process.IsRunning);
        process.Abandon();
        Assert.True(Open().IsAborted);
        Assert.Equal(727000000, Stage());
    }

    [Fact]
    public void Who_may_not_read_the_process_is_shown_none()
    {
        ProcessSession process = new(
            _host.Processes, _host.ServiceFor(_host.AddUser("Nobody")), "account", _account);
        process.Load();
        Assert.Null(process.Definition);
    }

    ProcessSession Open()
    {
        ProcessSession process = new(_host.Processes, _rep, "account", _account);
        process.Load();
        return process;
    }

    DataCollection<Entity> Instances() =>
        _host.System.RetrieveMultiple(new QueryExpression("cm_customerlifecycle")).Entities;

    int Stage() => _host.System.Retrieve("account", _account, new ColumnSet("cm_lifecyclestage"))
        .GetAttributeValue<OptionSetValue>("cm_lifecyclestage").Value;
}
