using System.Collections.Generic;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Scripts.Output;
using CrmMilestones.Scripts.Pages;

namespace CrmMilestones.Scripts.Audit;

/// <summary>refused.csv: every reason of every line that couldn't be read, by line.</summary>
sealed class RefusedLines
{
    readonly SafeCsv _csv;
    readonly List<IReadOnlyList<object?>> _rows = [];

    public RefusedLines(SafeCsv csv)
    {
        _csv = csv;
        _csv.WriteLine([.. Refused.Header]);
    }

    /// <summary>Reasons, of which a line may have several.</summary>
    public int Count { get; private set; }

    public void Add(Refused refused)
    {
        Count++;
        _csv.WriteLine([.. refused.Cells]);
        if (_rows.Count < ReportTable.MostRows)
        {
            _rows.Add(refused.Cells);
        }
    }

    public ReportTable ToTable() => new(
        "Lines that could not be read, with every reason",
        [new("Line", ColumnKind.Number), new("Column", ColumnKind.Choice), "Reason"], _rows)
    {
        Count = Count,
        AllIn = AuditFiles.Refused,
    };
}
