using System.CommandLine;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Sandbox;
using CrmMilestones.Scripts.Output;
using Microsoft.AspNetCore.Connections;

namespace CrmMilestones.Scripts.Serve;

/// <summary>serve: the solution's app and Dataverse's Web API on this machine's loopback interface.</summary>
public static class ServeCommand
{
    public static Command Create()
    {
        Option<int> port = new("--port")
        {
            Description = "The port on 127.0.0.1; 0 for any that is free.",
            DefaultValueFactory = _ => 5080,
        };
        port.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
            {
                given.AddError($"A port is a number from {IPEndPoint.MinPort} to {IPEndPoint.MaxPort}.");
            }
        });
        Option<string> seed = new("--seed")
        {
            Description = "What is in it: demo (the sample customers, taken through the lifecycle) or empty.",
            DefaultValueFactory = _ => "demo",
        };
        seed.AcceptOnlyFromAmong("demo", "empty");
        Option<FileInfo?> data = new("--data") { Description = "A customer list in place of the sample customers." };
        Option<FileInfo?> keep = new("--keep")
        {
            Description = "Keep the environment in this SQLite file, and go on with it if it is there.",
        };
        Option<FileInfo[]> solution = new("--solution")
        {
            Description = "Another solution's zip to import as well. May be repeated.",
            DefaultValueFactory = _ => [],
        };
        ToolCommand command = new(
            "serve", "Try the solution in a browser, and by programs written for Dataverse's Web API, on this machine.",
            [], hasJson: false)
        {
            port,
            seed,
            data,
            keep,
            solution,
        };
        command.Does((parsed, output, cancellation) =>
        {
            SandboxSeeds seeds = new(
                parsed.GetValue(data)?.FullName ?? (parsed.GetValue(seed) == "demo" ? SandboxSeeds.Samples : null),
                [.. parsed.GetRequiredValue(solution).Select(file => file.FullName)], output, cancellation);
            return RunAsync(
                new(seeds.Make) { Port = parsed.GetValue(port), Path = parsed.GetValue(keep)?.FullName },
                output, cancellation);
        });
        return command;
    }

    static async Task<ExitCode> RunAsync(SandboxOptions options, CommandOutput output, CancellationToken cancellation)
    {
        await using var server = await StartAsync(options, cancellation);
        output.Out.WriteLine($"The sandbox is at {server.Address}, for this machine only. Ctrl-C ends it.");
        output.Out.WriteLine($"The Web API is at {server.Address}api/data/v9.2/. Programs name a person by a token:");
        foreach (var person in server.People)
        {
            output.Out.WriteLine($"  {CommandOutput.Text(person.Title),-40} Authorization: Bearer {person.Token}");
        }

        await Task.Delay(Timeout.Infinite, cancellation);
        return ExitCode.Done;
    }

    static async Task<SandboxServer> StartAsync(SandboxOptions options, CancellationToken cancellation)
    {
        try
        {
            return await SandboxServer.StartAsync(options, cancellation);
        }
        catch (SolutionImportException refused)
        {
            throw new ToolException($"The solution is refused: {refused.Message}", refused);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw new ToolException(
                $"Port {options.Port} is taken. Name another to --port, or 0 for any that is free.", taken);
        }
    }
}
