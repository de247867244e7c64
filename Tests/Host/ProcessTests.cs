using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.PipelineTools;
using static CrmMilestones.Tests.Host.TestSolution;

namespace CrmMilestones.Tests.Host;

/// <summary>Instances of business process flows and what the platform checks in them.</summary>
public sealed class ProcessTests : IDisposable
{
    const int PathEnd = -2147089323;
    const int PathStart = -2147089322;

    readonly DataverseHost _host = Host();
    readonly IOrganizationService _service;
    readonly Guid _account;

    public ProcessTests()
    {
        _service = _host.System;
        _account = _service.CreateAccount("Contoso");
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_new_instance_starts_at_the_first_stage()
    {
        var row = Read(Start());

        Assert.Equal(Stages[0], row.GetAttributeValue<EntityReference>("activestageid").Id);
        Assert.Equal(Stages[0].ToString(), row["traversedpath"]);
        Assert.Equal(ProcessId, row.GetAttributeValue<EntityReference>("processid").Id);
        Assert.Equal("Customer flow", row["bpf_name"]);
        Assert.True(row.Contains("activestagestartedon"));
        Assert.Equal((0, 1), State(row));
    }

    [Fact]
    public void An_instance_may_start_at_a_later_stage_when_its_path_leads_there()
    {
        Fault(PathEnd, () => Start(("activestageid", Stage(1))));

        Assert.Equal(Path(2), Read(Start(("activestageid", Stage(1)), ("traversedpath", Path(2))))["traversedpath"]);
    }

    [Fact]
    public void An_instance_needs_its_primary_record()
    {
        Fault(-2147089325, () => _service.Create(new Entity("cm_flow")));
        Fault(
            -2147089325,
            () => _service.Create(
                new Entity("cm_flow") { ["bpf_accountid"] = new EntityReference("account", Guid.NewGuid()) }));
    }

    [Fact]
    public void An_instance_needs_its_process() => Fault(-2147089319, () => Start(("processid", null)));

    [Fact]
    public void A_record_has_one_instance_of_a_process()
    {
        Start();

        Fault(-2147089513, () => Start());
    }

    [Fact]
    public void The_active_stage_cannot_be_empty()
    {
        Fault(-2147089335, () => Start(("activestageid", null)));
        var id = Start();

        Fault(-2147089335, () => Update(id, ("activestageid", null)));
    }

    [Fact]
    public void The_active_stage_must_be_in_the_process()
    {
        var id = Start();
        var other = Guid.NewGuid();

        Fault(-2147089328, () => Update(
            id, ("activestageid", new EntityReference("processstage", other)),
            ("traversedpath", $"{Stages[0]},{other}")));
    }

    [Fact]
    public void The_path_must_end_with_the_active_stage()
    {
        var id = Start();

        Fault(PathEnd, () => Update(id, ("activestageid", Stage(1))));
        Fault(PathEnd, () => Update(id, ("traversedpath", Path(2))));
    }

    [Fact]
    public void The_path_must_begin_with_the_first_stage()
    {
        var id = Start();

        Fault(PathStart, () => Update(id, ("activestageid", Stage(1)), ("traversedpath", Stages[1].ToString())));
        Fault(PathStart, () => Update(id, ("traversedpath", "")));
    }

    [Fact]
    public void The_process_moves_forward_one_stage_at_a_time_and_back_to_any()
    {
        var id = Start();
        Fault(-2146885629, () => Move(id, 2));

        Move(id, 1);
        Move(id, 2);
        Assert.Equal(Path(3), Read(id)["traversedpath"]);
        Move(id, 0);

        Assert.Equal(Path(1), Read(id)["traversedpath"]);
    }

    [Fact]
    public void A_path_with_a_gap_is_refused()
    {
        var id = Start();
        Move(id, 1);

        Fault(
            -2147089328, () => Update(id, ("activestageid", Stage(2)), ("traversedpath", $"{Stages[0]},{Stages[2]}")));
    }

    [Fact]
    public void A_finished_instance_cannot_be_moved_until_it_is_reactivated()
    {
        var id = Start();
        Update(id, ("statecode", new OptionSetValue(1)), ("statuscode", new OptionSetValue(2)));
        Assert.Equal((1, 2), State(Read(id)));
        Assert.True(Read(id).Contains("completedon"));
        Fault(-2147089545, () => Move(id, 1));

        Update(id, ("statecode", new OptionSetValue(0)), ("statuscode", new OptionSetValue(1)));
        Move(id, 1);

        Assert.False(Read(id).Contains("completedon"));
        Assert.Equal(Stages[1], Read(id).GetAttributeValue<EntityReference>("activestageid").Id);
    }

    [Fact]
    public void An_instance_can_be_aborted_but_not_finished_in_state_active()
    {
        var id = Start();
        Fault(
            -2147187704, () => Update(id, ("statecode", new OptionSetValue(0)), ("statuscode", new OptionSetValue(2))));

        Update(id, ("statecode", new OptionSetValue(1)), ("statuscode", new OptionSetValue(3)));

        Assert.Equal((1, 3), State(Read(id)));
    }

    [Fact]
    public void Steps_on_the_table_of_instances_run()
    {
        List<string> seen = [];
        _host.On("Create", "cm_flow", 20, call => seen.Add("Create"));
        _host.On("Update", "cm_flow", 40, _ => seen.Add("Update"), filter: ["activestageid"]);

        Move(Start(), 1);

        Assert.Equal(["Create", "Update"], seen);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whether_required_steps_hold_on_the_server_is_an_option(bool enforced)
    {
        using var own = Host(new() { EnforceRequiredSteps = enforced });
        var record = own.System.CreateAccount("Contoso");
        var id = own.System.Create(
            new Entity("cm_flow") { ["bpf_accountid"] = new EntityReference("account", record) });
        void MoveOn() =>
            own.System.Update(new Entity("cm_flow", id) { ["activestageid"] = Stage(1), ["traversedpath"] = Path(2) });

        if (enforced)
        {
            Fault(-2147089382, MoveOn);
            own.System.UpdateAccount(record, ("telephone1", "1"));
        }
        MoveOn();
    }

    [Fact]
    public void The_instances_and_the_path_of_a_record_can_be_read()
    {
        var id = Start();
        Move(id, 1);

        var instance = Assert.Single(Instances(_service, _account));
        Assert.Equal((id, ProcessId, Stages[1]), (instance.Id, instance["processid"], instance["processstageid"]));
        var path = _service.Execute(new OrganizationRequest("RetrieveActivePath") { ["ProcessInstanceId"] = id });
        Assert.Equal(
            ["First", "Second", "Third"], ((EntityCollection)path["ProcessStages"])
                .Entities.Select(stage => stage["stagename"]));
    }

    [Fact]
    public void Importing_the_process_again_keeps_its_instances()
    {
        var id = Start();

        _host.ImportSolution(Flow);

        Assert.Equal(Stages[0], Read(id).GetAttributeValue<EntityReference>("activestageid").Id);
    }

    static DataverseHost Host(DataverseOptions? options = null)
    {
        var host = DataverseHost.Create(options);
        host.ImportSolution(Flow);
        return host;
    }

    static EntityReference Stage(int index) => new("processstage", Stages[index]);

    static string Path(int length) => string.Join(",", Stages.Take(length));

    static DataCollection<Entity> Instances(IOrganizationService service, Guid record) =>
        ((EntityCollection)service.Execute(
        new OrganizationRequest("RetrieveProcessInstances")
        {
            ["EntityId"] = record,
            ["EntityLogicalName"] = "account"
        })["Processes"]).Entities;

    static (int State, int Status) State(Entity row) =>
        (row.GetAttributeValue<OptionSetValue>("statecode").Value, row.GetAttributeValue<OptionSetValue>("statuscode")
            .Value);

    Guid Start(params (string Column, object? Value)[] values)
    {
        var row = new Entity("cm_flow") { ["bpf_accountid"] = new EntityReference("account", _account) };
        foreach (var (column, value) in values)
        {
            row[column] = value;
        }

        return _service.Create(row);
    }

    void Move(Guid id, int stage) => Update(id, ("activestageid", Stage(stage)), ("traversedpath", Path(stage + 1)));

    void Update(Guid id, params (string Column, object? Value)[] values)
    {
        var row = new Entity("cm_flow", id);
        foreach (var (column, value) in values)
        {
            row[column] = value;
        }

        _service.Update(row);
    }

    Entity Read(Guid id) => _service.Retrieve("cm_flow", id, new ColumnSet(true));
}
