using System.Collections.Generic;
using System.IO;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace CrmMilestones.Scripts.Pages;

/// <summary>
/// A report as one HTML file that needs nothing else, neither network nor script: where scripts run, tables sort and
/// filter.
/// </summary>
/// <param name="Title">What the report is, such as "Billable customers in October 2026".</param>
/// <param name="About">What it was made from and when, in a sentence.</param>
/// <param name="Sections">Its parts, in their order.</param>
public sealed record ReportPage(string Title, string About, IReadOnlyList<ReportSection> Sections)
{
    public string ToHtml() => Razor.Write<Report>(
        ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Report.Page)] = this }));

    /// <summary>Writes it as UTF-8.</summary>
    public void Write(Stream stream) => stream.Write(Encoding.UTF8.GetBytes(ToHtml()));
}

/// <summary>A part of a report under a heading: figures, then charts, tables and notes, as far as it has them.
/// </summary>
public sealed record ReportSection(string Title)
{
    /// <summary>What the part says, in a sentence or two before everything else.</summary>
    public string? Lead { get; init; }

    public IReadOnlyList<KeyFigure> Figures { get; init; } = [];

    public IReadOnlyList<BarChart> Charts { get; init; } = [];

    public IReadOnlyList<ReportTable> Tables { get; init; } = [];

    /// <summary>Paragraphs after everything else.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A number that is read at a glance.</summary>
/// <param name="Label">What it counts.</param>
/// <param name="Value">A number, or whatever else a table cell may hold.</param>
/// <param name="Note">What to know of it, in a few words.</param>
public sealed record KeyFigure(string Label, object Value, string? Note = null);

/// <summary>A table; its rows hold a cell for each column.</summary>
/// <param name="Caption">What its rows are.</param>
/// <param name="Columns">Its columns, of which the first names the row.</param>
/// <param name="Rows">
/// Cells: texts, whole numbers, amounts (decimal), days (DateTime), yes or no (bool), links, or null for nothing. No
/// more than <see cref="MostRows"/> are shown.
/// </param>
public sealed record ReportTable(
    string Caption, IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>More rows are looked through in a spreadsheet, not on a page.</summary>
    public const int MostRows = 1000;

    /// <summary>How many rows there are, where <see cref="Rows"/> holds only the first.</summary>
    public long Count { get; init; } = Rows.Count;

    /// <summary>The file that holds every row, named where not all are shown.</summary>
    public string? AllIn { get; init; }

    /// <summary>Where a <see cref="Link"/> leads; letters, digits and hyphens.</summary>
    public string? Id { get; init; }

    /// <summary>Whether only the caption is seen until somebody opens it.</summary>
    public bool IsFolded { get; init; }
}

/// <summary>A column of a table.</summary>
/// <param name="Label">Its heading.</param>
/// <param name="Kind">How it is aligned, sorted and filtered.</param>
public sealed record TableColumn(string Label, ColumnKind Kind = ColumnKind.Text)
{
    public static implicit operator TableColumn(string label) => new(label);
}

/// <summary>How a column is aligned, sorted and filtered.</summary>
public enum ColumnKind
{
    Text,

    /// <summary>Numbers stand to the right and are sorted by size.</summary>
    Number,

    /// <summary>Days, numbers of things and other short texts, which stay on one line.</summary>
    Brief,

    /// <summary>Texts of which there are few: one of them can be chosen to see its rows only.</summary>
    Choice,
}

/// <summary>A cell that leads to a table of the page.</summary>
/// <param name="Value">What is shown.</param>
/// <param name="To">The table's <see cref="ReportTable.Id"/>.</param>
public sealed record Link(object Value, string To);

/// <summary>Bars, a group or a stack of them for each category.</summary>
/// <param name="Title">What is shown.</param>
/// <param name="Description">What there is to see, in a sentence, for those who don't see it.</param>
/// <param name="Categories">What the bars stand for, in their order.</param>
/// <param name="Series">The values: one each category.</param>
public sealed record BarChart(
    string Title, string Description, IReadOnlyList<string> Categories, IReadOnlyList<BarSeries> Series)
{
    /// <summary>Whether bars lie, each beside its name: for names that are long.</summary>
    public bool IsHorizontal { get; init; }

    /// <summary>Whether the series of a category stand upon each other, negative ones downwards.</summary>
    public bool IsStacked { get; init; }

    /// <summary>The heading of the categories in the table of the same numbers.</summary>
    public string CategoryLabel { get; init; } = "";
}

/// <summary>One color of bars.</summary>
/// <param name="Name">What the legend says; with one series nothing.</param>
/// <param name="Values">A value each category.</param>
public sealed record BarSeries(string Name, IReadOnlyList<double> Values);
