using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Sandbox;
using CrmMilestones.Sandbox.Solution;
using CrmMilestones.Scripts.Output;
using CrmMilestones.Scripts.Serve;
using CrmMilestones.Tests.Sandbox.App;
using CrmMilestones.Tests.Sandbox.WebApi;
using Microsoft.Xrm.Sdk.Query;
using Xunit;

namespace CrmMilestones.Tests.Sandbox.Serve;

/// <summary>How a sandbox begins, goes on and begins anew.</summary>
public sealed class ServeTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    string Kept => Path.Combine(_folder.FullName, "kept.sqlite");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_is_kept_in_a_file_goes_on_at_the_next_start()
    {
        string[] arguments = ["--seed", "empty", "--keep", Kept];
        await using (var first = await ServedSandbox.StartAsync(arguments))
        {
            using var client = first.Client();
            await client.CreateAsync("accounts", """{"name":"Kept"}""");
        }

        await using var second = await ServedSandbox.StartAsync(arguments);
        using var again = second.Client();
        Assert.Equal(["Kept"], await NamesAsync(again, "accounts?$select=name", "name"));
        // Its plug-ins are at work, and its people are whom they were.
        var refusal = await again.SendAsync(
            "POST", "accounts", """{"name":"Second","cm_lifecyclestage":727000001}""").RefusalAsync();
        Assert.StartsWith("CM001", refusal.Message, StringComparison.Ordinal);
        var people = await NamesAsync(again, "systemusers?$select=fullname", "fullname");
        Assert.Equal(people.Distinct(), people);
    }

    [Fact]
    public async Task A_reset_throws_away_what_was_kept_and_goes_on_in_the_same_file()
    {
        string[] arguments = ["--seed", "empty", "--keep", Kept];
        await using (var first = await ServedSandbox.StartAsync(arguments))
        {
            using var client = first.Client();
            await client.CreateAsync("accounts", """{"name":"Thrown away"}""");
            await first.ResetAsync();
            Assert.Empty(await NamesAsync(client, "accounts?$select=name", "name"));
            await client.CreateAsync("accounts", """{"name":"Since then"}""");
        }

        await using var second = await ServedSandbox.StartAsync(arguments);
        using var again = second.Client();
        Assert.Equal(["Since then"], await NamesAsync(again, "accounts?$select=name", "name"));
    }

    [Fact]
    public async Task Another_solution_comes_in_beside_ours()
    {
        var zip = Path.Combine(_folder.FullName, "library.zip");
        await File.WriteAllBytesAsync(zip, LibrarySolution.Zip);
        await using var served = await ServedSandbox.StartAsync("--seed", "empty", "--solution", zip);
        using var client = served.Client();
        await client.CreateAsync("lib_books", """{"lib_name":"World atlas"}""");
        using HttpClient browser = new() { BaseAddress = served.Address };
        Assert.EndsWith(
            "/app/lib_Library/view/lib_book", (await browser.GetAsync("/app/lib_Library")).RequestMessage!.RequestUri!
                .AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(
            ["CrmMilestones", "Library"],
            (await NamesAsync(client, "solutions?$select=uniquename", "uniquename")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_solution_that_is_refused_is_named_with_the_reason_and_nothing_is_served()
    {
        var zip = Path.Combine(_folder.FullName, "broken.zip");
        await File.WriteAllTextAsync(zip, "not a zip");
        using StringWriter error = new();
        var code = await ServeCommand.Create().Parse(["--port", "0", "--seed", "empty", "--solution", zip])
            .InvokeAsync(new() { Error = error });
        Assert.Equal(1, code);
        Assert.Equal(
            "The solution is refused: The solution file is not a zip file, or a broken one.",
            error.ToString().TrimEnd());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_one_sentence()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        // A program of its own, as the server's log goes to its stderr too.
        using var serve = Process.Start(new ProcessStartInfo(
            "dotnet",
            ["exec", typeof(ServeCommand).Assembly.Location, "serve", "--seed", "empty", "--port", $"{port}"])
        {
            RedirectStandardError = true,
        })!;
        var error = await serve.StandardError.ReadToEndAsync();
        await serve.WaitForExitAsync();
        Assert.Equal(
            (1, $"Port {port} is taken. Name another to --port, or 0 for any that is free."),
            (serve.ExitCode, error.TrimEnd()));
    }

    [Fact]
    public async Task Another_programs_file_is_not_taken_for_a_kept_sandbox()
    {
        await File.WriteAllTextAsync(Kept, "My notes");
        using StringWriter error = new();
        var code = await ServeCommand.Create().Parse(["--port", "0", "--seed", "empty", "--keep", Kept])
            .InvokeAsync(new() { Error = error });
        Assert.Equal((1, "My notes"), (code, await File.ReadAllTextAsync(Kept)));
        Assert.Contains("is no sandbox", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rep_whom_the_list_names_finds_own_customers_at_once()
    {
        var list = Path.Combine(_folder.FullName, "customers.csv");
        await File.WriteAllLinesAsync(list, File.ReadLines(SandboxSeeds.Samples).Take(40));
        CommandOutput output = new(TextWriter.Null, TextWriter.Null, quiet: true);
        SandboxSeeds seeds = new(list, [], output, CancellationToken.None) { Folder = _folder.FullName };
        await using var server = await SandboxServer.StartAsync(new(seeds.Make));
        var rep = server.Environment.People.First;
        Assert.Equal("CM Sales", rep.Role);
        Assert.NotEqual("CM Sales", rep.Name);

        var mine = SolutionModel.Read(server.Environment.Solutions).Views[new("2a25ab04-4481-4537-9b02-c80be4e35c24")];
        Assert.NotEmpty(server.Environment.ServiceFor(rep)
            .RetrieveMultiple(new FetchExpression(mine.Fetch.ToString())).Entities);
    }

    static async Task<string[]> NamesAsync(HttpClient client, string path, string column) =>
    [
        .. (await client.JsonAsync(path))["value"]!.AsArray().Select(row => row![column]?.GetValue<string>() ?? ""),
    ];
}
