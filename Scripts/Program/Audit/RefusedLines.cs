using System.Collections.Generic;
using System.Globalization;
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
        Write("Line", "Column", "Reason");
    }

    /// <summary>Reasons, of which a line may have several.</summary>
    public int Count { get; private set; }

    public void Add(Refused refused)
    {
        Count++;
        Write(refused.Line.ToString(CultureInfo.InvariantCulture), refused.Column, refused.Reason);
        if (_rows.Count < ReportTable.MostRows)
        {
            _rows.Add([refused.Line, refused.Column, refused.Reason]);
        }
    }

    public ReportTable ToTable() => new(
        "Lines that could not be read, with every reason",
        [new("Line", ColumnKind.Number), new("Column", ColumnKind.Choice), "Reason"], _rows)
    {
        Count = Count,
        AllIn = AuditFiles.Refused,
    };

    void Write(string line, string column, string reason)
    {
        _csv.WriteField(line);
        _csv.WriteField(column);
        _csv.WriteField(reason);
        _csv.NextRecord();
    }
}
