using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using CrmMilestones.Dataverse.Import;
using Microsoft.Xrm.Sdk;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.WebApi;

/// <summary>Rows by the query of a view, counts of whole tables, and rows that come along in one query.</summary>
public sealed class ViewQueryTests(ViewQueryTests.Small small)
    : IClassFixture<ViewQueryTests.Small>, IDisposable
{
    readonly RunningSandbox _sandbox = small.Sandbox;
    readonly HttpClient _client = small.Sandbox.Client();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_view_gives_its_rows_and_the_address_may_filter_them_further()
    {
        var name = Guid.NewGuid().ToString("N");
        var customer = await _client.CreateAsync(
            "accounts", $$"""{"name":"{{name}}","cm_lifecyclestage":727000000}""");
        await _client.CreateAsync("accounts", $$"""{"name":"another {{name}}","cm_lifecyclestage":727000000}""");
        await _client.CreateAsync("accounts", $$"""{"name":"{{name}}"}""");
        var views = await _client.JsonAsync(
            "savedqueries?$select=name&$filter=returnedtypecode eq 'account' and name eq 'Customers by stage'");
        var view = Assert.Single(views["value"]!.AsArray());

        var rows = await _client.JsonAsync(
            $"accounts?savedQuery={view!["savedqueryid"]}&$filter=name eq '{name}'");

        Assert.Equal(customer, Assert.Single(rows["value"]!.AsArray())!["accountid"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_persons_own_view_gives_its_rows_to_that_person_alone()
    {
        var name = Guid.NewGuid().ToString("N");
        await _client.CreateAsync("accounts", $$"""{"name":"{{name}}"}""");
        var fetch = $"<fetch><entity name='account'><attribute name='name'/><filter><condition attribute='name' "
            + $"operator='eq' value='{name}'/></filter></entity></fetch>";
        var view = await _client.CreateAsync("userqueries", new JsonObject
        {
            ["name"] = "Mine",
            ["returnedtypecode"] = "account",
            ["fetchxml"] = fetch,
        }.ToJsonString());

        var rows = await _client.JsonAsync($"accounts?userQuery={view}");
        Assert.Equal([name], rows["value"]!.AsArray().Select(row => row!["name"]!.GetValue<string>()));

        using var sales = _sandbox.Client("CM Sales");
        var others = await sales.SendAsync("GET", $"accounts?userQuery={view}").RefusalAsync();
        Assert.Equal(403, others.Status);
    }

    [Theory]
    [InlineData("savedQuery=x", 400)]
    [InlineData("savedQuery=00000000-0000-0000-0000-000000000001", 404)]
    [InlineData("userQuery=00000000-0000-0000-0000-000000000001", 404)]
    public async Task A_view_that_is_not_there_is_refused(string option, int status) => Assert.Equal(
        status, (await _client.SendAsync("GET", "accounts?" + option).RefusalAsync()).Status);

    /// <summary>The fixture's aggregates end at two rows.</summary>
    [Fact]
    public async Task The_number_of_all_rows_has_no_limit()
    {
        for (var i = 0; i < 3; i++)
        {
            await _client.CreateAsync("cm_documenttypes", $$"""{"cm_name":"Type {{i}}"}""");
        }

        var counts = await _client.JsonAsync(
            "RetrieveTotalRecordCount(EntityNames=@p1)?@p1=[\"cm_documenttype\",\"cm_monthclose\"]");

        Assert.Equal([3, 0], counts["EntityRecordCountCollection"]!["Values"]!.AsArray()
            .Select(count => count!.GetValue<int>()));
    }

    [Fact]
    public async Task Rows_that_come_along_take_one_query_however_many_rows_there_are()
    {
        var name = Guid.NewGuid().ToString("N");
        for (var i = 0; i < 3; i++)
        {
            await _client.CreateAsync("accounts", $$"""
                {"name":"{{name}} {{i}}","primarycontactid":{"lastname":"Primary {{i}}"},
                "contact_customer_accounts":[{"lastname":"B {{i}}"},{"lastname":"A {{i}}"},{"lastname":"C {{i}}"}]}
                """);
        }

        small.Queries.Count = 0;
        var rows = await _client.JsonAsync(
            $"accounts?$select=name&$filter=startswith(name,'{name}')&$orderby=name&$expand="
            + "contact_customer_accounts($select=lastname;$orderby=lastname;$top=2;$filter=lastname ne 'X'),"
            + "primarycontactid($select=lastname)");

        Assert.Equal(2, small.Queries.Count);
        Assert.Equal(
            ["A 0 B 0 Primary 0", "A 1 B 1 Primary 1", "A 2 B 2 Primary 2"],
            rows["value"]!.AsArray().Select(row => string.Join(' ', row!["contact_customer_accounts"]!.AsArray()
                .Append(row["primarycontactid"]!.DeepClone()).Select(contact => contact!["lastname"]))));
    }

    [Fact]
    public async Task Rows_of_both_sides_of_an_intersect_table_come_along_too()
    {
        var people = await _client.JsonAsync(
            "systemusers?$select=fullname&$expand=systemuserroles_association($select=name)");

        Assert.All(
            people["value"]!.AsArray().Where(person => person!["fullname"]!.GetValue<string>()
                .StartsWith("CM ", StringComparison.Ordinal)),
            person => Assert.Equal(
                person!["fullname"]!.GetValue<string>(),
                Assert.Single(person["systemuserroles_association"]!.AsArray())!["name"]!.GetValue<string>()));
    }

    /// <summary>A sandbox whose aggregates end early and which counts queries for contacts.</summary>
    public sealed class Small : IAsyncLifetime
    {
        public RunningSandbox Sandbox { get; } = new() { Options = options => options with { AggregateLimit = 2 } };

        internal Counter Queries { get; } = new();

        public async Task InitializeAsync()
        {
            await Sandbox.InitializeAsync();
            Sandbox.Server.Environment.Host.RegisterStep(
                new PluginStep(
                    Guid.NewGuid(), "Count", "RetrieveMultiple", Guid.NewGuid(), "contact", [], 40, false, 1, null, []),
                Queries);
        }

        public Task DisposeAsync() => Sandbox.DisposeAsync();
    }

    internal sealed class Counter : IPlugin
    {
        internal int Count { get; set; }

        public void Execute(IServiceProvider serviceProvider) => Count++;
    }
}
