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

/// <summary>Several rows or requests at once.</summary>
public sealed class MessagesBulkTests : IDisposable
{
    readonly DataverseHost _host = DataverseHost.Create();
    readonly IOrganizationService _service;

    public MessagesBulkTests() => _service = _host.System;

    public void Dispose() => _host.Dispose();

    [Fact]
    public void CreateMultiple_runs_single_row_steps_per_row_and_Multiple_steps_once()
    {
        List<string> seen = [];
        _host.On("Create", "account", 20, call => seen.Add("20 " + call.Target["name"]));
        _host.On("CreateMultiple", "account", 20, call => seen.Add($"20 all {Targets(call).Count}"));
        _host.On(
            "CreateMultiple", "account", 40,
            call => seen.Add($"40 ids {((Guid[])call.Context.OutputParameters["Ids"]).Length}"));

        var ids = CreateMultiple(Account("A"), Account("B"));

        Assert.Equal(["20 A", "20 B", "20 all 2", "40 ids 2"], seen);
        Assert.Equal(["A", "B"], ids.Select(id => _service.Retrieve("account", id, new ColumnSet("name"))["name"]));
    }

    [Fact]
    public void A_single_request_raises_the_Multiple_event_with_one_row()
    {
        List<string> seen = [];
        _host.On("UpdateMultiple", "account", 20, filter: ["telephone1"],
            images: [Image("Before", StepImageKind.Pre, ["name"], "Targets")], body: call =>
            {
                var image = call.Context.PreEntityImagesCollection[0]["Before"];
                seen.Add($"{call.Context.MessageName} {Targets(call).Count} {image["name"]}");
            });
        var id = _service.CreateAccount("Contoso");

        _service.UpdateAccount(id, ("name", "New"));
        _service.UpdateAccount(id, ("telephone1", "1"));

        Assert.Equal(["UpdateMultiple 1 New"], seen);
    }

    [Fact]
    public void Single_row_and_Multiple_steps_have_images_of_their_own()
    {
        List<string> seen = [];
        var id = _service.CreateAccount("Contoso", ("telephone1", "1"));
        _host.On("Update", "account", 40, images: [Pre("Before", "telephone1")],
            body: call => seen.Add(string.Join(",", call.Context.PreEntityImages["Before"].Attributes)));
        _host.On("UpdateMultiple", "account", 20, images: [Image("Before", StepImageKind.Pre, ["name"], "Targets")],
            body: call => seen.Add(string.Join(",", call.Context.PreEntityImagesCollection[0]["Before"].Attributes)));

        _service.UpdateAccount(id, ("telephone1", "2"));

        Assert.Equal(["[name, Contoso]", "[telephone1, 1]"], seen);
    }

    [Theory]
    [InlineData(false, "single,single,multiple")]
    [InlineData(true, "multiple,single,single")]
    public void The_order_of_single_and_Multiple_steps_is_an_option(bool multipleFirst, string expected)
    {
        using var own = DataverseHost.Create(new() { MultipleStepsRunFirst = multipleFirst });
        List<string> seen = [];
        own.On("Create", "account", 20, _ => seen.Add("single"));
        own.On("CreateMultiple", "account", 20, _ => seen.Add("multiple"));

        own.System.Execute(new CreateMultipleRequest { Targets = Rows(Account("A"), Account("B")) });

        Assert.Equal(expected, string.Join(",", seen));
    }

    [Theory]
    [InlineData(false, "none,none")]
    [InlineData(true, "none,A")]
    public void Whether_rows_share_their_variables_is_an_option(bool share, string expected)
    {
        using var own = DataverseHost.Create(new() { RowsShareVariables = share });
        List<object> seen = [];
        own.On("Create", "account", 20, call =>
        {
            seen.Add(call.Context.SharedVariables.TryGetValue("before", out var name) ? name : "none");
            call.Context.SharedVariables["before"] = call.Target["name"];
        });

        own.System.Execute(new CreateMultipleRequest { Targets = Rows(Account("A"), Account("B")) });

        Assert.Equal(expected, string.Join(",", seen));
    }

    /// <summary>With it, rows tell one another what they found out.</summary>
    [Theory]
    [InlineData(false, ",")]
    [InlineData(true, "CreateMultiple A,CreateMultiple A")]
    public void Whether_rows_know_their_Multiple_message_is_an_option(bool known, string expected)
    {
        using var own = DataverseHost.Create(new() { RowsHaveMultipleAsParent = known });
        List<string> seen = [];
        own.On("Create", "account", 20, call =>
        {
            var bulk = call.Context.ParentContext!.ParentContext;
            var first = bulk?.SharedVariables.TryGetValue("first", out var name) == true ? name : call.Target["name"];
            bulk?.SharedVariables["first"] = first;
            seen.Add(bulk is null ? "" : $"{bulk.MessageName} {first}");
        });

        own.System.Execute(new CreateMultipleRequest { Targets = Rows(Account("A"), Account("B")) });
        own.System.Create(Account("C"));

        Assert.Equal(expected + ",", string.Join(",", seen));
    }

    [Fact]
    public void Edits_of_single_row_and_Multiple_steps_are_both_written()
    {
        _host.On("Update", "account", 20, call => call.Target["telephone1"] = "single");
        _host.On("UpdateMultiple", "account", 20, call =>
        {
            foreach (var target in Targets(call))
            {
                target["websiteurl"] = $"after {target["telephone1"]}";
            }
        });
        var ids = CreateMultiple(Account("A"), Account("B"));

        _service.Execute(new UpdateMultipleRequest
        {
            Targets = Rows([.. ids.Select(id => new Entity("account", id) { ["name"] = "New" })]),
        });

        Assert.All(ids, id =>
            Assert.Equal("after single", _service.Retrieve("account", id, new ColumnSet("websiteurl"))["websiteurl"]));
    }

    [Fact]
    public void An_UpdateMultiple_filter_matches_when_any_row_has_the_column()
    {
        var runs = 0;
        _host.On("UpdateMultiple", "account", 20, _ => runs++, filter: ["telephone1"]);
        var ids = CreateMultiple(Account("A"), Account("B"));

        _service.Execute(new UpdateMultipleRequest
        {
            Targets = Rows(
                new Entity("account", ids[0]) { ["name"] = "x" },
                new Entity("account", ids[1]) { ["telephone1"] = "1" }),
        });

        Assert.Equal(1, runs);
    }

    [Fact]
    public void One_refused_row_undoes_all_and_the_fault_names_it()
    {
        _host.On("Create", "account", 20, call =>
        {
            if ((string)call.Target["name"] == "Bad")
            {
                Refuse(call);
            }
        });
        var before = _host.Snapshot();

        var fault = Fault(-2147220891, () => CreateMultiple(Account("A"), Account("B"), Account("Bad")));

        Assert.Equal("2", fault.ErrorDetails["failedRecordIndex"]);
        Assert.Equal(before, _host.Snapshot());
    }

    [Fact]
    public void Split_updates_split_in_UpdateMultiple_too()
    {
        List<string> seen = [];
        var ids = CreateMultiple(Account("A"), Account("B"));
        _host.On("Update", "account", 20, call => seen.Add(string.Join(",", call.Target.Attributes.Keys)));
        _host.On("UpdateMultiple", "account", 20, call => seen.Add($"all {Targets(call).Count}"));

        _service.Execute(new UpdateMultipleRequest
        {
            Targets = Rows(
                new Entity("account", ids[0]) { ["name"] = "x", ["statecode"] = new OptionSetValue(1) },
                new Entity("account", ids[1]) { ["name"] = "y" }),
        });

        Assert.Equal(["name", "name", "all 2", "statecode", "all 1"], seen);
    }

    [Theory]
    [InlineData("CreateMultiple")]
    [InlineData("UpdateMultiple")]
    [InlineData("ExecuteMultiple")]
    [InlineData("ExecuteTransaction")]
    public void Bulk_messages_inside_plugins_are_refused(string message)
    {
        _host.On("Create", "account", 40, call => call.System.Execute(new OrganizationRequest(message)));

        var fault = Fault(-2147220989, () => _service.CreateAccount("A"));

        Assert.Contains($"{message} is not supported inside plug-ins", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ExecuteMultiple_keeps_what_succeeded_and_reports_what_failed()
    {
        _host.On("Create", "account", 20, call =>
        {
            if ((string)call.Target["name"] == "Bad")
            {
                Refuse(call);
            }
        });

        var response = (ExecuteMultipleResponse)_service.Execute(Batch(continueOnError: true, "A", "Bad", "B"));

        Assert.True(response.IsFaulted);
        Assert.Equal([0, 1, 2], response.Responses.Select(item => item.RequestIndex));
        Assert.Equal([null, -2147220891, null], response.Responses.Select(item => item.Fault?.ErrorCode));
        Assert.Equal(["A", "B"], Names());
    }

    [Fact]
    public void ExecuteMultiple_stops_at_the_first_failure_unless_told_otherwise()
    {
        _host.On("Create", "account", 20, call =>
        {
            if ((string)call.Target["name"] == "Bad")
            {
                Refuse(call);
            }
        });

        _service.Execute(Batch(continueOnError: false, "A", "Bad", "B"));

        Assert.Equal(["A"], Names());
    }

    [Fact]
    public void ExecuteMultiple_takes_1000_requests_and_no_batch_in_a_batch()
    {
        var tooMany = Batch(continueOnError: true, [.. Enumerable.Repeat("A", 1001)]);
        Assert.Equal(1000, Fault(-2147220970, () => _service.Execute(tooMany)).ErrorDetails["MaxBatchSize"]);

        var nested = Batch(continueOnError: true);
        nested.Requests.Add(Batch(continueOnError: true));
        Assert.Equal(
            -2147220989, ((ExecuteMultipleResponse)_service.Execute(nested)).Responses.Single().Fault.ErrorCode);
    }

    [Fact]
    public void ExecuteTransaction_undoes_everything_and_names_the_request()
    {
        var request = new ExecuteTransactionRequest { Requests = [], ReturnResponses = true };
        request.Requests.Add(new CreateRequest { Target = Account("A") });
        var response = (ExecuteTransactionResponse)_service.Execute(request);
        Assert.IsType<CreateResponse>(response.Responses.Single());

        request.Requests.Add(new DeleteRequest { Target = new("account", Guid.NewGuid()) });
        var fault = Fault(-2147220969, () => _service.Execute(request));

        Assert.Equal(1, Assert.IsType<ExecuteTransactionFault>(fault).FaultedRequestIndex);
        Assert.Equal(["A"], Names());
    }

    static EntityCollection Rows(params Entity[] rows) => new(rows) { EntityName = rows[0].LogicalName };

    static DataCollection<Entity> Targets(PluginCall call) =>
        ((EntityCollection)call.Context.InputParameters["Targets"]).Entities;

    Guid[] CreateMultiple(params Entity[] rows) =>
        ((CreateMultipleResponse)_service.Execute(new CreateMultipleRequest { Targets = Rows(rows) })).Ids;

    static ExecuteMultipleRequest Batch(bool continueOnError, params string[] names)
    {
        var request = new ExecuteMultipleRequest
        {
            Requests = [],
            Settings = new() { ContinueOnError = continueOnError, ReturnResponses = true },
        };
        request.Requests.AddRange(names.Select(name => new CreateRequest { Target = Account(name) }));
        return request;
    }

    IEnumerable<object> Names() => _service.RetrieveMultiple(new QueryExpression("account") { ColumnSet = new("name") })
        .Entities.Select(row => row["name"]).Order();
}
