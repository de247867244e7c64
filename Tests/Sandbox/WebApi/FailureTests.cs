using System;
using System.Net;
using System.Threading.Tasks;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.WebApi;

/// <summary>A server whose environment can be made to throw what nobody foresees: its clock stops.</summary>
public sealed class FailureTests : IAsyncLifetime
{
    readonly StoppingClock _clock = new();
    RunningSandbox _sandbox = null!;

    public async Task InitializeAsync()
    {
        _sandbox = new() { Clock = _clock };
        await _sandbox.InitializeAsync();
    }

    public Task DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_request_that_throws_is_answered_without_its_inside_and_leaves_server_and_rows_whole()
    {
        using var client = _sandbox.Client();
        var before = _sandbox.Server.Environment.Host.Snapshot();

        _clock.IsStopped = true;
        var refusal = await client.SendAsync("POST", "accounts", """{"name":"Lost"}""").RefusalAsync();
        _clock.IsStopped = false;

        Assert.Equal((500, "0x80040216", "An unexpected error occurred."), refusal);
        Assert.Equal(before, _sandbox.Server.Environment.Host.Snapshot());
        await client.CreateAsync("accounts", """{"name":"Kept"}""");
    }

    [Fact]
    public async Task A_batch_with_a_part_that_throws_is_answered_so_too()
    {
        using var client = _sandbox.Client();
        _clock.IsStopped = true;
        var refusal = await client.SendBatchAsync("", """
            --b
            Content-Type: application/http

            POST accounts HTTP/1.1

            {"name":"Lost"}
            --b--
            """).RefusalAsync();
        _clock.IsStopped = false;

        Assert.Equal((500, "0x80040216"), (refusal.Status, refusal.Code));
        using var next = await client.SendAsync("GET", "WhoAmI");
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    sealed class StoppingClock : TimeProvider
    {
        internal bool IsStopped { get; set; }

        public override DateTimeOffset GetUtcNow() =>
            IsStopped ? throw new InvalidOperationException("secret") : base.GetUtcNow();
    }
}
