using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Dataverse.Import;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using Xunit;
using static CrmMilestones.Tests.Host.PipelineTools;

namespace CrmMilestones.Tests.Host;

/// <summary>Which steps run, when, and what they see.</summary>
public sealed class PipelineStepTests : IDisposable
{
    readonly DataverseHost _host = DataverseHost.Create();
    readonly IOrganizationService _service;

    public PipelineStepTests() => _service = _host.System;

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Stages_run_in_order_and_ranks_within_a_stage()
    {
        List<string> order = [];
        foreach (var (stage, rank) in new[] { (40, 1), (20, 2), (20, 1), (10, 5), (20, 2) })
        {
            var registered = order.Count;
            _host.On("Create", "account", stage, _ => order.Add($"{stage}/{rank}"), rank);
        }

        _service.CreateAccount("Contoso");

        Assert.Equal(["10/5", "20/1", "20/2", "20/2", "40/1"], order);
    }

    [Fact]
    public void A_filtering_attribute_matches_when_its_column_is_present_even_with_an_unchanged_value()
    {
        var runs = 0;
        _host.On("Update", "account", 20, _ => runs++, filter: ["telephone1", "websiteurl"]);
        var id = _service.CreateAccount("Contoso", ("telephone1", "1"));

        _service.UpdateAccount(id, ("name", "Contoso Dental"));
        Assert.Equal(0, runs);
        _service.UpdateAccount(id, ("telephone1", "1"));
        Assert.Equal(1, runs);
        _service.UpdateAccount(id, ("websiteurl", null));
        Assert.Equal(2, runs);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Whether_a_column_that_a_plugin_adds_makes_a_later_filter_match_is_an_option(
        bool seesAdded, int expected)
    {
        using var own = DataverseHost.Create(new() { FiltersSeeAddedColumns = seesAdded });
        var runs = 0;
        own.On("Update", "account", 20, call => call.Target["telephone1"] = "2");
        own.On("Update", "account", 40, _ => runs++, filter: ["telephone1"]);
        var id = own.System.CreateAccount("Contoso");

        own.System.UpdateAccount(id, ("name", "Contoso Dental"));

        Assert.Equal(expected, runs);
    }

    [Fact]
    public void A_pre_image_holds_exactly_the_registered_columns_that_had_a_value()
    {
        List<string[]> seen = [];
        var id = _service.CreateAccount("Contoso", ("telephone1", "1"), ("revenue", new Money(5)));
        foreach (var stage in new[] { 10, 20, 40 })
        {
            _host.On(
                "Update", "account", stage, images: [Pre("Before", "name", "telephone1", "websiteurl")], body: call =>
            {
                var image = call.Context.PreEntityImages["Before"];
                Assert.Equal((id, "account"), (image.Id, image.LogicalName));
                seen.Add(
                    [.. image.Attributes.Select(column => $"{column.Key}={column.Value}")
                        .Order(StringComparer.Ordinal)]);
            });
        }

        _service.UpdateAccount(id, ("name", "New"), ("websiteurl", "www"));

        Assert.Equal(3, seen.Count);
        Assert.All(seen, columns => Assert.Equal(["name=Contoso", "telephone1=1"], columns));
    }

    [Fact]
    public void A_post_image_shows_the_row_as_written()
    {
        Entity? created = null, updated = null;
        _host.On("Create", "account", 40, call => created = call.Context.PostEntityImages["After"],
            images: [Image("After", StepImageKind.Post, ["name", "statecode"], "Id")]);
        _host.On("Update", "account", 40, call => updated = call.Context.PostEntityImages["After"],
            images: [Post("After", "name", "telephone1")]);
        _host.On("Update", "account", 20, call => call.Target["telephone1"] = "set at 20");

        var id = _service.CreateAccount("Contoso");
        _service.UpdateAccount(id, ("name", "New"));

        Assert.Equal(["name", "statecode"], created!.Attributes.Keys.Order());
        Assert.Equal(id, created.Id);
        Assert.Equal(("New", "set at 20"), (updated!["name"], updated["telephone1"]));
    }

    [Fact]
    public void What_a_plugin_does_to_its_image_no_other_step_sees()
    {
        List<(object Name, object Revenue)> seen = [];
        var id = _service.CreateAccount("Contoso", ("revenue", new Money(5)));
        foreach (var rank in new[] { 1, 2 })
        {
            _host.On("Update", "account", 40, rank: rank, images: [Pre("Before", "name", "revenue")], body: call =>
            {
                var image = call.Context.PreEntityImages["Before"];
                seen.Add((image["name"], image.GetAttributeValue<Money>("revenue").Value));
                image["name"] = "Fabrikam";
                image.GetAttributeValue<Money>("revenue").Value = 6;
            });
        }

        _service.UpdateAccount(id, ("telephone1", "1"));

        Assert.Equal([("Contoso", 5m), ("Contoso", 5m)], seen);
    }

    [Fact]
    public void An_image_shows_names_as_they_were_before_the_stage_began()
    {
        List<string> seen = [];
        var parent = _service.CreateAccount("Contoso");
        var id = _service.CreateAccount("Branch", ("parentaccountid", new EntityReference("account", parent)));
        foreach (var rank in new[] { 1, 2 })
        {
            _host.On("Update", "account", 20, rank: rank, filter: ["telephone1"],
                images: [Pre("Before", "parentaccountid")], body: call =>
                {
                    call.System.UpdateAccount(parent, ("name", $"Renamed by {rank}"));
                    var image = call.Context.PreEntityImages["Before"];
                    seen.Add(image.GetAttributeValue<EntityReference>("parentaccountid").Name);
                });
        }

        _service.UpdateAccount(id, ("telephone1", "1"));

        Assert.Equal(["Contoso", "Contoso"], seen);
    }

    [Fact]
    public void Images_that_the_platform_does_not_have_cannot_be_registered()
    {
        foreach (var (message, stage, image) in new[]
        {
            ("Create", 20, Pre("x", "name")), ("Delete", 40, Post("x", "name")), ("Update", 20, Post("x", "name")),
            ("Retrieve", 40, Pre("x", "name")),
        })
        {
            Assert.Throws<SolutionImportException>(
                () => _host.On(message, "account", stage, _ => { }, images: [image]));
        }
    }

    [Fact]
    public void A_step_on_a_message_without_steps_cannot_be_registered() =>
        Assert.Throws<SolutionImportException>(() => _host.On("Associate", "account", 20, _ => { }));

    [Fact]
    public void What_a_plugin_puts_into_Target_before_the_write_is_written()
    {
        _host.On("Create", "account", 20, call => call.Target["telephone1"] = "from plug-in");
        _host.On("Update", "account", 10, call => call.Context.InputParameters["Target"] =
            new Entity("account", call.Target.Id) { ["telephone1"] = "replaced" });

        var id = _service.CreateAccount("Contoso");
        Assert.Equal("from plug-in", _service.Retrieve("account", id, new ColumnSet("telephone1"))["telephone1"]);
        _service.UpdateAccount(id, ("name", "New"));

        var row = _service.Retrieve("account", id, new ColumnSet("name", "telephone1"));
        Assert.Equal(("Contoso", "replaced"), (row["name"], row["telephone1"]));
    }

    [Fact]
    public void The_callers_entity_is_not_the_plugins_Target()
    {
        _host.On("Create", "account", 20, call => call.Target["telephone1"] = "1");
        var sent = Account("Contoso");

        _service.Create(sent);

        Assert.False(sent.Contains("telephone1"));
    }

    [Fact]
    public void An_early_bound_entity_in_place_of_Target_is_refused()
    {
        _host.On(
            "Update", "account", 20,
            call => call.Context.InputParameters["Target"] = new EarlyBoundAccount { Id = call.Target.Id });
        var id = _service.CreateAccount("Contoso");

        var fault = Fault(-2147220956, () => _service.UpdateAccount(id, ("name", "x")));

        Assert.Contains("SerializationException", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Default_values_are_not_in_Target_before_the_write()
    {
        string[]? sent = null;
        _host.On("Create", "account", 20, call => sent = [.. call.Target.Attributes.Keys]);

        var id = _service.CreateAccount("Contoso");

        Assert.Equal(["name"], sent!);
        var row = _service.Retrieve("account", id, new ColumnSet(true));
        Assert.Equal(false, row["creditonhold"]);
        Assert.Equal(0, row.GetAttributeValue<OptionSetValue>("statecode").Value);
    }

    [Fact]
    public void The_new_id_is_an_output_at_stage_40_only()
    {
        List<(int Stage, bool HasId, Guid Primary)> seen = [];
        foreach (var stage in new[] { 10, 20, 40 })
        {
            _host.On("Create", "account", stage, call =>
                seen.Add((stage, call.Context.OutputParameters.Contains("id"), call.Context.PrimaryEntityId)));
        }

        var id = _service.CreateAccount("Contoso");

        Assert.Equal([(10, false, Guid.Empty), (20, false, Guid.Empty), (40, true, id)], seen);
    }

    [Fact]
    public void A_split_update_runs_the_inner_stages_twice_the_state_last()
    {
        List<string> seen = [];
        foreach (var stage in new[] { 10, 20, 40 })
        {
            _host.On(
                "Update", "account", stage,
                call => seen.Add($"{stage}: {string.Join(",", call.Target.Attributes.Keys.Order())}"));
        }

        var id = _service.CreateAccount("Contoso");

        _service.UpdateAccount(
            id, ("name", "New"), ("statecode", new OptionSetValue(1)), ("statuscode", new OptionSetValue(2)));

        Assert.Equal(
        [
            "10: name,statecode,statuscode", "20: name", "40: name", "20: statecode,statuscode",
            "40: statecode,statuscode",
        ], seen);
        var row = _service.Retrieve("account", id, new ColumnSet("name", "statecode"));
        Assert.Equal(("New", 1), (row["name"], row.GetAttributeValue<OptionSetValue>("statecode").Value));
    }

    [Fact]
    public void The_same_instance_executes_every_time()
    {
        var plugin = new CountingPlugin();
        _host.RegisterStep(
            new(Guid.NewGuid(), "count", "Create", Guid.NewGuid(), "account", [], 20, false, 1, null, []), plugin);

        _service.CreateAccount("A");
        var thread = new System.Threading.Thread(() => _service.CreateAccount("B"));
        thread.Start();
        thread.Join();

        Assert.Equal(2, plugin.Executions);
    }

    [Fact]
    public void A_service_kept_from_an_earlier_execution_is_dead()
    {
        IOrganizationService? kept = null;
        _host.On(
            "Create", "account", 20, call => (kept ??= call.Service).RetrieveMultiple(new QueryExpression("contact")));

        _service.CreateAccount("A");

        var fault = Fault(-2147220956, () => _service.CreateAccount("B"));

        Assert.Contains("ObjectDisposedException", fault.TraceText, StringComparison.Ordinal);
    }

    sealed class CountingPlugin : IPlugin
    {
        public int Executions { get; private set; }

        public void Execute(IServiceProvider serviceProvider) => Executions++;
    }

    sealed class EarlyBoundAccount : Entity
    {
        public EarlyBoundAccount() : base("account") { }
    }
}
