using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using CrmMilestones.Scripts.Lists;

namespace CrmMilestones.Scripts.Months;

/// <summary>Status periods in a CSV file: columns by their logical names, and cm_code, the code of the row's market.
/// </summary>
static class CsvPeriods
{
    static readonly ListTarget
        Key = Of("cm_customerkey", TargetKind.Text),
        Status = Of("cm_status", TargetKind.Choice) with { Choice = "cm_billablestatus" },
        Market = Of("cm_code", TargetKind.Text),
        IsActive = Of("cm_isactive", TargetKind.YesNo),
        From = Of("cm_from", TargetKind.Date),
        Until = Of("cm_until", TargetKind.Date),
        RecordedOn = Of("cm_recordedon", TargetKind.Moment),
        SupersededOn = Of("cm_supersededon", TargetKind.Moment);

    /// <summary>Opens a file of them.</summary>
    /// <inheritdoc cref="ListFile.Open" path="/exception"/>
    public static ListFile Open(string path, ListOptions options) => ListFile.Open(
        path, [Key, Status, Market, IsActive, From, Until, RecordedOn, SupersededOn], options);

    /// <summary>The rows. One that can't be read ends the reading, as all of them make the fingerprint.</summary>
    /// <param name="file">What <see cref="Open"/> opened.</param>
    /// <param name="path">Where it lies.</param>
    /// <exception cref="InvalidDataException">It names the line.</exception>
    public static IEnumerable<PeriodRecord> Read(ListFile file, string path, CancellationToken cancellation) =>
        file.Read(
            Record,
            refused => throw new InvalidDataException(FormattableString.Invariant(
                $"{path}, line {refused.Line}: {$"{refused.Column} {refused.Reason}".Trim()}.")),
            cancellation);

    static PeriodRecord Record(ListLine line) => new(
        new(line.RequiredText(Key), line.Required(Status, line.Choice), line.Text(Market) ?? ""),
        line.Required(IsActive, line.YesNo), line.Required(From, line.Date), line.Date(Until),
        line.Required(RecordedOn, line.Moment), line.Moment(SupersededOn));

    static ListTarget Of(string name, TargetKind kind) => new(name, kind) { Headers = [name], IsRequired = true };
}
