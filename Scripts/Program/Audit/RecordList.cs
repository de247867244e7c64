using System.Collections.Generic;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Scripts.Pages;

namespace CrmMilestones.Scripts.Audit;

/// <summary>Records of one kind: all are counted, the first are kept for a table of the report.</summary>
/// <param name="most">How many are kept; a report has many tables, and holds them all in memory while it is written.
/// </param>
public sealed class RecordList(int most = ReportTable.MostRows)
{
    readonly List<IReadOnlyList<object?>> _rows = [];

    public int Count { get; private set; }

    public void Add(CustomerRecord customer, Verdict verdict)
    {
        Count++;
        if (_rows.Count < most)
        {
            _rows.Add(
            [
                customer.AccountNumber, customer.Name, customer.Country, VerdictTable.Name(verdict.Finding),
                VerdictTable.Name(verdict.Suggested), string.Join(' ', verdict.Why),
            ]);
        }
    }

    /// <param name="caption">What the records have in common.</param>
    public ReportTable ToTable(string caption) => new(
        caption,
        [
            "Account number", new("Name"), new("Country", ColumnKind.Choice), new("Verdict", ColumnKind.Choice),
            new("Suggested stage", ColumnKind.Choice), "Why",
        ],
        _rows)
    {
        Count = Count,
        AllIn = AuditFiles.Verdicts,
        IsFolded = true,
    };
}
