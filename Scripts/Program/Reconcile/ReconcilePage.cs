using System;
using System.Globalization;
using System.Linq;
using CrmMilestones.Scripts.Pages;

namespace CrmMilestones.Scripts.Reconcile;

/// <summary>A reconciliation as a page.</summary>
static class ReconcilePage
{
    /// <param name="result">What came of it.</param>
    /// <param name="foundFile">The file that holds all that disagrees.</param>
    /// <param name="refusedFile">The file that holds every reason why a line was refused.</param>
    public static ReportPage Of(Reconciliation result, string foundFile, string refusedFile)
    {
        var kinds = result.Kinds;
        return new(
            $"{result.File} and the shared definition",
            FormattableString.Invariant($"{result.Lines.Lines:N0} lines, held against the status periods of ")
            + result.Environment
            + (result.Days is { } days
                ? FormattableString.Invariant($" from {days.First:yyyy-MM-dd} to {days.Last:yyyy-MM-dd}.") : "."),
            [
                new("What disagrees")
                {
                    Figures =
                    [
                        new("Agree", result.Agree.Count, Money(result.Agree.Amount)),
                        .. kinds.Select(kind => new KeyFigure(
                            result.Words(kind), new Link(result.Sum(kind).Count, Id(kind)),
                            kind == DisagreementKind.NotClaimed ? null : Money(result.Sum(kind).Amount))),
                    ],
                    Charts = kinds.Count == 0 ? [] :
                    [
                        new(
                            "Claims and customers", $"{result.Agree.Count} claims agree.",
                            ["Agree", .. kinds.Select(result.Words)],
                            [
                                new("Count",
                                    [result.Agree.Count, .. kinds.Select(kind => (double)result.Sum(kind).Count)]),
                            ])
                        { IsHorizontal = true, CategoryLabel = "What" },
                    ],
                    Notes = ["Amounts are as the file says, in its currency; credits count as negative."],
                },
                .. kinds.Select(kind => new ReportSection(result.Words(kind))
                {
                    Tables = [Table(result, kind, foundFile)],
                }),
                new("The file")
                {
                    Figures =
                    [
                        new("Lines", result.Lines.Lines), new("Read", result.Lines.Judged),
                        new("Refused", result.Lines.RefusedLines), new("Blank", result.Lines.Blank),
                        new("New claims", result.Written.Created), new("Changed", result.Written.Changed),
                        new("As they were", result.Written.AsStored),
                    ],
                    Tables = result.Refused.Count == 0 ? [] :
                    [
                        new(
                            "Why lines could not be read",
                            [new("Line", ColumnKind.Number), new("Column", ColumnKind.Choice), "Reason"],
                            [.. result.Refused.Take(ReportTable.MostRows).Select(line => line.Cells)])
                        { Count = result.Refused.Count, AllIn = refusedFile },
                    ],
                },
            ]);
    }

    static ReportTable Table(Reconciliation result, DisagreementKind kind, string foundFile)
    {
        Disagreement[] some = [.. result.Disagreements.Where(found => found.Kind == kind)];
        return new(
            result.Words(kind),
            [
                "Customer", new("Number", ColumnKind.Brief), new("Claim", ColumnKind.Brief),
                new("From", ColumnKind.Brief), new("To", ColumnKind.Brief),
                new("Amount", ColumnKind.Number), "Why",
            ],
            [
                .. some.Take(ReportTable.MostRows).Select(found => (object?[])
                [
                    found.Customer, found.Number, found.Key, found.From, found.Until, found.Amount, found.Explanation,
                ]),
            ])
        { Id = Id(kind), Count = some.Length, AllIn = foundFile };
    }

    static string Id(DisagreementKind kind) => $"list-{(int)kind}";

    static string Money(decimal amount) => amount.ToString("N2", CultureInfo.InvariantCulture);
}
