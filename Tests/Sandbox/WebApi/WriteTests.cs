using System;
using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.WebApi;

public sealed class WriteTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>, IDisposable
{
    readonly HttpClient _client = sandbox.Client();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("""{"name":"First","name":"Second"}""")]
    [InlineData("""{"name":"\ud800"}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"name":"A","primarycontactid@odata.bind":"/contacts(\udc00)"}""")]
    public async Task A_body_that_says_a_thing_twice_or_breaks_off_in_a_character_is_refused(string body)
    {
        var refusal = await _client.SendAsync("POST", "accounts", body).RefusalAsync();
        Assert.Equal((400, "0x80048d19"), (refusal.Status, refusal.Code));
    }

    [Fact]
    public async Task A_body_may_be_a_text_that_holds_the_JSON()
    {
        var id = await _client.CreateAsync("accounts", """ "{\"name\":\"Twice\"}" """);
        Assert.Equal("Twice", await NameAsync(id));
    }

    [Fact]
    public async Task An_update_of_a_row_that_is_not_there_creates_it_unless_it_must_be_there()
    {
        var id = Guid.NewGuid().ToString();
        var missing = await _client.SendAsync(
            "PATCH", $"accounts({id})", """{"name":"New"}""", "If-Match: *").RefusalAsync();
        Assert.Equal((404, "0x80040217"), (missing.Status, missing.Code));
        using var made = await _client.SendAsync(
            "PATCH", $"accounts({id})", """{"name":"New"}""", "Prefer: return=representation");
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal("New", await NameAsync(id));
        var there = await _client.SendAsync(
            "PATCH", $"accounts({id})", """{"name":"Newer"}""", "If-None-Match: *").RefusalAsync();
        Assert.Equal(
            (412, "0x80040237", "A record with matching key values already exists."), there);
    }

    [Fact]
    public async Task A_row_that_somebody_changed_meanwhile_is_not_written()
    {
        var id = await _client.CreateAsync("accounts", """{"name":"First"}""");
        var tag = (await _client.JsonAsync($"accounts({id})?$select=name"))["@odata.etag"]!.GetValue<string>();
        using var update = await _client.SendAsync(
            "PATCH", $"accounts({id})", """{"name":"Second"}""", $"If-Match: {tag}");
        Assert.Equal(HttpStatusCode.NoContent, update.StatusCode);
        var stale = await _client.SendAsync(
            "PATCH", $"accounts({id})", """{"name":"Third"}""", $"If-Match: {tag}").RefusalAsync();
        Assert.Equal((412, "0x80060882"), (stale.Status, stale.Code));
        Assert.Equal("Second", await NameAsync(id));
    }

    [Fact]
    public async Task One_column_is_read_set_and_cleared_by_its_address()
    {
        var id = await _client.CreateAsync("accounts", """{"name":"Column","telephone1":"1"}""");
        using var set = await _client.SendAsync("PUT", $"accounts({id})/telephone1", """{"value":"2"}""");
        Assert.Equal("2", (await _client.JsonAsync($"accounts({id})/telephone1"))["value"]!.GetValue<string>());
        using var cleared = await _client.SendAsync("DELETE", $"accounts({id})/telephone1");
        using var empty = await _client.SendAsync("GET", $"accounts({id})/telephone1");
        Assert.Equal(
            (HttpStatusCode.NoContent, HttpStatusCode.NoContent, HttpStatusCode.NoContent),
            (set.StatusCode, cleared.StatusCode, empty.StatusCode));
    }

    [Fact]
    public async Task Nested_rows_are_created_with_theirs_or_not_at_all()
    {
        var name = Guid.NewGuid().ToString("N");
        var refused = await _client.SendAsync(
            "POST", "accounts", $$"""
            {"name":"{{name}}","contact_customer_accounts":[{"lastname":"{{new string('x', 500)}}"}]}
            """).RefusalAsync();
        Assert.Equal((400, "0x80044331"), (refused.Status, refused.Code));
        var rows = await _client.JsonAsync($"accounts?$select=name&$filter=name eq '{name}'");
        Assert.Empty(rows["value"]!.AsArray());
    }

    [Fact]
    public async Task References_connect_and_disconnect_rows()
    {
        var account = await _client.CreateAsync("accounts", """{"name":"Side A"}""");
        var contact = await _client.CreateAsync("contacts", """{"lastname":"Side B"}""");
        var body = $$"""{"@odata.id":"{{_client.BaseAddress}}contacts({{contact}})"}""";
        using var added = await _client.SendAsync("POST", $"accounts({account})/contact_customer_accounts/$ref", body);
        Assert.Equal(HttpStatusCode.NoContent, added.StatusCode);
        var references = await _client.JsonAsync($"accounts({account})/contact_customer_accounts/$ref");
        Assert.Equal(
            $"{_client.BaseAddress}contacts({contact})", references["value"]![0]!["@odata.id"]!.GetValue<string>());
        using var removed = await _client.SendAsync(
            "DELETE", $"accounts({account})/contact_customer_accounts({contact})/$ref");
        references = await _client.JsonAsync($"accounts({account})/contact_customer_accounts/$ref");
        Assert.Empty(references["value"]!.AsArray());
    }

    [Fact]
    public async Task A_refusal_of_the_rules_reaches_the_client_word_for_word()
    {
        var refusal = await _client.SendAsync(
            "POST", "accounts", """{"name":"X","cm_lifecyclestage":727000001}""").RefusalAsync();
        Assert.Equal((400, "0x80040265"), (refusal.Status, refusal.Code));
        Assert.StartsWith("CM0", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Custom_APIs_are_called_as_functions_and_actions()
    {
        var counted = await _client.JsonAsync("cm_CountCustomers(AsOf=@d)?@d=2026-01-01T00:00:00Z");
        Assert.Equal(0, counted["Billable"]!.GetValue<int>());
        var id = await _client.CreateAsync("accounts", """{"name":"Bound"}""");
        using var done = await _client.SendAsync(
            "POST", $"accounts({id})/Microsoft.Dynamics.CRM.cm_RecomputeCustomer", "{}");
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        var wrongVerb = await _client.SendAsync("POST", "WhoAmI", "{}").RefusalAsync();
        Assert.Equal(404, wrongVerb.Status);
    }

    [Fact]
    public async Task Many_rows_are_created_all_or_none()
    {
        var name = Guid.NewGuid().ToString("N");
        using var made = await _client.SendAsync("POST", "accounts/Microsoft.Dynamics.CRM.CreateMultiple", $$"""
            {"Targets":[{"@odata.type":"Microsoft.Dynamics.CRM.account","name":"{{name}}"},
            {"@odata.type":"#Microsoft.Dynamics.CRM.account","name":"{{name}}"}]}
            """);
        var ids = JsonNode.Parse(await made.Content.ReadAsStringAsync())!["Ids"]!.AsArray();
        Assert.Equal(2, ids.Count);
        using var count = await _client.SendAsync("GET", $"accounts/$count?$filter=name eq '{name}'");
        Assert.Equal("2", await count.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_change_set_is_done_as_a_whole_and_refers_to_what_it_made()
    {
        var name = Guid.NewGuid().ToString("N");
        var answer = await BatchAsync("", $$"""
            --b
            Content-Type: multipart/mixed; boundary=c

            --c
            Content-Type: application/http
            Content-Transfer-Encoding: binary
            Content-ID: 1

            POST /api/data/v9.2/accounts HTTP/1.1
            Content-Type: application/json

            {"name":"{{name}}"}
            --c
            Content-Type: application/http
            Content-Transfer-Encoding: binary
            Content-ID: 2

            POST {{_client.BaseAddress}}contacts HTTP/1.1
            Content-Type: application/json

            {"lastname":"{{name}}","parentcustomerid_account@odata.bind":"$1"}
            --c--
            --b
            Content-Type: application/http

            GET accounts?$select=name&$filter=name eq '{{name}}' HTTP/1.1

            --b--
            """);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.StartsWith("--batchresponse_", answer.Body, StringComparison.Ordinal);
        Assert.Equal(2, answer.Body.Split("HTTP/1.1 204 No Content").Length - 1);
        Assert.Contains("HTTP/1.1 200 OK\r\n", answer.Body, StringComparison.Ordinal);
        var contacts = await _client.JsonAsync(
            $"contacts?$select=lastname&$filter=parentcustomerid_account/name eq '{name}'");
        Assert.Single(contacts["value"]!.AsArray());
    }

    [Fact]
    public async Task A_change_set_that_fails_leaves_nothing_and_ends_the_batch_unless_told_otherwise()
    {
        var name = Guid.NewGuid().ToString("N");
        var body = $$"""
            --b
            Content-Type: multipart/mixed; boundary=c

            --c
            Content-Type: application/http
            Content-ID: 1

            POST accounts HTTP/1.1

            {"name":"{{name}}"}
            --c
            Content-Type: application/http
            Content-ID: 2

            POST accounts HTTP/1.1

            {"name":"X","cm_lifecyclestage":727000001}
            --c--
            --b
            Content-Type: application/http

            GET WhoAmI HTTP/1.1

            --b--
            """;
        var stopped = await BatchAsync("", body);
        Assert.Equal(HttpStatusCode.BadRequest, stopped.Status);
        Assert.Contains("Content-ID: 2", stopped.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("200 OK", stopped.Body, StringComparison.Ordinal);
        var whole = await BatchAsync("odata.continue-on-error", body);
        Assert.Equal(HttpStatusCode.OK, whole.Status);
        Assert.Contains("200 OK", whole.Body, StringComparison.Ordinal);
        var rows = await _client.JsonAsync($"accounts?$select=name&$filter=name eq '{name}'");
        Assert.Empty(rows["value"]!.AsArray());
    }

    async Task<(HttpStatusCode Status, string Body)> BatchAsync(string prefer, string body)
    {
        using var response = await _client.SendBatchAsync(prefer, body);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    async Task<string> NameAsync(string id) =>
        (await _client.JsonAsync($"accounts({id})?$select=name"))["name"]!.GetValue<string>();
}
