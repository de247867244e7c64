using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using CrmMilestones.Sandbox.Clock;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.WebApi;

public sealed class SafetyTests(RunningSandbox sandbox) : IClassFixture<RunningSandbox>, IDisposable
{
    readonly HttpClient _client = sandbox.Client();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("Host: attacker.example")]
    [InlineData("Origin: https://attacker.example")]
    [InlineData("Origin: null")]
    [InlineData("Sec-Fetch-Site: cross-site")]
    public async Task What_another_site_sends_is_refused(string header) =>
        Assert.Equal(403, (await _client.SendAsync("GET", "WhoAmI", null, header).RefusalAsync()).Status);

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Basic eDp5")]
    public async Task Who_names_no_person_is_told_how(string? authorization)
    {
        using HttpClient nobody = new() { BaseAddress = _client.BaseAddress };
        using var response = await nobody.SendAsync(
            "GET", "WhoAmI", null, authorization is null ? [] : [$"Authorization: {authorization}"]);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.StartsWith(
            "Bearer authorization_uri=", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_and_the_next_request_is_answered()
    {
        using HttpRequestMessage large = new(HttpMethod.Post, "accounts")
        {
            Content = new StreamContent(new MemoryStream(new byte[(64 << 20) + 1])),
        };
        large.Headers.ExpectContinue = true;
        using var refused = await _client.SendAsync(large);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.True((await _client.JsonAsync("WhoAmI")).ContainsKey("UserId"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("""{"name":{"x":1}}""")]
    [InlineData("""{"cm_lifecyclestage":"x"}""")]
    [InlineData("""{"primarycontactid@odata.bind":5}""")]
    [InlineData("""{"contact_customer_accounts":[null]}""")]
    [InlineData("""{"contact_customer_accounts":[1]}""")]
    public async Task A_body_that_makes_no_sense_is_a_bad_request(string body) =>
        Assert.Equal(400, (await _client.SendAsync("POST", "accounts", body).RefusalAsync()).Status);

    [Fact]
    public async Task Nothing_but_the_loopback_listens() =>
        Assert.True(IPAddress.IsLoopback((await Dns.GetHostAddressesAsync(sandbox.Server.Address.Host))[0]));

    [Fact]
    public void The_clock_moves_ahead_and_never_back()
    {
        SandboxClock clock = new(new Fixed());
        clock.MoveTo(new(2026, 3, 1));
        Assert.Equal(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), clock.GetUtcNow());
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.MoveTo(new(2026, 2, 28)));
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.MoveTo(new(3000, 1, 1)));
        Assert.Equal(TimeSpan.FromDays(59), clock.Ahead);
    }

    sealed class Fixed : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    }
}
