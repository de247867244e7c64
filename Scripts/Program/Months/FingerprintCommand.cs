using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using CrmMilestones.Scripts.Live;
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
        Command command = new(
            "fingerprint",
            "Compute the fingerprint of a closed month again. Exit code 0: done, and the same where there is one to "
            + "compare with. 1: it can't be computed. 2, 3, 4: address, sign-in or privilege of the environment. "
            + "6: it differs from what was frozen.")
        {
            month,
            rows,
            knownOn,
            expect,
        };
        ConnectionOptions connection = new(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                var day = parsed.GetValue(month).Date;
                if (parsed.GetValue(rows) is { } file)
                {
                    Report(day, Frozen(parsed.GetValue(knownOn), parsed.GetValue(expect)), Read(file.FullName), output);
                    return 0;
                }

                using var environment = await Connection.OpenAsync(connection.Target(parsed), error, cancellation);
                Report(day, environment.Service, output, cancellation);
                return 0;
            }
            catch (LiveException failure)
            {
                error.WriteLine(failure.Report);
                return (int)failure.Part;
            }
        });
        return command;
    }

    /// <summary>Computes it from the rows of an environment.</summary>
    /// <exception cref="LiveException">The month isn't closed there, or its fingerprint differs.</exception>
    public static void Report(
        DateTime day, IOrganizationService service, TextWriter output, CancellationToken cancellation = default) =>
        Report(
            day,
            FrozenMonth.Find(service, day) ?? throw new LiveException(
                LivePart.Refused, $"No month is closed by {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}."),
            FrozenMonth.Periods(service, day, cancellation),
            output);

    static void Report(DateTime day, FrozenMonth frozen, IEnumerable<PeriodRecord> records, TextWriter output)
    {
        var (fingerprint, active) = PeriodRecord.Fingerprint(records, day, frozen.KnownOn);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            Month        {day:yyyy-MM-dd}
            Known on     {frozen.KnownOn:yyyy-MM-dd HH:mm:ss} UTC
            Active       {active}
            Fingerprint  {fingerprint}
            """));
        if (frozen.Fingerprint.Length > 0 && frozen.Fingerprint != fingerprint)
        {
            throw new LiveException(
                LivePart.Verification, $"The rows are not those that were frozen: {frozen.Fingerprint}.");
        }

        if (frozen.Fingerprint.Length > 0)
        {
            output.WriteLine("It is the one that was frozen.");
        }
    }

    static FrozenMonth Frozen(DateTime? knownOn, string? fingerprint) => new(
        knownOn ?? throw new LiveException(LivePart.Refused, "--rows needs --known-on, which the closed month names."),
        fingerprint?.Trim().ToLowerInvariant() ?? "");

    static IReadOnlyList<PeriodRecord> Read(string path)
    {
        try
        {
            using var text = File.OpenText(path);
            return [.. CsvPeriods.Read(text)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new LiveException(LivePart.Refused, $"{path} can't be read: {e.Message}", e);
        }
    }

    static DateTime Moment(ArgumentResult argument)
    {
        var text = argument.Tokens.Single().Value;
        if (!DateTime.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment))
        {
            argument.AddError($"'{text}' is no date: write it as 2026-10-31 or 2026-11-01T12:00:00Z.");
        }

        return moment;
    }
}
