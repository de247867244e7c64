using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;
using System.ServiceModel;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Output;
using Microsoft.Xrm.Sdk;
using Spectre.Console;

namespace CrmMilestones.Scripts.Sweep;

/// <summary>sweep: finds what is stored otherwise than the rules have it, and repairs it if asked.</summary>
static class SweepCommand
{
    /// <summary>As many findings as the table on the screen shows.</summary>
    const int MostShown = 50;

    public static Command Create()
    {
        Option<bool> repair = new("--repair")
        {
            Description = "Put right what can be put right without a person.",
        };
        Option<FileInfo?> csv = new("--csv") { Description = "Write all findings to this CSV file too." };
        Option<FileInfo?> journal = new("--journal")
        {
            Description = "Where what was read is kept until the sweep is done, so that one that was interrupted goes "
                + "on. [default: one for each environment, in artifacts/sweep]",
        };
        ToolCommand command = new(
            "sweep",
            "Find customers, periods, documents and claims that are stored otherwise than the rules have it, and keep "
            + "the findings in the environment's table of audit findings.",
            [ExitCode.LeftOver, .. ExitCode.OfLive], hasJson: true)
        {
            repair,
            csv,
            journal,
        };
        EnvironmentOptions environment = new(command);
        command.Does(async (parsed, output, cancellation) =>
        {
            using var connection = await environment.OpenAsync(parsed, output.Error, cancellation);
            var path = parsed.GetValue(journal)?.FullName ?? JournalPath(connection.Address);
            using var kept = Journal.Open<SweepStep>(
                path, $"sweep {connection.Address} {Lifecycle.Version}", DateTime.UtcNow);
            if (kept.Finished.Any())
            {
                output.Out.WriteLine("Going on with the sweep that was interrupted.");
            }

            var result = await SweepAsync(
                new(connection, kept, output, TimeProvider.System), parsed.GetValue(repair), cancellation);
            if (parsed.GetValue(csv) is { } file)
            {
                WholeFile.Write(file.FullName, stream => WriteCsv(result, stream));
            }

            Show(result, parsed.GetValue(repair), output);
            output.WriteJson(Data(result));
            kept.Remove();
            return result.Left.Count > 0 ? ExitCode.LeftOver : ExitCode.Done;
        });
        return command;
    }

    static async Task<SweepResult> SweepAsync(SweepRun run, bool repair, CancellationToken cancellation)
    {
        try
        {
            return await run.RunAsync(repair, cancellation);
        }
        catch (Exception e) when (e is FaultException<OrganizationServiceFault> or HttpRequestException
            or TimeoutException)
        {
            throw LiveException.During(LivePart.Refused, e);
        }
    }

    /// <summary>Of each environment its own.</summary>
    static string JournalPath(Uri address) => Path.Combine(
        RepositoryRoot.Path, "artifacts", "sweep",
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.AbsoluteUri)))[..16]}.journal");

    static void WriteCsv(SweepResult result, Stream stream)
    {
        using var csv = SafeCsv.To(stream);
        csv.WriteLine("rule", "account", "subject", "detail", "repaired", "what to do");
        foreach (var (finding, isRepaired) in All(result))
        {
            csv.WriteLine(
                finding.Rule.Name, finding.Account, finding.Subject, finding.Detail, isRepaired ? "yes" : "no",
                isRepaired ? "" : finding.Rule.Advice);
        }
    }

    static IEnumerable<(Finding Finding, bool IsRepaired)> All(SweepResult result) =>
        result.Left.Select(finding => (finding, false)).Concat(result.Repaired.Select(finding => (finding, true)));

    static void Show(SweepResult result, bool repair, CommandOutput output)
    {
        var read = result.Rows.Select(rows => $"{Number(rows.Value)} {rows.Key}");
        output.Out.WriteLine($"{CommandOutput.Text(result.Environment)}: read {string.Join(", ", read)}.");
        if (result.Left.Count > 0)
        {
            Table table = new();
            table.AddColumns("Rule", "Subject", "What is wrong");
            foreach (var finding in result.Left.Take(MostShown))
            {
                table.AddRow(
                    new Text(finding.Rule.Name), new Text(CommandOutput.Text(finding.Subject)),
                    new Text(CommandOutput.Text(finding.Detail)));
            }

            output.Console.Write(table);
            if (result.Left.Count > MostShown)
            {
                output.Out.WriteLine($"And {Number(result.Left.Count - MostShown)} more: --csv FILE has all.");
            }

            foreach (var rule in result.Left.Select(finding => finding.Rule).Distinct())
            {
                output.Out.WriteLine($"{rule.Name}: {rule.Advice}");
            }
        }

        foreach (var refusal in result.Refusals)
        {
            output.Error.WriteLine($"Not repaired: {CommandOutput.Text(refusal)}");
        }

        output.Out.WriteLine(repair
            ? $"Findings before: {Number(result.Before)}. After: {Number(result.Left.Count)}."
            : $"Findings: {Number(result.Left.Count)}.");
        output.Out.WriteLine(
            $"Audit findings there: {Number(result.Created)} created, {Number(result.Resolved)} resolved.");
    }

    static object Data(SweepResult result) => new
    {
        result.RunId,
        result.Environment,
        Read = result.Rows,
        result.Before,
        After = result.Left.Count,
        result.Created,
        result.Resolved,
        result.Refusals,
        Findings = All(result).Select(found => new
        {
            Rule = found.Finding.Rule.Name,
            found.Finding.Account,
            found.Finding.Subject,
            found.Finding.Detail,
            found.IsRepaired,
        }),
    };

    static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
