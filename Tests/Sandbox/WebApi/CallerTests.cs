using System;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.WebApi;

/// <summary>Requests on behalf of another user.</summary>
public sealed class CallerTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>, IDisposable
{
    readonly HttpClient _client = sandbox.Client();

    public void Dispose() => _client.Dispose();

    string Sales => sandbox.Server.People.Single(person => person.Name == "CM Sales").Id.ToString();

    [Theory]
    [InlineData("CallerObjectId")]
    [InlineData("MSCRMCallerID")]
    public async Task An_administrator_acts_as_another_user_with_that_users_rights_and_stamps(string header)
    {
        var caller = $"{header}: {Sales}";
        var who = await _client.JsonAsync("WhoAmI", caller);
        Assert.Equal(Sales, who["UserId"]!.GetValue<string>());

        var denied = await _client.SendAsync("POST", "cm_markets", """{"cm_name":"X"}""", caller).RefusalAsync();
        Assert.Equal((403, "0x80040220"), (denied.Status, denied.Code));

        using var made = await _client.SendAsync(
            "POST", "accounts?$select=_createdby_value", """{"name":"For another"}""", caller,
            "Prefer: return=representation");
        Assert.Contains(Sales, await made.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_no_administrator_acts_for_nobody()
    {
        using var sales = sandbox.Client("CM Sales");
        var administrator = sandbox.Server.People[0].Id;
        var denied = await sales.SendAsync("GET", "WhoAmI", null, $"MSCRMCallerID: {administrator}").RefusalAsync();

        Assert.Equal((403, "0x80040220"), (denied.Status, denied.Code));
        Assert.Contains("prvActOnBehalfOfAnotherUser", denied.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000001", 404)]
    [InlineData("somebody", 400)]
    public async Task Nobody_acts_for_a_user_who_is_not_there(string user, int status) => Assert.Equal(
        status, (await _client.SendAsync("GET", "WhoAmI", null, $"MSCRMCallerID: {user}").RefusalAsync()).Status);

    [Fact]
    public async Task Each_part_of_a_batch_may_have_its_caller()
    {
        using var answer = await _client.SendBatchAsync("", $$"""
            --b
            Content-Type: application/http

            GET WhoAmI HTTP/1.1
            MSCRMCallerID: {{Sales}}

            --b
            Content-Type: application/http

            GET WhoAmI HTTP/1.1

            --b--
            """);
        var body = await answer.Content.ReadAsStringAsync();

        Assert.True(
            body.IndexOf(Sales, StringComparison.Ordinal) is > 0 and var first
            && body.IndexOf(sandbox.Server.People[0].Id.ToString(), StringComparison.Ordinal) > first, body);
    }

    [Fact]
    public async Task A_change_set_has_one_caller()
    {
        using var answer = await _client.SendBatchAsync("odata.continue-on-error", $$"""
            --b
            Content-Type: multipart/mixed; boundary=c

            --c
            Content-Type: application/http
            Content-ID: 1

            POST accounts HTTP/1.1
            MSCRMCallerID: {{Sales}}

            {"name":"A"}
            --c
            Content-Type: application/http
            Content-ID: 2

            POST accounts HTTP/1.1

            {"name":"B"}
            --c--
            --b--
            """);

        Assert.Contains("HTTP/1.1 501", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
