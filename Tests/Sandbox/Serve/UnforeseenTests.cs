using System;
using System.Net.Http;
using System.Threading.Tasks;
using CrmMilestones.Sandbox;
using CrmMilestones.Tests.Sandbox.WebApi;
using Microsoft.Xrm.Sdk;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.Serve;

/// <summary>Something that nobody foresaw goes wrong in the middle of a request.</summary>
public sealed class UnforeseenTests
{
    [Fact]
    public async Task A_request_that_throws_is_answered_with_500_and_leaves_server_and_database_whole()
    {
        await using var server = await SandboxServer.StartAsync(new(options => new(
            Packed.Host(options with { BeforeWrite = Break }), [Packed.Zip])));
        using HttpClient client = new() { BaseAddress = new(server.Address, "api/data/v9.2/") };
        client.DefaultRequestHeaders.Authorization = new("Bearer", server.People[0].Token);
        var id = await client.CreateAsync("accounts", """{"name":"Whole"}""");
        var before = server.Environment.Host.Snapshot();

        var refusal = await client.SendAsync(
            "PATCH", $"accounts({id})", """{"name":"Broken","description":"Half"}""").RefusalAsync();
        Assert.Equal((500, "0x80040216", "An unexpected error occurred."), refusal);
        Assert.Equal(500, (await client.SendAsync("POST", "accounts", """{"name":"Broken"}""").RefusalAsync()).Status);
        Assert.Equal(before, server.Environment.Host.Snapshot());

        await client.CreateAsync("accounts", """{"name":"Next"}""");
        Assert.Equal("Whole", (string?)(await client.JsonAsync($"accounts({id})?$select=name"))["name"]);
    }

    static void Break(Entity row)
    {
        if (row.GetAttributeValue<string>("name") == "Broken")
        {
            throw new InvalidOperationException("The pipe at C:\\secret burst.");
        }
    }
}
