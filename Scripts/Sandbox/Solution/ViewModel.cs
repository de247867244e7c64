using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Sandbox.Solution;

/// <summary>A view as a solution describes it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Table">The table of its rows.</param>
/// <param name="Name">What people see.</param>
/// <param name="Fetch">Its query; not to be changed, as others read it too.</param>
/// <param name="Columns">What it shows, from left to right.</param>
public sealed record ViewModel(
    Guid Id, string Table, LocalizedLabels Name, XElement Fetch, IReadOnlyList<ViewColumn> Columns)
{
    /// <summary>People choose from the views of this type; others are for lookups, searches and the like.</summary>
    public const int PublicType = 0;

    /// <summary>What it is for.</summary>
    public int Type { get; init; }

    /// <summary>Whether it is what people see first.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Whether a search looks where this view says.</summary>
    public bool IsQuickFind { get; init; }

    /// <summary>Whether everybody sees other rows: those that refer to them.</summary>
    public bool IsPersonal => Fetch.Descendants("condition").Any(condition =>
        ((string?)condition.Attribute("operator"))?.StartsWith("eq-user", StringComparison.Ordinal) == true);

    /// <summary>The columns in which a search looks.</summary>
    public IEnumerable<string> SearchedColumns => Fetch.Elements("entity").Elements("filter")
        .Where(filter => (string?)filter.Attribute("isquickfindfields") == "1")
        .Elements("condition").Select(condition => (string?)condition.Attribute("attribute")).OfType<string>();
}

/// <summary>A column of a view.</summary>
/// <param name="Key">The column's name, behind the alias of the linked table that it comes from.</param>
/// <param name="Width">In pixels.</param>
public sealed record ViewColumn(string Key, int Width);
