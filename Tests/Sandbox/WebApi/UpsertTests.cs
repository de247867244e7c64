using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.WebApi;

/// <summary>Rows that are created or updated, by alternate key.</summary>
public sealed class UpsertTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>, IDisposable
{
    readonly HttpClient _client = sandbox.Client();
    readonly string _code = NewCode();

    public void Dispose() => _client.Dispose();

    static int LastCode;

    /// <summary>A market's code has two letters.</summary>
    static string NewCode()
    {
        var (first, second) = Math.DivRem(Interlocked.Increment(ref LastCode), 26);
        return $"{(char)('A' + first)}{(char)('A' + second)}";
    }

    string Address => $"cm_markets(cm_code='{_code}')";

    [Theory]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    public async Task A_row_named_by_its_key_is_created_and_then_updated(string method)
    {
        using var created = await _client.SendAsync(
            method, Address, """{"cm_name":"First"}""", "Prefer: return=representation");
        using var updated = await _client.SendAsync(
            method, Address, """{"cm_name":"Second"}""", "Prefer: return=representation");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (created.StatusCode, updated.StatusCode));
        Assert.EndsWith(
            Address, Uri.UnescapeDataString(updated.Headers.GetValues("OData-EntityId").Single()),
            StringComparison.Ordinal);
        Assert.Equal("Second", await ColumnAsync("cm_name"));
    }

    [Fact]
    public async Task A_new_row_takes_the_keys_column_from_the_body_and_an_existing_one_keeps_it()
    {
        var other = NewCode();
        using var created = await _client.SendAsync(
            "PATCH", Address, $$"""{"cm_name":"First","cm_code":"{{other}}"}""");
        Assert.Equal(HttpStatusCode.NoContent, created.StatusCode);
        using var updated = await _client.SendAsync(
            "PATCH", $"cm_markets(cm_code='{other}')", $$"""{"cm_name":"Second","cm_code":"{{_code}}"}""");
        Assert.Equal(HttpStatusCode.NoContent, updated.StatusCode);

        var row = await _client.JsonAsync($"cm_markets(cm_code='{other}')?$select=cm_name");
        Assert.Equal("Second", row["cm_name"]!.GetValue<string>());
        Assert.Equal(404, (await _client.SendAsync("GET", Address).RefusalAsync()).Status);
    }

    [Fact]
    public async Task A_row_that_must_be_there_or_must_not_is_refused_by_its_key()
    {
        var missing = await _client.SendAsync("PATCH", Address, """{"cm_name":"X"}""", "If-Match: *").RefusalAsync();
        Assert.Equal((404, "0x80060891"), (missing.Status, missing.Code));

        using var made = await _client.SendAsync("PATCH", Address, """{"cm_name":"X"}""", "If-None-Match: *");
        Assert.Equal(HttpStatusCode.NoContent, made.StatusCode);
        var taken = await _client.SendAsync("PATCH", Address, """{"cm_name":"Y"}""", "If-None-Match: *").RefusalAsync();
        Assert.Equal((412, "0x80060892"), (taken.Status, taken.Code));
    }

    [Fact]
    public async Task Several_rows_are_created_and_updated_at_once_all_or_none()
    {
        await _client.CreateAsync("cm_markets", $$"""{"cm_code":"{{_code}}","cm_name":"Old"}""");
        var second = NewCode();
        using var done = await UpsertAsync(Target(_code, "New"), Target(second, "Second"));
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        Assert.Equal("New", await ColumnAsync("cm_name"));

        var refused = await UpsertAsync(Target(second, "Lost"), Target(_code, new('x', 500))).RefusalAsync();
        Assert.Equal((400, "0x80044331"), (refused.Status, refused.Code));
        var row = await _client.JsonAsync($"cm_markets(cm_code='{second}')?$select=cm_name");
        Assert.Equal("Second", row["cm_name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_new_row_among_several_may_not_repeat_its_key()
    {
        var refused = await UpsertAsync($$"""
            {"@odata.type":"Microsoft.Dynamics.CRM.cm_market","@odata.id":"{{Address}}","cm_code":"{{_code}}"}
            """).RefusalAsync();

        Assert.Equal((400, "0x80040216"), (refused.Status, refused.Code));
    }

    static string Target(string code, string name) => new JsonObject
    {
        ["@odata.type"] = "Microsoft.Dynamics.CRM.cm_market",
        ["@odata.id"] = $"cm_markets(cm_code='{code}')",
        ["cm_name"] = name,
    }.ToJsonString();

    Task<HttpResponseMessage> UpsertAsync(params string[] targets) => _client.SendAsync(
        "POST", "cm_markets/Microsoft.Dynamics.CRM.UpsertMultiple",
        $$"""{"Targets":[{{string.Join(',', targets)}}]}""");

    async Task<string> ColumnAsync(string column) =>
        (await _client.JsonAsync($"{Address}?$select={column}"))[column]!.GetValue<string>();
}
