using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Import;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.PipelineTools;

namespace CrmMilestones.Tests.Host;

/// <summary>Steps of mode 1: after the commit, in order, with no power to undo it.</summary>
public sealed class AsynchronousStepTests : IDisposable
{
    readonly DataverseHost _host = DataverseHost.Create();
    readonly List<string> _seen = [];

    public void Dispose() => _host.Dispose();

    [Fact]
    public void They_run_after_the_transaction_in_the_order_of_their_causes_and_ranks()
    {
        Later("Update", "account", call => Saw("second", call), rank: 2);
        Later("Update", "account", call => Saw("first", call), rank: 1);
        Later("Create", "contact", call => Saw("contact", call));
        _host.On("Update", "account", 40, rank: 9, body: call =>
        {
            Saw("synchronous", call);
            call.System.Create(new("contact") { ["lastname"] = "x" });
        });
        var id = _host.System.CreateAccount("Contoso");

        _host.System.UpdateAccount(id, ("telephone1", "1"));

        Assert.Equal(
            [
                "synchronous 0 True depth 1", "contact 1 False depth 2", "first 1 False depth 1",
                "second 1 False depth 1",
            ], _seen);
        Assert.All(_host.AsynchronousRuns, run => Assert.Null(run.Error));
    }

    [Fact]
    public void A_failure_goes_into_the_log_and_undoes_nothing_but_its_own_request()
    {
        Later("Create", "account", call =>
        {
            call.System.Create(new("contact") { ["lastname"] = "Kept" });
            Refuse(call);
        });
        Later("Create", "account", call => Saw("next", call), rank: 2);

        _host.System.CreateAccount("Contoso");

        Assert.Equal(
            ["No Create at 40.", null], _host.AsynchronousRuns.Select(run => run.Error));
        Assert.Single(Rows("account"));
        Assert.Single(Rows("contact"));
        Assert.Single(_seen);
    }

    [Fact]
    public void They_do_not_run_for_a_save_that_is_undone()
    {
        Later("Create", "account", call => Saw("never", call));
        _host.On("Create", "account", 40, Refuse, rank: 2);

        Fault(-2147220891, () => _host.System.CreateAccount("Contoso"));

        Assert.Empty(_host.AsynchronousRuns);
    }

    [Fact]
    public void They_see_images_and_their_requests_are_marked_in_the_log_of_calls()
    {
        string? names = null;
        Later(
            "Update", "account", images: [Pre("Before", "name"), Post("After", "name")], body: call =>
            {
                var (before, after) = (call.Context.PreEntityImages["Before"], call.Context.PostEntityImages["After"]);
                names = $"{before["name"]} {after["name"]}";
                call.System.Create(new("contact") { ["lastname"] = "x" });
            });
        var id = _host.System.CreateAccount("Old");

        var calls = _host.CallsDuring(() => _host.System.UpdateAccount(id, ("name", "New")));

        Assert.Equal("Old New", names);
        Assert.True(Assert.Single(calls).IsAsynchronous);
    }

    [Fact]
    public void What_they_cause_runs_too_until_it_is_too_deep()
    {
        Later("Create", "account", call => call.System.CreateAccount($"Depth {call.Context.Depth}"));

        _host.System.CreateAccount("Contoso");

        Assert.Equal(8, _host.AsynchronousRuns.Count);
        Assert.Contains("infinite loop", _host.AsynchronousRuns[7].Error, StringComparison.Ordinal);
        Assert.Equal(8, Rows("account").Length);
    }

    [Theory]
    [InlineData("CustomAsync", "20")]
    [InlineData("CustomSync", "asynchronous")]
    [InlineData("CustomSync,CustomAsync", "")]
    public void They_are_bypassed_apart_from_synchronous_ones(string bypassed, string expected)
    {
        Later("Create", "account", _ => _seen.Add("asynchronous"));
        _host.On("Create", "account", 20, _ => _seen.Add("20"));

        _host.System.Execute(new CreateRequest
        {
            Target = Account("Contoso"),
            ["BypassBusinessLogicExecution"] = bypassed,
        });

        Assert.Equal(expected, string.Join(',', _seen));
    }

    [Fact]
    public void A_custom_api_that_allows_asynchronous_steps_only_takes_them()
    {
        _host.On(new CustomApi("cm_OnChanged") { AllowedSteps = AllowedSteps.Asynchronous }, null);
        Later("cm_OnChanged", null, call => Saw("event", call));

        _host.System.Execute(new OrganizationRequest("cm_OnChanged"));

        Assert.Equal(["event 1 False depth 1"], _seen);
    }

    void Saw(string what, PluginCall call) =>
        _seen.Add($"{what} {call.Context.Mode} {call.Context.IsInTransaction} depth {call.Context.Depth}");

    void Later(
        string message, string? table, Action<PluginCall> body, int rank = 1, StepImage[]? images = null) =>
        _host.OnLater(message, table, body, rank, images);

    Entity[] Rows(string table) => [.. _host.System.RetrieveMultiple(new QueryExpression(table)).Entities];
}
