using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>A navigation property that comes along with its rows.</summary>
/// <param name="Navigation">Which one.</param>
/// <param name="Item">What the client asks of it.</param>
/// <param name="Selection">What of its rows.</param>
/// <param name="IsReference">Whether only the address is asked for.</param>
sealed record Expansion(
    Navigation Navigation, ExpandedReferenceSelectItem Item, Selection Selection, bool IsReference)
{
    /// <summary>The query that gives the same rows at the navigation's own address.</summary>
    internal string Query => Selection.Selected is { } columns ? "?$select=" + string.Join(',', columns) : "";
}

/// <summary>Which columns and navigation properties of rows a client asks for.</summary>
sealed class Selection
{
    const int MostExpansions = 15;

    Selection(
        TableDefinition table, IReadOnlyList<ColumnDefinition> shown, IReadOnlyList<string>? selected,
        IReadOnlyList<Expansion> expansions)
    {
        (Table, Shown, Selected, Expansions) = (table, shown, selected, expansions);
    }

    internal TableDefinition Table { get; }

    /// <summary>The columns of the answer.</summary>
    internal IReadOnlyList<ColumnDefinition> Shown { get; }

    /// <summary>The names in <c>$select</c>; null for all columns.</summary>
    internal IReadOnlyList<string>? Selected { get; }

    internal IReadOnlyList<Expansion> Expansions { get; }

    internal static Selection Of(EdmSchema schema, TableDefinition table, SelectExpandClause? clause)
    {
        List<string> selected = [];
        List<Expansion> expansions = [];
        foreach (var item in clause?.SelectedItems ?? [])
        {
            switch (item)
            {
                case PathSelectItem { SelectedPath: var path } when path.FirstSegment is PropertySegment property:
                    selected.Add(property.Property.Name);
                    break;
                case PathSelectItem { SelectedPath: var path } when path.FirstSegment is NavigationPropertySegment:
                    break;
                case WildcardSelectItem:
                    selected.AddRange(All(table).Select(EdmSchema.PropertyOf));
                    break;
                case ExpandedReferenceSelectItem expanded:
                    expansions.Add(Expand(schema, table, expanded));
                    break;
                default:
                    throw ApiFault.NotSupported("This part of $select or $expand");
            }
        }

        if (expansions.Count > MostExpansions)
        {
            throw new ApiFault(
                400, unchecked((int)0x8004430D), "Number of link entities in query exceeded maximum limit.");
        }

        var shown = selected.Count == 0 ? [.. All(table)]
            : selected.Select(name => EdmSchema.ColumnOf(table, name)!).Distinct().ToList();
        if (selected.Count > 0 && shown.Any(column => column.Type == ColumnType.Currency)
            && table.TryGetColumn("transactioncurrencyid", out var currency) && !shown.Contains(currency))
        {
            shown.Add(currency);
        }

        return new(table, shown, selected.Count == 0 ? null : selected, expansions);
    }

    /// <summary>The answer's context, after the set's name: the columns and navigation properties.</summary>
    internal string Context(TableDefinition table) => Set(table, Names);

    internal static string Set(TableDefinition table, IEnumerable<string> names)
    {
        var list = string.Join(',', names);
        return list.Length == 0 ? table.EntitySetName : $"{table.EntitySetName}({list})";
    }

    /// <summary>Asks FetchXML for it.</summary>
    internal void AddTo(FetchBuilder builder)
    {
        if (Selected is null)
        {
            builder.SelectAll();
            return;
        }

        foreach (var column in Needed)
        {
            builder.Select(column);
        }
    }

    /// <summary>The same for one row.</summary>
    internal ColumnSet Columns() => Selected is null ? new(true) : new([.. Needed]);

    IEnumerable<string> Names => (Selected ?? []).Concat(Expansions.Select(
        expansion => $"{expansion.Navigation.Name}({string.Join(',', expansion.Selection.Names)})"));

    IEnumerable<string> Needed => Shown.Select(column => column.LogicalName)
        .Concat(Expansions.Select(expansion => expansion.Navigation).Where(navigation => !navigation.IsCollection)
            .Select(navigation => navigation.Lookup!))
        .Append(Table.PrimaryIdColumn).Distinct();

    static IEnumerable<ColumnDefinition> All(TableDefinition table) =>
        table.Columns.Where(column => column.IsValidForRead);

    static Expansion Expand(EdmSchema schema, TableDefinition table, ExpandedReferenceSelectItem item)
    {
        var name = ((NavigationPropertySegment)item.PathToNavigationProperty.LastSegment).NavigationProperty.Name;
        var navigation = schema.Navigation(table.LogicalName, name)!;
        var isReference = item is not ExpandedNavigationSelectItem;
        if (isReference && navigation.IsCollection)
        {
            throw new ApiFault(400, unchecked((int)0x80060888), "$ref isn't supported in $expand of a collection.");
        }

        if (item.SearchOption is not null || item.SkipOption is not null)
        {
            throw ApiFault.NotSupported("$search and $skip in $expand");
        }

        var inner = navigation.Target == EdmSchema.Principal
            ? new(table, [], [], [])
            : Of(
                schema, schema.Catalog.Table(navigation.Target),
                (item as ExpandedNavigationSelectItem)?.SelectAndExpand);
        return new(navigation, item, inner, isReference);
    }
}
