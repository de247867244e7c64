using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>Rows as JSON, with the annotations that the client asked for.</summary>
sealed class RowJson(EdmSchema schema, Preferences preferences)
{
    internal const string FormattedValue = "OData.Community.Display.V1.FormattedValue";
    internal const string LookupTable = "Microsoft.Dynamics.CRM.lookuplogicalname";
    internal const string LookupNavigation = "Microsoft.Dynamics.CRM.associatednavigationproperty";

    /// <summary>Some columns of a row; empty ones are null.</summary>
    internal JsonObject Write(Entity row, IEnumerable<ColumnDefinition> columns)
    {
        var table = schema.Catalog.Table(row.LogicalName);
        var json = Begin(row);
        foreach (var column in columns.Append(table.PrimaryId).Distinct())
        {
            Write(json, row, table, column, column.LogicalName, row.Attributes.GetValueOrNull(column.LogicalName));
        }

        return json;
    }

    /// <summary>What a FetchXML query gave of a row; what is empty is left out.</summary>
    internal JsonObject Write(Entity row)
    {
        var table = schema.Catalog.Table(row.LogicalName);
        var json = Begin(row);
        foreach (var (key, value) in row.Attributes)
        {
            var (owner, name, inner) = value is AliasedValue aliased
                ? (schema.Catalog.Table(aliased.EntityLogicalName), aliased.AttributeLogicalName, aliased.Value)
                : (table, key, value);
            if (inner is null)
            {
                continue;
            }

            if (owner.TryGetColumn(name, out var column))
            {
                Write(json, row, owner, column, key, inner);
            }
            else
            {
                json[key] = ValueOf(inner, null);
            }
        }

        return json;
    }

    /// <summary>A value by itself.</summary>
    internal static JsonNode? ValueOf(object? value, ColumnDefinition? column) => value switch
    {
        null => null,
        Guid id => id.ToString(),
        EntityReference reference => reference.Id.ToString(),
        OptionSetValue choice => choice.Value,
        Money money => JsonNode.Parse(money.Value.ToString("0.0000", CultureInfo.InvariantCulture)),
        DateTime day when column?.DateBehavior == DateBehavior.DateOnly =>
            day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        string[] texts => new JsonArray([.. texts.Select(text => JsonValue.Create(text))]),
        string text => text,
        bool flag => flag,
        int number => number,
        long number => number,
        decimal number => number,
        double number => number,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    static JsonObject Begin(Entity row)
    {
        JsonObject json = [];
        if (row.RowVersion is { } version)
        {
            json["@odata.etag"] = Tag(version);
        }

        return json;
    }

    internal static string Tag(string version) => $"W/\"{version}\"";

    void Write(
        JsonObject json, Entity row, TableDefinition table, ColumnDefinition column, string key, object? value)
    {
        var property = key == column.LogicalName ? EdmSchema.PropertyOf(column) : key;
        if (preferences.Annotations is not null && value is not null)
        {
            if (preferences.Has(FormattedValue) && row.FormattedValues.TryGetValue(key, out string? text))
            {
                json[$"{property}@{FormattedValue}"] = text;
            }

            if (value is EntityReference reference)
            {
                if (preferences.Has(LookupNavigation)
                    && schema.NavigationOf(table.LogicalName, column, reference.LogicalName) is { } navigation)
                {
                    json[$"{property}@{LookupNavigation}"] = navigation.Name;
                }

                if (preferences.Has(LookupTable))
                {
                    json[$"{property}@{LookupTable}"] = reference.LogicalName;
                }
            }
        }

        json[property] = ValueOf(value, column);
    }

}

static class RowValues
{
    internal static object? GetValueOrNull(this AttributeCollection attributes, string name) =>
        attributes.TryGetValue(name, out object? value) ? value : null;
}
