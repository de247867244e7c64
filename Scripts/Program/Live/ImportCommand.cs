using System;
using System.CommandLine;
using System.IO;
using CrmMilestones.Packaging;
using CrmMilestones.Scripts.Output;

namespace CrmMilestones.Scripts.Live;

/// <summary>import: brings the solution into a live environment.</summary>
public static class ImportCommand
{
    public static Command Create()
    {
        Option<FileInfo?> zip = new("--zip")
        {
            Description = "The managed solution zip. [default: packed afresh from Solution]",
        };
        Option<bool> dryRun = new("--dry-run")
        {
            Description =
                "Say what would happen, and change nothing. Without an environment: what the zip alone tells.",
        };
        Option<bool> force = new("--force")
        {
            Description = "Import even where the same or a newer version is installed.",
        };
        ToolCommand command = new(
            "import", "Import the solution into a live environment, publish it and verify it.",
            [.. ExitCode.OfLive, ExitCode.Import, ExitCode.Differs], hasJson: false)
        {
            zip,
            dryRun,
            force,
        };
        ConnectionOptions connection = new(command);
        command.Does(async (parsed, output, cancellation) =>
        {
            try
            {
                if (parsed.GetValue(dryRun) && !connection.NamesOne(parsed))
                {
                    PackageReport.Write(Package(parsed.GetValue(zip)), output.Out);
                    return ExitCode.Done;
                }

                var target = connection.Target(parsed);
                var package = Package(parsed.GetValue(zip));
                using var environment = await Connection.OpenAsync(target, prompts: output.Error, cancellation);
                Rollout rollout = new(environment, output.Out, pollEvery: TimeSpan.FromSeconds(5));
                await rollout.RunAsync(package, parsed.GetValue(force), parsed.GetValue(dryRun), cancellation);
                return ExitCode.Done;
            }
            catch (OperationCanceledException e)
            {
                throw new ToolException(
                    ExitCode.Interrupted,
                    "Stopped. An import that was started goes on in Dataverse; its solution history shows the end.", e);
            }
        });
        return command;
    }

    static PackageFile Package(FileInfo? zip)
    {
        try
        {
            return PackageFile.Read(zip is not null
                ? File.ReadAllBytes(zip.FullName)
                : SolutionPacker.Pack(
                    Path.Combine(RepositoryRoot.Path, "Solution"), PluginDll.BuiltPath, managed: true));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SolutionRefusedException)
        {
            throw new LiveException(LivePart.Refused, $"There is nothing to import: {e.Message}", e);
        }
    }
}
