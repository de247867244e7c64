using System;
using System.Collections.Generic;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Import;
using Microsoft.Xrm.Sdk;
using Xunit;
using static CrmMilestones.Tests.Host.PipelineTools;

namespace CrmMilestones.Tests.Host;

/// <summary>Custom APIs as messages: parameters, main operation, privilege and steps.</summary>
public sealed class CustomApiTests : IDisposable
{
    const int Missing = -2147220989, Unknown = -2147220715, Denied = -2147220960, Unexpected = -2147220970;

    static readonly CustomApi Count = new("cm_Count")
    {
        IsFunction = true,
        Parameters = [new("AsOf", CustomApiType.DateAndTime), new("Market", CustomApiType.Text, IsOptional: true)],
        Properties = [new("Active", CustomApiType.WholeNumber)],
    };

    static readonly CustomApi Recompute = new("cm_Recompute")
    {
        Binding = CustomApiBinding.Row,
        BoundTable = "account",
        AllowedSteps = AllowedSteps.All,
        Properties = [new("Changed", CustomApiType.YesNo)],
    };

    readonly DataverseHost _host = DataverseHost.Create();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void The_plug_in_gets_the_parameters_at_stage_30_and_sets_the_properties()
    {
        (string Message, string Table, int Stage, bool IsInTransaction)? seen = null;
        _host.On(Count, call =>
        {
            seen = (call.Context.MessageName, call.Context.PrimaryEntityName, call.Context.Stage,
                call.Context.IsInTransaction);
            call.Context.OutputParameters["Active"] = ((DateTime)call.Context.InputParameters["AsOf"]).Year;
        });

        var response = _host.System.Execute(Request(("AsOf", new DateTime(2026, 5, 31))));

        Assert.Equal(("cm_Count", "none", 30, true), seen);
        Assert.Equal(("cm_Count", 2026), (response.ResponseName, response["Active"]));
    }

    [Fact]
    public void Parameters_that_are_missing_unknown_or_of_another_type_are_refused()
    {
        _host.On(Count, null);

        Assert.Equal("Required field 'AsOf' is missing for RequestName='cm_Count'", Message(Missing));
        Assert.Equal("Unrecognized request parameter: Target",
            Message(Unknown, ("AsOf", DateTime.UnixEpoch), ("Target", new EntityReference("account", Guid.NewGuid()))));
        Assert.Contains("'AsOf'", Message(Missing, ("AsOf", "2026-05-31")), StringComparison.Ordinal);
        Assert.Contains("'Market'", Message(Missing, ("AsOf", DateTime.UnixEpoch), ("Market", 1)),
            StringComparison.Ordinal);

        string Message(int code, params (string, object)[] parameters) =>
            Fault(code, () => _host.System.Execute(Request(parameters))).Message;
    }

    [Fact]
    public void Results_that_are_undeclared_or_of_another_type_are_refused()
    {
        _host.On(Count, call => call.Context.OutputParameters["Inactive"] = 1);
        Fault(Unexpected, () => _host.System.Execute(Request(("AsOf", DateTime.UnixEpoch))));

        _host.On(Count, call => call.Context.OutputParameters["Active"] = "1");
        Fault(Missing, () => _host.System.Execute(Request(("AsOf", DateTime.UnixEpoch))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whether_an_optional_parameter_that_is_left_out_has_a_default_is_an_option(bool hasDefault)
    {
        using var host = DataverseHost.Create(new() { OptionalParametersHaveDefaults = hasDefault });
        CustomApi api = new("cm_Optional")
        {
            Parameters =
            [
                new("Day", CustomApiType.DateAndTime, IsOptional: true),
                new("Text", CustomApiType.Text, IsOptional: true),
            ],
        };
        ParameterCollection? inputs = null;
        host.On(api, call => inputs = call.Context.InputParameters);

        host.System.Execute(new OrganizationRequest("cm_Optional"));

        Assert.Equal(hasDefault, inputs!.TryGetValue("Day", out object day));
        Assert.Equal(hasDefault ? DateTime.MinValue : null, day);
        Assert.False(inputs.Contains("Text"));
    }

    [Fact]
    public void A_bound_api_is_about_the_row_that_Target_names()
    {
        (string Table, Guid Id) seen = default;
        _host.On(Recompute, call => seen = (call.Context.PrimaryEntityName, call.Context.PrimaryEntityId));
        var id = Guid.NewGuid();

        _host.System.Execute(Of("account", id));

        Assert.Equal(("account", id), seen);
        Fault(Missing, () => _host.System.Execute(new OrganizationRequest("cm_Recompute")));
        Fault(Missing, () => _host.System.Execute(Of("contact", id)));
    }

    [Fact]
    public void The_caller_needs_the_privilege_that_the_api_names()
    {
        _host.ImportSolution(TestSolution.Role(("prvWriteAccount", PrivilegeLevel.Basic)));
        _host.On(Recompute with { ExecutePrivilege = "prvwriteaccount" }, null);
        var tester = _host.ServiceFor(_host.AddUser("Tess", roles: "Tester"));
        var nobody = _host.ServiceFor(_host.AddUser("Ned"));

        tester.Execute(Of("account", Guid.NewGuid()));

        Fault(Denied, () => nobody.Execute(Of("account", Guid.NewGuid())));
    }

    [Fact]
    public void Steps_run_around_the_main_operation_and_a_refusal_undoes_it()
    {
        List<int> stages = [];
        _host.On(Recompute, call =>
        {
            stages.Add(call.Context.Stage);
            call.System.CreateAccount("Side effect");
            call.Context.OutputParameters["Changed"] = true;
        });
        foreach (var stage in new[] { 10, 20, 40 })
        {
            _host.On("cm_Recompute", "account", stage, call => stages.Add(call.Context.Stage));
        }

        Assert.Equal(true, _host.System.Execute(Of("account", Guid.NewGuid()))["Changed"]);
        Assert.Equal([10, 20, 30, 40], stages);

        var before = _host.Snapshot();
        _host.On("cm_Recompute", "account", 40, Refuse, rank: 2);
        Fault(-2147220891, () => _host.System.Execute(Of("account", Guid.NewGuid())));
        Assert.Equal(before, _host.Snapshot());
    }

    [Fact]
    public void An_api_without_plug_in_is_a_mere_event()
    {
        _host.On(Recompute, null);
        _host.On("cm_Recompute", "account", 40, call => call.Context.OutputParameters["Changed"] = false);

        Assert.Equal(false, _host.System.Execute(Of("account", Guid.NewGuid()))["Changed"]);
    }

    [Theory]
    [InlineData(AllowedSteps.None, "account")]
    [InlineData(AllowedSteps.Asynchronous, "account")]
    [InlineData(AllowedSteps.All, "contact")]
    public void A_step_that_the_api_does_not_allow_cannot_be_registered(AllowedSteps allowed, string table)
    {
        _host.On(Recompute with { AllowedSteps = allowed }, null);

        Assert.Throws<SolutionImportException>(() => _host.On("cm_Recompute", table, 40, Refuse));
    }

    [Fact]
    public void A_private_api_cannot_be_called_by_plug_ins()
    {
        _host.On(Recompute with { IsPrivate = true }, null);
        _host.On("Create", "account", 40, call => call.System.Execute(Of("account", call.Target.Id)));

        _host.System.Execute(Of("account", Guid.NewGuid()));

        Fault(Missing, () => _host.System.CreateAccount("Contoso"));
    }

    [Fact]
    public void Its_requests_are_one_deeper_and_come_from_its_main_operation()
    {
        (int Depth, string Message, int Stage, string Table)? seen = null;
        IPluginExecutionContext? beyond = null;
        _host.On(Recompute, call => call.System.CreateAccount("Nested"));
        _host.On("Create", "account", 10, call =>
        {
            var parent = call.Context.ParentContext;
            seen = (call.Context.Depth, parent.MessageName, parent.Stage, parent.PrimaryEntityName);
            beyond = parent.ParentContext;
        });

        var calls = _host.CallsDuring(() => _host.System.Execute(Of("account", Guid.NewGuid())));

        Assert.Equal((2, "cm_Recompute", 30, "account"), seen);
        Assert.Null(beyond);
        var call = Assert.Single(calls);
        Assert.Equal(("cm_Recompute", "Create"), (call.Step, call.Message));
    }

    static OrganizationRequest Request(params (string Name, object Value)[] parameters)
    {
        var request = new OrganizationRequest("cm_Count");
        foreach (var (name, value) in parameters)
        {
            request[name] = value;
        }

        return request;
    }

    static OrganizationRequest Of(string table, Guid id) =>
        new("cm_Recompute") { ["Target"] = new EntityReference(table, id) };
}
