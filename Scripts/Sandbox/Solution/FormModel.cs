using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Sandbox.Solution;

/// <summary>What a form is for.</summary>
public enum FormKind
{
    /// <summary>Shows and edits a whole row.</summary>
    Main,
    /// <summary>Makes a new row from a few columns, over whatever was open.</summary>
    QuickCreate,
    /// <summary>Shows a row inside another one's form.</summary>
    QuickView,
    /// <summary>Shows a row in a list.</summary>
    Card,
    /// <summary>Something else, which isn't drawn.</summary>
    Other,
}

/// <summary>A form as a solution describes it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Table">The table of the rows that it shows.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Name">What people see where there are several.</param>
public sealed record FormModel(Guid Id, string Table, FormKind Kind, LocalizedLabels Name)
{
    /// <summary>Its tabs, the hidden ones too.</summary>
    public IReadOnlyList<FormTab> Tabs { get; init; } = [];

    /// <summary>What stands on top of every tab.</summary>
    public IReadOnlyList<FormCell> Header { get; init; } = [];

    /// <summary>The web resources with the form's scripts, in the order of loading.</summary>
    public IReadOnlyList<string> Libraries { get; init; } = [];

    /// <summary>Which functions of the libraries run when.</summary>
    public IReadOnlyList<FormHandler> Handlers { get; init; } = [];

    /// <summary>Whether it can be used.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Its place among the forms of its table: people get the lowest that their roles let them see.</summary>
    public int Order { get; init; }

    /// <summary>The roles that see it; none means everybody.</summary>
    public IReadOnlyList<Guid> Roles { get; init; } = [];

    /// <summary>Whether people get it whose roles let them see no other.</summary>
    public bool IsFallback { get; init; }

    /// <summary>All cells, of the header too.</summary>
    public IEnumerable<FormCell> Cells => Header.Concat(Tabs
        .SelectMany(tab => tab.Columns)
        .SelectMany(column => column.Sections)
        .SelectMany(section => section.Rows)
        .SelectMany(row => row));

    /// <summary>The columns that it shows, each once.</summary>
    public IEnumerable<string> Columns => Cells.Select(cell => cell.Control?.Column).OfType<string>().Distinct();
}

/// <summary>A tab.</summary>
/// <param name="Name">The name by which scripts know it.</param>
/// <param name="Label">What people see.</param>
/// <param name="IsVisible">Whether it is there before a script says otherwise.</param>
/// <param name="Columns">Its columns from left to right.</param>
public sealed record FormTab(
    string Name, LocalizedLabels Label, bool IsVisible, IReadOnlyList<FormColumn> Columns);

/// <summary>A column of a tab; <paramref name="Width"/> is its share of 100.</summary>
public sealed record FormColumn(double Width, IReadOnlyList<FormSection> Sections);

/// <summary>A section.</summary>
/// <param name="Name">The name by which scripts know it.</param>
/// <param name="Label">What people see.</param>
/// <param name="ShowsLabel">Whether they see it.</param>
/// <param name="IsVisible">Whether it is there before a script says otherwise.</param>
/// <param name="ColumnCount">How many cells stand beside one another.</param>
/// <param name="Rows">Its rows; one may be empty, where a cell above spans it.</param>
public sealed record FormSection(
    string Name, LocalizedLabels Label, bool ShowsLabel, bool IsVisible, int ColumnCount,
    IReadOnlyList<IReadOnlyList<FormCell>> Rows);

/// <summary>A cell.</summary>
/// <param name="Label">What people see beside the control.</param>
/// <param name="ShowsLabel">Whether they see it.</param>
/// <param name="IsVisible">Whether the cell is there before a script says otherwise.</param>
/// <param name="ColumnSpan">How many columns of the section it takes.</param>
/// <param name="RowSpan">How many rows.</param>
/// <param name="Control">What is in it; null leaves a gap.</param>
public sealed record FormCell(
    LocalizedLabels Label, bool ShowsLabel, bool IsVisible, int ColumnSpan, int RowSpan, FormControl? Control);

/// <summary>A control.</summary>
/// <param name="Name">The name by which scripts know it; one of several on a column has a number behind.</param>
/// <param name="Kind">What its class id stands for.</param>
/// <param name="ClassId">The class id, by which what isn't drawn is named.</param>
/// <param name="Column">The column that it shows; null for grids, web resources and the like.</param>
/// <param name="IsDisabled">Whether it only shows.</param>
/// <param name="IsRequired">Whether the form insists on a value, whatever the column says.</param>
/// <param name="Parameters">Its settings by name.</param>
public sealed record FormControl(
    string Name, ControlKind Kind, Guid ClassId, string? Column, bool IsDisabled, bool IsRequired,
    IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>Of a quick view: the form that shows a row, by the row's table.</summary>
    public IReadOnlyDictionary<string, Guid> QuickForms { get; init; } = new Dictionary<string, Guid>();

    /// <summary>A setting; null when it is missing or empty.</summary>
    public string? Parameter(string name) =>
        Parameters.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}

/// <summary>A function of a form's scripts and when it runs.</summary>
/// <param name="Event">onload, onsave or onchange (lower case), or another event, which doesn't happen here.</param>
/// <param name="Column">Of onchange: the column.</param>
/// <param name="Function">Its name, with what it lies in.</param>
/// <param name="PassesContext">Whether it gets the execution context first.</param>
/// <param name="Parameters">What it gets besides, as source text separated by commas.</param>
public sealed record FormHandler(
    string Event, string? Column, string Function, bool PassesContext, string Parameters);
