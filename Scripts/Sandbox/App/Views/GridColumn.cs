using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Sandbox.App.Window;
using CrmMilestones.Sandbox.Solution;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Sandbox.App.Views;

/// <summary>A column of a grid.</summary>
/// <param name="Key">The value's key in a row.</param>
/// <param name="Title">What people see.</param>
/// <param name="Column">The column of the table that it comes from.</param>
/// <param name="Width">In pixels.</param>
public sealed record GridColumn(string Key, string Title, ColumnDefinition Column, int Width)
{
    /// <summary>Whether it is the table's own, and not a linked one's.</summary>
    internal bool IsOwn => !Key.Contains('.', StringComparison.Ordinal);

    /// <summary>Those columns of a layout that the environment knows.</summary>
    /// <param name="environment">The environment, as the person.</param>
    /// <param name="table">The table of the rows.</param>
    /// <param name="entity">The query's entity, with its links.</param>
    /// <param name="layout">What is shown, from left to right.</param>
    internal static IReadOnlyList<GridColumn> Of(
        AppEnvironment environment, string table, XElement entity, IEnumerable<ViewColumn> layout)
    {
        List<GridColumn> columns = [];
        foreach (var (key, width) in layout)
        {
            var parts = key.Split('.');
            var source = parts.Length == 1 ? table : (string?)Link(entity, parts[0])?.Attribute("name");
            if (source is not null && environment.Host.Catalog.TryGetTable(source, out var definition)
                && definition.TryGetColumn(parts[^1], out var column))
            {
                columns.Add(new(key, environment.NameOf(column), column, width));
            }
        }

        return columns;
    }

    /// <summary>The linked table with an alias, anywhere below a query's entity.</summary>
    internal static XElement? Link(XElement entity, string alias) => entity.Descendants("link-entity")
        .FirstOrDefault(link => (string?)link.Attribute("alias") == alias);

    /// <summary>A row's value, whatever table it comes from.</summary>
    internal static object? Value(Entity row, string key) => row.GetAttributeValue<object>(key) is AliasedValue aliased
        ? aliased.Value : row.GetAttributeValue<object>(key);

    /// <summary>A row's value of this column.</summary>
    internal object? Value(Entity row) => Value(row, Key);
}
