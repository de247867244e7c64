using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Output;
using Spectre.Console;

namespace CrmMilestones.Scripts.Audit;

/// <summary>audit: a verdict for every customer of a list.</summary>
public static class AuditCommand
{
    static readonly ExitCode LinesRefusedOrAddress = new(
        ExitCode.LinesRefused.Number,
        $"of a list: {ExitCode.LinesRefused.Meaning}; of an environment: {ExitCode.Address.Meaning}");

    public static Command Create()
    {
        Argument<FileInfo?> list = new("file")
        {
            Description = "The list of customers, a text file such as CSV. Left out: the accounts of an environment.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<DirectoryInfo> folder = new("--output", "-o")
        {
            Description = "The folder for the report and the other files; those of an earlier audit are replaced.",
            DefaultValueFactory = _ => new(Path.Combine("artifacts", "audit")),
        };
        ToolCommand command = new(
            "audit",
            "Judge every customer of a list, or of an environment, by the shared definition: active, not active or "
            + "contradictory, and why.",
            [LinesRefusedOrAddress, ExitCode.SignIn, ExitCode.Privilege], hasJson: true)
        {
            list,
            folder,
        };
        Option<string> timeZone = new("--time-zone")
        {
            Description = "Whose calendar day is the business day of a list's customers, such as Australia/Sydney; UTC "
                + "if left out. Accounts of an environment have the day of their market.",
        };
        command.Options.Add(timeZone);
        ListArguments arguments = new(command);
        EnvironmentOptions environment = new(command);
        command.Does(async (parsed, output, cancellation) =>
        {
            var path = parsed.GetRequiredValue(folder).FullName;
            AuditMoment at = new(DateTime.UtcNow, AuditMoment.ZoneOf(parsed.GetValue(timeZone)));
            if (parsed.GetValue(list) is { } file)
            {
                environment.DemandNone(parsed, "A list");
                return Run(file.FullName, arguments.Of(parsed), path, at, output, cancellation);
            }

            if (!environment.NamesOne(parsed))
            {
                throw new ToolException("Name a list, or an environment by --url or --database.");
            }

            if (parsed.GetValue(timeZone) is not null)
            {
                throw new ToolException(
                    "--time-zone is for lists. In an environment each market has its own time zone; change it there.");
            }

            using var connection = await environment.OpenAsync(parsed, output.Error, cancellation);
            return await RunAsync(connection, path, at, output, cancellation);
        });
        return command;
    }

    /// <param name="path">The list.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="at">The moment by which everything is judged.</param>
    /// <param name="output">What is said.</param>
    /// <param name="cancellation">Stops it; the folder stays as it was.</param>
    internal static ExitCode Run(
        string path, ListOptions options, string folder, AuditMoment at, CommandOutput output,
        CancellationToken cancellation)
    {
        using var list = ListFile.Open(path, CustomerTargets.All, options);
        return Run(AuditSource.Of(list, path), folder, at, output, cancellation);
    }

    /// <param name="connection">The environment.</param>
    /// <inheritdoc cref="Run(string, ListOptions, string, AuditMoment, CommandOutput, CancellationToken)"/>
    internal static async Task<ExitCode> RunAsync(
        Connection connection, string folder, AuditMoment at, CommandOutput output, CancellationToken cancellation)
    {
        using var customers = await LiveCustomers.CopyAsync(connection, folder, at.UtcNow, output, cancellation);
        var exitCode = Run(customers.Source(connection), folder, at, output, cancellation);
        customers.Forget();
        return exitCode;
    }

    static ExitCode Run(
        AuditSource source, string folder, AuditMoment at, CommandOutput output, CancellationToken cancellation)
    {
        using AuditFiles files = new(folder);
        AuditRun audit;
        using (var progress = output.Progress($"Judging {source.Name}"))
        {
            audit = AuditRun.Of(
                source, AuditLabels.Read(source.Rulebook?.LabelsOfOthers ?? []), files, at,
                (count, share) => progress.Report(count, share), cancellation);
        }

        AuditReport.Of(audit).Write(files.Create(AuditFiles.Report));
        cancellation.ThrowIfCancellationRequested();
        var names = files.Keep();
        output.WriteJson(AuditSummary.Of(audit, folder, names));
        Say(audit, folder, output);
        return audit.Counts.RefusedLines == 0 ? ExitCode.Done : ExitCode.LinesRefused;
    }

    static void Say(AuditRun audit, string folder, CommandOutput output)
    {
        output.Out.WriteLine(CommandOutput.Text($"{audit.SourceName}: {audit.AboutSource}"));
        output.Out.WriteLine(audit.WhatWasRead);
        Table verdicts = new Table().AddColumn("Verdict").AddColumn(Right("Records"));
        verdicts.AddRow("Active customers", Text(audit.Totals.Findings[Finding.Active].Count));
        verdicts.AddRow("  of these billable", Text(audit.Totals.Billable));
        verdicts.AddRow("  of these on billing hold", Text(audit.Totals.OnHold));
        verdicts.AddRow("Not active", Text(audit.Totals.Findings[Finding.NotActive].Count));
        verdicts.AddRow("Contradictory", Text(audit.Totals.Findings[Finding.Contradictory].Count));
        output.Console.Write(verdicts);
        Table departments = new Table().AddColumn("Department").AddColumn("Whom it counts")
            .AddColumn(Right("It counts")).AddColumn(Right("Both")).AddColumn(Right("Only it"))
            .AddColumn(Right("Only the shared one"));
        foreach (var count in audit.Totals.Departments)
        {
            departments.AddRow(
                count.Department.Name, count.Department.Definition, Text(count.Theirs), Text(count.Both),
                Text(count.OnlyTheirs.Count), Text(count.OnlyOurs.Count));
        }

        output.Console.Write(departments);
        output.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{audit.Duplicates.Indexes.Sum(index => index.Groups):N0} groups of duplicates. "
            + $"Open {Path.Combine(folder, AuditFiles.Report)}; the import files lie beside it."));
    }

    static TableColumn Right(string heading) => new TableColumn(heading).RightAligned();

    static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
