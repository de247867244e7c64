using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Output;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Scripts.Months;

/// <summary>fingerprint: computes the fingerprint of a closed month again, from the rows it was counted from.</summary>
public static class FingerprintCommand
{
    public static Command Create()
    {
        Option<DateTime> month = new("--month")
        {
            Description = "The last day of the month, such as 2026-10-31.",
            Required = true,
            CustomParser = Moment,
        };
        Option<FileInfo?> rows = new("--rows")
        {
            Description = "Status periods as a CSV file (Plugins/DEFINITION.md, Closed months). Without it, an "
                + "environment is asked, and its closed month compared.",
        };
        Option<DateTime?> knownOn = new("--known-on")
        {
            Description = "With --rows: the month's \"Known on\" in UTC, such as 2026-11-01T12:00:00Z.",
            CustomParser = argument => Moment(argument),
        };
        Option<string?> expect = new("--expect")
        {
            Description = "With --rows: the fingerprint that was frozen, to compare with.",
        };
        ToolCommand command = new(
            "fingerprint",
            "Compute the fingerprint of a closed month again, and compare it with what was frozen.",
            [.. ExitCode.OfLive, ExitCode.Differs],
            hasJson: true)
        {
            month,
            rows,
            knownOn,
            expect,
        };
        ListArguments arguments = new(command);
        EnvironmentOptions environment = new(command);
        command.Does(async (parsed, output, cancellation) =>
        {
            var day = parsed.GetValue(month).Date;
            if (parsed.GetValue(rows) is { } file)
            {
                environment.DemandNone(parsed, "--rows");
                var frozen = Frozen(parsed.GetValue(knownOn), parsed.GetValue(expect));
                using var periods = CsvPeriods.Open(file.FullName, arguments.Of(parsed));
                output.Out.WriteLine(CommandOutput.Text(periods.Description));
                Report(day, frozen, CsvPeriods.Read(periods, file.FullName, cancellation), output, cancellation);
                return ExitCode.Done;
            }

            if (parsed.GetValue(knownOn) is not null || parsed.GetValue(expect) is not null)
            {
                throw new ToolException(
                    "--known-on and --expect are for --rows: an environment knows both of its closed month.");
            }

            using var connection = await environment.OpenAsync(parsed, output.Error, cancellation);
            Report(day, connection.Service, output, cancellation);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Computes it from the rows of an environment.</summary>
    /// <exception cref="LiveException">The month isn't closed there, or its fingerprint differs.</exception>
    public static void Report(
        DateTime day, IOrganizationService service, CommandOutput output, CancellationToken cancellation = default) =>
        Report(
            day,
            FrozenMonth.Find(service, day) ?? throw new LiveException(
                LivePart.Refused, $"No month is closed by {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}."),
            FrozenMonth.Periods(service, day, cancellation),
            output,
            cancellation);

    static void Report(
        DateTime day, FrozenMonth frozen, IEnumerable<PeriodRecord> records, CommandOutput output,
        CancellationToken cancellation)
    {
        var (fingerprint, active) = Counted(records, day, frozen.KnownOn, output, cancellation);
        var agrees = frozen.Fingerprint.Length == 0 ? null : (bool?)(frozen.Fingerprint == fingerprint);
        output.WriteJson(new
        {
            Month = DateOnly.FromDateTime(day),
            frozen.KnownOn,
            Active = active,
            Fingerprint = fingerprint,
            Agrees = agrees,
        });
        output.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            Month        {day:yyyy-MM-dd}
            Known on     {frozen.KnownOn:yyyy-MM-dd HH:mm:ss} UTC
            Active       {active}
            Fingerprint  {fingerprint}
            """));
        if (agrees is false)
        {
            throw new LiveException(
                LivePart.Verification, $"The rows are not those that were frozen: {frozen.Fingerprint}.");
        }

        if (agrees is true)
        {
            output.Out.WriteLine("It is the one that was frozen.");
        }
    }

    static (string Fingerprint, int Active) Counted(
        IEnumerable<PeriodRecord> records, DateTime day, DateTime knownOn, CommandOutput output,
        CancellationToken cancellation)
    {
        using var progress = output.Progress("Reading status periods");
        return PeriodRecord.Fingerprint(progress.Counting(records, cancellation), day, knownOn);
    }

    static FrozenMonth Frozen(DateTime? knownOn, string? fingerprint) => new(
        knownOn ?? throw new LiveException(LivePart.Refused, "--rows needs --known-on, which the closed month names."),
        fingerprint?.Trim().ToLowerInvariant() ?? "");

    static DateTime Moment(ArgumentResult argument)
    {
        var text = argument.Tokens.Single().Value;
        if (DateFormats.Moment(text) is { } moment)
        {
            return moment;
        }

        argument.AddError($"'{text}' is no date: write it as 2026-10-31 or 2026-11-01T12:00:00Z.");
        return default;
    }
}
