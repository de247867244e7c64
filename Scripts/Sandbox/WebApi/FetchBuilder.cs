using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>FetchXML of one table in the making, with a link for each lookup that the query goes along.</summary>
sealed class FetchBuilder
{
    readonly EdmSchema _schema;
    readonly Dictionary<string, (XElement Link, string Alias)> _links = [];

    internal FetchBuilder(EdmSchema schema, TableDefinition table)
    {
        (_schema, Table) = (schema, table);
        Entity = new("entity", new XAttribute("name", table.LogicalName));
        // OData sorts choices by number.
        Fetch = new("fetch", new XAttribute("useraworderby", "true"), Entity);
    }

    internal TableDefinition Table { get; }

    internal XElement Fetch { get; }

    internal XElement Entity { get; }

    internal void Set(string attribute, object value) =>
        Fetch.SetAttributeValue(attribute, Convert.ToString(value, CultureInfo.InvariantCulture));

    internal void Select(string column)
    {
        if (Entity.Elements("attribute").All(attribute => (string?)attribute.Attribute("name") != column))
        {
            Entity.Add(new XElement("attribute", new XAttribute("name", column)));
        }
    }

    internal void SelectAll()
    {
        Entity.Elements("attribute").Remove();
        Entity.Add(new XElement("all-attributes"));
    }

    /// <summary>All filters that are added must hold.</summary>
    internal void Where(XElement condition) => Entity.Add(
        condition.Name == "filter" ? condition : new XElement("filter", condition));

    internal void WhereEqual(string column, object value) => Where(Condition(null, column, "eq", value));

    internal void OrderBy(ColumnPath path, bool descending)
    {
        XElement order = new(
            "order", new XAttribute("attribute", path.Column.LogicalName), new XAttribute("descending", descending));
        (path.Alias is null ? Entity : _links.Values.First(link => link.Alias == path.Alias).Link).Add(order);
    }

    /// <summary>The column at the end of a path along lookups, with the alias of the link that leads there.</summary>
    internal ColumnPath Path(IReadOnlyList<string> lookups, string property)
    {
        var (table, parent, key, alias) = (Table, Entity, "", (string?)null);
        foreach (var name in lookups)
        {
            var navigation = _schema.Navigation(table.LogicalName, name);
            if (navigation is not { IsCollection: false } || navigation.Target == EdmSchema.Principal)
            {
                throw ApiFault.NotSupported($"A path along '{name}' of '{table.LogicalName}'");
            }

            key += "/" + name;
            if (!_links.TryGetValue(key, out var link))
            {
                var target = _schema.Catalog.Table(navigation.Target);
                var next = string.Create(CultureInfo.InvariantCulture, $"l{_links.Count + 1}");
                XElement element = new(
                    "link-entity", new XAttribute("name", target.LogicalName),
                    new XAttribute("from", target.PrimaryIdColumn), new XAttribute("to", navigation.Lookup!),
                    new XAttribute("alias", next), new XAttribute("link-type", "outer"));
                parent.Add(element);
                _links[key] = link = (element, next);
            }

            (table, parent, alias) = (_schema.Catalog.Table(navigation.Target), link.Link, link.Alias);
        }

        return new(alias, table, EdmSchema.ColumnOf(table, property)
            ?? throw ApiFault.Bad($"Could not find a property named '{property}' on type "
                + $"'{EdmSchema.Namespace}.{table.LogicalName}'."));
    }

    /// <summary>Selects a column of another table.</summary>
    internal void SelectOf(ColumnPath path, params XAttribute[] attributes) =>
        (path.Alias is null ? Entity : _links.Values.First(link => link.Alias == path.Alias).Link)
            .Add(new XElement("attribute", new XAttribute("name", path.Column.LogicalName), attributes));

    internal static XElement Condition(string? alias, string column, string operation, params object[] values)
    {
        XElement condition = new(
            "condition", new XAttribute("attribute", column), new XAttribute("operator", operation));
        if (alias is not null)
        {
            condition.SetAttributeValue("entityname", alias);
        }

        condition.Add(values.Select(value => new XElement("value", Text(value))));
        return condition;
    }

    /// <summary>The query as the organization service takes it.</summary>
    internal static FetchExpression Expression(XElement fetch)
    {
        try
        {
            return new(fetch.ToString(SaveOptions.DisableFormatting));
        }
        catch (ArgumentException e)
        {
            // A control character, or half of a character.
            throw ApiFault.Bad($"The query holds what no text does: {e.Message}");
        }
    }

    /// <summary>A value as FetchXML spells it.</summary>
    internal static string Text(object value) => value switch
    {
        bool flag => flag ? "1" : "0",
        DateTimeOffset moment => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
        _ when EdmDays.Of(value) is { } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}

/// <summary>A column, and the alias of the link that its table has in the query; null for the root.</summary>
sealed record ColumnPath(string? Alias, TableDefinition Table, ColumnDefinition Column);
