using System;
using System.Globalization;
using System.IO;
using System.Linq;
using CrmMilestones.Scripts.Output;
using Spectre.Console;

namespace CrmMilestones.Scripts.Reconcile;

/// <summary>A reconciliation as files, as JSON and on the screen.</summary>
static class ReconcileFiles
{
    const string PageFile = "reconcile.html", FoundFile = "disagreements.csv", RefusedFile = "refused.csv";

    public static void Write(Reconciliation result, string folder, CommandOutput output)
    {
        WholeFile.Write(Path.Combine(folder, PageFile), ReconcilePage.Of(result, FoundFile, RefusedFile).Write);
        WholeFile.Write(Path.Combine(folder, FoundFile), stream => Found(result, stream));
        WholeFile.Write(Path.Combine(folder, RefusedFile), stream => Refused(result, stream));
        output.WriteJson(new
        {
            result.File,
            result.Source,
            result.Environment,
            From = Day(result.Days?.First),
            To = Day(result.Days?.Last),
            result.Lines,
            result.Written,
            result.Agree,
            Sums = result.Kinds.ToDictionary(
                kind => char.ToLowerInvariant($"{kind}"[0]) + $"{kind}"[1..], result.Sum),
            Disagreements = result.Disagreements.Select(found => new
            {
                found.Kind,
                found.Key,
                found.Number,
                found.Customer,
                From = Day(found.From),
                To = Day(found.Until),
                found.Amount,
                found.Explanation,
            }),
            result.Refused,
            Files = new[] { PageFile, FoundFile, RefusedFile }.Select(file => Path.Combine(folder, file)),
        });
        Show(result, folder, output);
    }

    static void Found(Reconciliation result, Stream stream)
    {
        using var csv = SafeCsv.To(stream);
        csv.WriteLine("What", "Customer", "Number", "Claim", "From", "To", "Amount", "Why");
        foreach (var found in result.Disagreements)
        {
            csv.WriteLine(
                result.Words(found.Kind), found.Customer, found.Number, found.Key, Day(found.From), Day(found.Until),
                found.Amount, found.Explanation);
        }
    }

    static void Refused(Reconciliation result, Stream stream)
    {
        using var csv = SafeCsv.To(stream);
        csv.WriteLine([.. Lists.Refused.Header]);
        foreach (var line in result.Refused)
        {
            csv.WriteLine([.. line.Cells]);
        }
    }

    static void Show(Reconciliation result, string folder, CommandOutput output)
    {
        var (lines, written) = (result.Lines, result.Written);
        output.Out.WriteLine(FormattableString.Invariant(
            $"Of {lines.Lines:N0} lines {lines.Judged:N0} are read, {lines.RefusedLines:N0} refused, {lines.Blank:N0} ")
            + "blank.");
        output.Out.WriteLine(FormattableString.Invariant(
            $"Claims: {written.Created:N0} new, {written.Changed:N0} changed, {written.AsStored:N0} as they were."));
        var table = new Table().Border(TableBorder.Rounded).AddColumn("What")
            .AddColumn(new TableColumn("Count").RightAligned()).AddColumn(new TableColumn("Amount").RightAligned());
        Add("Agree", result.Agree, Money(result.Agree.Amount));
        foreach (var kind in result.Kinds)
        {
            // What ought to have been claimed, nobody knows.
            Add(
                result.Words(kind), result.Sum(kind),
                kind == DisagreementKind.NotClaimed ? "" : Money(result.Sum(kind).Amount));
        }

        output.Console.Write(table);
        if (result.Disagreements.Any(found => found is { Kind: DisagreementKind.NotJudged, From: null, Until: null }))
        {
            output.Out.WriteLine(
                "Claims that name no day can't be judged. Say which columns hold the days (--map \"Service "
                + "From=cm_periodstart\"), or of which month the file speaks (--month), and run it again.");
        }

        output.Out.WriteLine($"Open {Path.Combine(folder, PageFile)}");

        void Add(string what, ClaimSum sum, string money) => table.AddRow(
            new Text(what), new Text(sum.Count.ToString("N0", CultureInfo.InvariantCulture)), new Text(money));
    }

    static string Money(decimal amount) => amount.ToString("N2", CultureInfo.InvariantCulture);

    static string? Day(DateTime? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
