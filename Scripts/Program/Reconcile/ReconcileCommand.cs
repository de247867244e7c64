using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Months;
using CrmMilestones.Scripts.Output;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Scripts.Reconcile;

/// <summary>reconcile: takes a file of claims into the CRM, and tells what disagrees with the shared definition.
/// </summary>
public static class ReconcileCommand
{
    public static Command Create()
    {
        Argument<FileInfo> file = new("file")
        {
            Description = "Invoices, contractor payments or a list, as CSV (Scripts/Program/Reconcile/README.md).",
        };
        Option<ClaimSource> source = new("--source")
        {
            Description = "What the file holds.",
            Required = true,
            CustomParser = Source,
        };
        Option<DateTime?> month = new("--month")
        {
            Description = "The month, such as 2026-10, of which lines speak that name no day.",
            CustomParser = Month,
        };
        Option<DirectoryInfo> folder = new("--output")
        {
            Description = "The folder for reconcile.html, disagreements.csv and refused.csv.",
            DefaultValueFactory = _ => new(Path.Combine("artifacts", "reconcile")),
        };
        ToolCommand command = new(
            "reconcile",
            "Take a file of invoices, payments or a list into the CRM's claims, and tell what disagrees with the "
            + "shared definition. A second run with the same file writes nothing.",
            [ExitCode.LeftOver, .. ExitCode.OfLive], hasJson: true)
        {
            file,
            source,
            month,
            folder,
        };
        ListArguments arguments = new(command);
        EnvironmentOptions environment = new(command);
        command.Does(async (parsed, output, cancellation) =>
        {
            var path = parsed.GetRequiredValue(file).FullName;
            using var list = ListFile.Open(path, ClaimTargets.All, arguments.Of(parsed));
            output.Out.WriteLine(CommandOutput.Text(list.Description));
            var into = parsed.GetRequiredValue(folder).FullName;
            using var connection = await environment.OpenAsync(parsed, output.Error, cancellation);
            WholeFile.DemandFolder(into);
            var result = Run(
                list, Path.GetFileName(path), parsed.GetValue(source), parsed.GetValue(month), connection.Service,
                connection.EnvironmentName, DateTime.UtcNow, output, cancellation);
            ReconcileFiles.Write(result, into, output);
            return result.LeavesWork ? ExitCode.LeftOver : ExitCode.Done;
        });
        return command;
    }

    /// <summary>Takes a file in, and tells what disagrees.</summary>
    /// <param name="month">The first day of the month of which lines speak that name no day; null if there are none.
    /// </param>
    /// <param name="now">The moment, UTC, up to which the environment is believed.</param>
    internal static Reconciliation Run(
        ListFile list, string name, ClaimSource source, DateTime? month, IOrganizationService service,
        string environment, DateTime now, CommandOutput output, CancellationToken cancellation)
    {
        HashSet<ListTarget> said = [];
        List<Refused> refused = [];
        ClaimTable table = new(service, source, said);
        WriteCounts written = new(0, 0, 0);
        ClaimSum agree = new(0, 0);
        List<Disagreement> disagreements = [];
        (DateTime First, DateTime Last)? days = null;
        using (var progress = output.Progress($"Reconciling {name}"))
        {
            foreach (var claims in list.Read(Record, refused.Add, cancellation).Chunk(ClaimTable.AtOnce))
            {
                written += table.Write(claims);
                foreach (var judged in table.Judged(claims))
                {
                    if (judged is { From: { } from, Until: { } until } && from <= until)
                    {
                        days = (Earlier(from, days?.First), Later(until, days?.Last));
                    }

                    if (Reconciliation.Of(judged) is { } found)
                    {
                        disagreements.Add(found);
                    }
                    else
                    {
                        agree = new(agree.Count + 1, agree.Amount + (judged.Claim.Amount ?? 0));
                    }
                }

                progress.Report(list.Counts.Lines);
            }
        }

        if (days is { } period && Reconciliation.IsClaimedOfAll(source))
        {
            var claimed = table.AccountsClaimed(
                period.First, period.Last, query => RowPages.All(service, query, cancellation)).ToHashSet();
            disagreements.AddRange(Reconciliation.NotClaimed(
                source,
                new HistoryReader(service, now).Read(period.Last, withEvents: false, output, cancellation),
                claimed, period.First, period.Last));
        }

        return new(
            name, source, environment, list.Counts, written, agree,
            [.. disagreements.OrderBy(found => found.Kind)], refused)
        { Days = days };

        ClaimRecord Record(ListLine line)
        {
            if (said.Count == 0)
            {
                said.UnionWith(ClaimTargets.All.Where(line.Has));
            }

            var claim = ClaimRecord.Of(line);
            return month is { } first
                && claim is { PeriodStart: null, PeriodEnd: null, LastActivityOn: null }
                ? claim with { PeriodStart = first, PeriodEnd = first.AddMonths(1).AddDays(-1) } : claim;
        }
    }

    static ClaimSource Source(ArgumentResult argument)
    {
        var text = argument.Tokens.Single().Value;
        if (Enum.GetNames<ClaimSource>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase))
            is { } known)
        {
            return Enum.Parse<ClaimSource>(known);
        }

        argument.AddError($"'{text}' is none of: {string.Join(", ", Enum.GetNames<ClaimSource>())}.");
        return default;
    }

    static DateTime Earlier(DateTime one, DateTime? other) => other < one ? other.Value : one;

    static DateTime Later(DateTime one, DateTime? other) => other > one ? other.Value : one;

    static DateTime? Month(ArgumentResult argument)
    {
        var text = argument.Tokens.Single().Value;
        if (!DateTime.TryParseExact(
            text, "yyyy-MM", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var month))
        {
            argument.AddError($"'{text}' is no month: write it as 2026-10.");
        }

        return month;
    }
}
