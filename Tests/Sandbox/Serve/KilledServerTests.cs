using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using CrmMilestones.Scripts.Serve;
using CrmMilestones.Scripts.Sweep;
using CrmMilestones.Tests.Sandbox.WebApi;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.Serve;

/// <summary>The server's process is killed in the middle of its work, and another one goes on with the file.</summary>
public sealed class KilledServerTests : IDisposable
{
    const int Writers = 4;
    const int Kills = 2;
    const int Many = 3_000;

    static readonly DateOnly Day = new(2026, 1, 1);

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    readonly List<Process> _servers = [];

    /// <summary>By customer, the number of the last change that was answered.</summary>
    readonly ConcurrentDictionary<string, int> _answered = [];

    string Kept => Path.Combine(_folder.FullName, "kept.sqlite");

    /// <summary>A test that fails before it kills its server leaves none.</summary>
    public void Dispose()
    {
        foreach (var server in _servers)
        {
            server.Kill();
            server.WaitForExit();
            server.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_was_answered_is_there_and_nothing_is_there_by_half()
    {
        for (var kill = 1; kill <= Kills; kill++)
        {
            var server = Start();
            var (address, token) = await Told(server);
            var writers = Enumerable.Range(0, Writers).Select(_ => WriteUntilItEnds(address, token)).ToArray();
            var enough = _answered.Count + (10 * kill);
            while (_answered.Count < enough)
            {
                Assert.False(server.HasExited);
                await Task.Delay(1);
            }

            server.Kill();
            await server.WaitForExitAsync();
            await Task.WhenAll(writers);
            await AssertNothingIsToBeSwept();
            await using var next = await ServedSandbox.StartAsync("--seed", "empty", "--keep", Kept);
            using var client = next.Client();
            var rows = await client.JsonAsync("accounts?$select=description,cm_agreementsignedon");
            CheckStored(rows["value"]!.AsArray());
        }
    }

    [Fact]
    public async Task A_request_of_many_rows_is_there_as_a_whole_or_not_at_all()
    {
        var server = Start();
        var (address, token) = await Told(server);
        var sending = WriteMany(address, token);
        // Most machines need longer for it.
        await Task.Delay(300);
        server.Kill();
        await server.WaitForExitAsync();
        var isAnswered = await sending;
        await AssertNothingIsToBeSwept();
        await using var next = await ServedSandbox.StartAsync("--seed", "empty", "--keep", Kept);
        using var client = next.Client();
        var stored = (await client.JsonAsync("accounts?$select=name"))["value"]!.AsArray().Count;
        // What was stored may have been so just before the answer could be sent.
        Assert.Contains(stored, isAnswered ? (int[])[Many] : [0, Many]);
    }

    async Task AssertNothingIsToBeSwept()
    {
        using StringWriter found = new();
        using StringWriter error = new();
        var code = await SweepCommand.Create()
            .Parse(["--database", Kept, "--journal", Path.Combine(_folder.FullName, "journal"), "--json", "--quiet"])
            .InvokeAsync(new() { Output = found, Error = error });
        Assert.Equal("", error.ToString());
        Assert.Equal(0, code);
        Assert.Empty(JsonNode.Parse(found.ToString())!["findings"]!.AsArray());
    }

    Process Start()
    {
        var server = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "exec", typeof(ServeCommand).Assembly.Location, "serve", "--seed", "empty", "--keep", Kept,
                "--port", "0",
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _servers.Add(server);
        return server;
    }

    static async Task<(Uri Address, string Token)> Told(Process server)
    {
        Uri? address = null;
        while (await server.StandardOutput.ReadLineAsync() is { } line)
        {
            address ??= ServedSandbox.AddressIn(line);
            if (ServedSandbox.TokenIn(line) is { } token)
            {
                return (address!, token);
            }
        }

        throw new InvalidOperationException(await server.StandardError.ReadToEndAsync());
    }

    /// <summary>A customer after the other, each changed some times.</summary>
    async Task WriteUntilItEnds(Uri address, string token)
    {
        using var client = Client(address, token);
        try
        {
            while (true)
            {
                var id = await client.CreateAsync("accounts", $$"""{"name":"Kept",{{Change(0)}}}""");
                for (var number = 0; number < 5; number++)
                {
                    _answered[id] = number;
                    using var answer = await client.SendAsync(
                        "PATCH", $"accounts({id})", $$"""{{{Change(number + 1)}}}""");
                    answer.EnsureSuccessStatusCode();
                }
            }
        }
        catch (HttpRequestException ended) when (ended.StatusCode is null)
        {
        }
    }

    /// <summary>
    /// In one transaction, so many rows that the database puts some of them into its file before it commits.
    /// </summary>
    /// <returns>Whether it was answered.</returns>
    static async Task<bool> WriteMany(Uri address, string token)
    {
        using var client = Client(address, token);
        var row = $$"""
            {"@odata.type":"Microsoft.Dynamics.CRM.account","name":"One","description":"{{new string('x', 1_900)}}"}
            """;
        try
        {
            using var answer = await client.SendAsync(
                "POST", "accounts/Microsoft.Dynamics.CRM.CreateMultiple",
                $$"""{"Targets":[{{string.Join(',', Enumerable.Repeat(row, Many))}}]}""");
            answer.EnsureSuccessStatusCode();
            return true;
        }
        catch (HttpRequestException ended) when (ended.StatusCode is null)
        {
            return false;
        }
    }

    static HttpClient Client(Uri address, string token)
    {
        HttpClient client = new() { BaseAddress = new(address, "api/data/v9.2/") };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    static string Change(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"\"description\":\"{number}\",\"cm_agreementsignedon\":\"{Day.AddDays(number):yyyy-MM-dd}\",")
        + "\"cm_lifecyclestage\":727000000";

    void CheckStored(JsonArray rows)
    {
        Dictionary<string, int> stored = rows.ToDictionary(
            row => (string)row!["accountid"]!,
            row => int.Parse((string)row!["description"]!, CultureInfo.InvariantCulture));
        Assert.All(_answered, customer => Assert.InRange(
            stored.GetValueOrDefault(customer.Key, -1), customer.Value, customer.Value + 1));
        Assert.All(rows, row => Assert.Equal(
            Day.AddDays(stored[(string)row!["accountid"]!]).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            (string?)row["cm_agreementsignedon"]));
    }
}
