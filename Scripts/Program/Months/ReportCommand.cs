using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.IO;
using System.Linq;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Output;

namespace CrmMilestones.Scripts.Months;

/// <summary>report: what moved the number of billable customers in a month or a year, and who they are.</summary>
public static class ReportCommand
{
    public static Command Create()
    {
        Option<DateTime?> month = new("--month")
        {
            Description = "The month, such as 2026-10.",
            CustomParser = argument => Day(argument, "yyyy-MM", "month: write it as 2026-10"),
        };
        Option<DateTime?> year = new("--year")
        {
            Description = "Instead of a month: a year, month by month.",
            CustomParser = argument => Day(argument, "yyyy", "year: write it as 2026"),
        };
        Option<string?> market = new("--market") { Description = "Only the market with this code, such as AU." };
        Option<FileInfo?> definition = new("--definition")
        {
            Description = "Count the same history under another definition too; Scripts/Program/Months/README.md says "
                + "what this JSON file holds.",
        };
        Option<DirectoryInfo> folder = new("--output")
        {
            Description = "The folder for report.html, roll-forward.csv and customers.csv.",
            DefaultValueFactory = _ => new(Path.Combine("artifacts", "report")),
        };
        ToolCommand command = new(
            "report",
            "Report what moved the number of billable customers in a month or a year, with the customers behind every "
            + "number.",
            [ExitCode.Differs, ExitCode.LeftOver, .. ExitCode.OfLive], hasJson: true)
        {
            month,
            year,
            market,
            definition,
            folder,
        };
        EnvironmentOptions environment = new(command);
        command.Does(async (parsed, output, cancellation) =>
        {
            var (firstMonth, months) = (parsed.GetValue(month), parsed.GetValue(year)) switch
            {
                ({ } one, null) => (one, 1),
                (null, { } all) => (all, 12),
                _ => throw new ToolException("Give either --month or --year, such as --month 2026-10."),
            };
            var other = parsed.GetValue(definition) is { } file ? ReadDefinition(file.FullName) : null;
            var path = parsed.GetRequiredValue(folder).FullName;
            using var connection = await environment.OpenAsync(parsed, output.Error, cancellation);
            WholeFile.DemandFolder(path);
            var now = DateTime.UtcNow;
            var report = new MonthReporter(
                connection.Service, connection.EnvironmentName, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)))
                .Report(firstMonth, months, parsed.GetValue(market), other, output, cancellation);
            ReportFiles.Write(report, path, output);
            return !report.IsAsFrozen ? ExitCode.Differs
                : report.IsCountedAlike ? ExitCode.Done
                : ExitCode.LeftOver;
        });
        return command;
    }

    static AlternativeDefinition ReadDefinition(string path)
    {
        try
        {
            return AlternativeDefinition.Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ToolException($"{path} can't be read as a definition: {e.Message}", e);
        }
    }

    static DateTime? Day(ArgumentResult argument, string format, string what)
    {
        var text = argument.Tokens.Single().Value;
        if (!DateTime.TryParseExact(
            text, format, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day))
        {
            argument.AddError($"'{text}' is no {what}.");
        }

        return day;
    }
}
