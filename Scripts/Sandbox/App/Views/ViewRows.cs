using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Sandbox.App.Window;
using CrmMilestones.Sandbox.Solution;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Sandbox.App.Views;

/// <summary>What a person asks of a view besides what it says itself.</summary>
sealed record ViewRequest
{
    /// <summary>How many rows a page has.</summary>
    internal int PageSize { get; init; } = 50;

    /// <summary>The page, from 1.</summary>
    internal int Page { get; init; } = 1;

    /// <summary>The key of the column to sort by; null for the view's own order.</summary>
    internal string? SortBy { get; init; }

    internal bool IsDescending { get; init; }

    /// <summary>What to look for.</summary>
    internal string Search { get; init; } = "";

    internal IReadOnlyList<ViewFilter> Filters { get; init; } = [];
}

/// <summary>A condition on a column of the view's table, as FetchXML writes it.</summary>
public sealed record ViewFilter(GridColumn Column, string Operator, string? Value, string Text);

/// <summary>One page of a view.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="HasMore">Whether there is another page.</param>
/// <param name="Total">How many rows the view has, as the platform says it: of many, at least.</param>
sealed record ViewPageRows(IReadOnlyList<Entity> Rows, bool HasMore, string Total);

/// <summary>Reads a view's rows as a person, and nothing but those.</summary>
static class ViewRows
{
    /// <summary>Reads a page.</summary>
    /// <param name="environment">The environment, as the person.</param>
    /// <param name="view">The view.</param>
    /// <param name="request">What the person asks besides.</param>
    /// <param name="searched">The columns in which a search looks.</param>
    internal static ViewPageRows Read(
        AppEnvironment environment, ViewModel view, ViewRequest request, IReadOnlyList<string> searched)
    {
        XElement fetch = new(view.Fetch);
        var entity = fetch.Element("entity")!;
        LeaveOutUnknown(environment.Host.Catalog, entity);
        if (request.SortBy is { } key)
        {
            Sort(entity, key.Split('.'), request.IsDescending);
        }

        if (request.Filters.Count > 0)
        {
            entity.Add(new XElement("filter", request.Filters.Select(filter =>
                Condition(filter.Column.Column.LogicalName, filter.Operator, filter.Value))));
        }

        if (request.Search.Trim() is { Length: > 0 } text)
        {
            entity.Add(new XElement(
                "filter", new XAttribute("type", "or"),
                searched.Select(column => Condition(column, "like", $"%{text.Replace('*', '%')}%"))));
        }

        fetch.SetAttributeValue("top", null);
        fetch.SetAttributeValue("count", request.PageSize);
        fetch.SetAttributeValue("page", request.Page);
        fetch.SetAttributeValue("returntotalrecordcount", "true");
        var found = environment.Service.RetrieveMultiple(new FetchExpression(fetch.ToString()));
        return new(
            found.Entities, found.MoreRecords,
            found.TotalRecordCount.ToString(environment.Culture) + (found.TotalRecordCountLimitExceeded ? "+" : ""));
    }

    /// <summary>The columns in which a search of a table looks, as its quick find view says.</summary>
    internal static IReadOnlyList<string> SearchedColumns(SolutionModel solution, TableDefinition table)
    {
        var named = solution.Views.Values.Where(view => view.Table == table.LogicalName && view.IsQuickFind)
            .SelectMany(view => view.SearchedColumns)
            .Where(name => table.TryGetColumn(name, out var column) && column.IsText).Distinct().ToList();
        return named.Count > 0 ? named : table.PrimaryNameColumn is { } name ? [name] : [];
    }

    /// <summary>The names of a table's rows, where no solution has a view of it.</summary>
    internal static ViewModel NamesOf(TableDefinition table)
    {
        var name = table.PrimaryNameColumn ?? table.PrimaryIdColumn;
        return new(
            Guid.Empty, table.LogicalName, table.CollectionName,
            new("fetch", new XElement(
                "entity", new XAttribute("name", table.LogicalName),
                new XElement("attribute", new XAttribute("name", name)),
                new XElement("order", new XAttribute("attribute", name)))),
            [new(name, 300)]);
    }

    /// <summary>
    /// What is shown or sorted by, of columns that the environment lacks; a condition on one stays, and refuses the view.
    /// </summary>
    static void LeaveOutUnknown(MetadataCatalog catalog, XElement entity)
    {
        foreach (var source in entity.DescendantsAndSelf()
            .Where(part => part.Name.LocalName is "entity" or "link-entity").ToList())
        {
            if (catalog.TryGetTable((string?)source.Attribute("name") ?? "", out var table))
            {
                source.Elements("attribute").Where(shown => Lacks(shown.Attribute("name"))).Remove();
                source.Elements("order").Where(order => Lacks(order.Attribute("attribute"))).Remove();
            }

            bool Lacks(XAttribute? name) => name is not null && !table.TryGetColumn(name.Value, out _);
        }
    }

    static void Sort(XElement entity, string[] key, bool isDescending)
    {
        foreach (var order in entity.DescendantsAndSelf().Elements("order").ToList())
        {
            order.Remove();
        }

        var source = key.Length == 1 ? entity : GridColumn.Link(entity, key[0]);
        source?.Add(new XElement(
            "order", new XAttribute("attribute", key[^1]),
            new XAttribute("descending", isDescending ? "true" : "false")));
    }

    static XElement Condition(string column, string comparison, string? value)
    {
        XElement condition = new(
            "condition", new XAttribute("attribute", column), new XAttribute("operator", comparison));
        if (value is not null)
        {
            condition.SetAttributeValue("value", value);
        }

        return condition;
    }
}
