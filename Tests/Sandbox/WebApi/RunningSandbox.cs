using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using CrmMilestones.Dataverse;
using CrmMilestones.Sandbox;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.WebApi;

/// <summary>A sandbox with the solution, on any free port.</summary>
public sealed class RunningSandbox : IAsyncLifetime
{
    public SandboxServer Server { get; private set; } = null!;

    /// <summary>The real clock behind the sandbox's.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Changes how the environment is set up.</summary>
    internal Func<DataverseOptions, DataverseOptions> Options { get; init; } = options => options;

    public async Task InitializeAsync() => Server = await SandboxServer.StartAsync(
        new(options => new(Packed.Host(Options(options)), [Packed.Zip])) { Clock = Clock });

    public Task DisposeAsync() => Server.DisposeAsync().AsTask();

    /// <summary>A client of one person.</summary>
    public HttpClient Client(string person = "System Administrator")
    {
        HttpClient client = new() { BaseAddress = new(Server.Address, "api/data/v9.2/") };
        client.DefaultRequestHeaders.Authorization =
            new("Bearer", Server.People.Single(known => known.Name == person).Token);
        return client;
    }
}

static class Calls
{
    /// <summary>Sends JSON with headers, each as "name: value".</summary>
    internal static Task<HttpResponseMessage> SendAsync(
        this HttpClient client, string method, string path, string? json = null, params string[] headers)
    {
        HttpRequestMessage request = new(new(method), path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        foreach (var header in headers)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            request.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 1)..].Trim());
        }

        return client.SendAsync(request);
    }

    /// <summary>Sends a batch whose boundary is b.</summary>
    internal static Task<HttpResponseMessage> SendBatchAsync(this HttpClient client, string prefer, string body)
    {
        HttpRequestMessage request = new(HttpMethod.Post, "$batch");
        request.Content = new StringContent(body, Encoding.UTF8);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/mixed; boundary=\"b\"");
        request.Headers.TryAddWithoutValidation("Prefer", prefer);
        return client.SendAsync(request);
    }

    internal static async Task<JsonObject> JsonAsync(this HttpClient client, string path, params string[] headers)
    {
        using var response = await client.SendAsync("GET", path, null, headers);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Creates a row and gives its id.</summary>
    internal static async Task<string> CreateAsync(this HttpClient client, string set, string json)
    {
        using var response = await client.SendAsync("POST", set, json);
        Assert.Equal((HttpStatusCode.NoContent, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        var address = response.Headers.GetValues("OData-EntityId").Single();
        Assert.Equal(address, response.Headers.Location!.ToString());
        return address[(address.IndexOf('(', StringComparison.Ordinal) + 1)..^1];
    }

    /// <summary>How a request is refused: the status, and the error's code and message.</summary>
    internal static async Task<(int Status, string Code, string Message)> RefusalAsync(
        this Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!;
        return ((int)response.StatusCode, error["code"]!.GetValue<string>(), error["message"]!.GetValue<string>());
    }
}
