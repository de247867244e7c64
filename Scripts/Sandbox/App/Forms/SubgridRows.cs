using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Sandbox.App.Views;
using CrmMilestones.Sandbox.App.Window;
using CrmMilestones.Sandbox.Solution;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Sandbox.App.Forms;

/// <summary>The rows of a subgrid: those of its view that belong to the form's row.</summary>
sealed class SubgridRows
{
    const int MostRows = 50;

    readonly string? _nameColumn;

    SubgridRows(
        IReadOnlyList<GridColumn> columns, IReadOnlyList<Entity> rows, bool hasMore, string? parentColumn,
        string? nameColumn)
    {
        _nameColumn = nameColumn;
        Columns = columns;
        Rows = rows;
        HasMore = hasMore;
        ParentColumn = parentColumn;
    }

    internal IReadOnlyList<GridColumn> Columns { get; }

    internal IReadOnlyList<Entity> Rows { get; }

    /// <summary>The position of the column that leads to a row's form: the one that its name is in, or the first.</summary>
    internal int LinkAt => Math.Max(0, Columns.ToList().FindIndex(column => column.Key == _nameColumn));

    /// <summary>Whether there are more rows than are shown.</summary>
    internal bool HasMore { get; }

    /// <summary>The lookup by which the rows belong to the form's row; null where a grid shows all rows.</summary>
    internal string? ParentColumn { get; }

    /// <summary>The relationship by which a grid's rows would belong to the form's row, were it there.</summary>
    internal static string? UnknownRelationship(AppEnvironment environment, FormControl control) =>
        control.Parameter("RelationshipName") is { } name && Column(environment, name) is null ? name : null;

    /// <summary>Reads the rows as the person.</summary>
    internal static SubgridRows Read(AppEnvironment environment, FormControl control, string table, Guid? parentId)
    {
        var parentColumn = control.Parameter("RelationshipName") is { } name ? Column(environment, name) : null;
        var view = environment.Service.Retrieve(
            "savedquery", Guid.Parse(control.Parameter("ViewId")!), new ColumnSet("fetchxml", "layoutxml"));
        var fetch = XElement.Parse(view.GetAttributeValue<string>("fetchxml"));
        var entity = fetch.Element("entity")!;
        var nameColumn = environment.Table(table).PrimaryNameColumn;
        XElement[] layout = view.GetAttributeValue<string>("layoutxml") is { } xml ? [XElement.Parse(xml)] : [];
        var columns = GridColumn.Of(environment, table, entity, ViewReader.Columns(layout));
        if (parentColumn is not null && parentId is null)
        {
            return new(columns, [], false, parentColumn, nameColumn);
        }

        if (parentColumn is not null)
        {
            entity.Add(new XElement("filter", new XElement(
                "condition", new XAttribute("attribute", parentColumn), new XAttribute("operator", "eq"),
                new XAttribute("value", parentId!.Value))));
        }

        fetch.SetAttributeValue("page", "1");
        fetch.SetAttributeValue("count", MostRows.ToString(CultureInfo.InvariantCulture));
        var found = environment.Service.RetrieveMultiple(new FetchExpression(fetch.ToString()));
        return new(columns, found.Entities, found.MoreRecords, parentColumn, nameColumn);
    }

    /// <summary>The lookup of a relationship; null for one that isn't there.</summary>
    static string? Column(AppEnvironment environment, string relationship) => environment.Host.Catalog.Relationships
        .FirstOrDefault(known => known.SchemaName == relationship)?.ReferencingColumn;
}
