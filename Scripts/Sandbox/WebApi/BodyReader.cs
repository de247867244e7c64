using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>A row that a client sends, with the rows that come along with it.</summary>
/// <param name="Row">Its columns.</param>
/// <param name="Nested">New rows under its navigation properties.</param>
/// <param name="Bound">Rows that are there already, under its collections.</param>
sealed record SentRow(
    Entity Row, IReadOnlyList<(Navigation Navigation, SentRow Row)> Nested,
    IReadOnlyList<(Navigation Navigation, EntityReference Row)> Bound);

/// <summary>Reads the JSON of requests.</summary>
/// <param name="schema">The tables.</param>
/// <param name="root">The address before sets.</param>
/// <param name="contents">The rows that earlier parts of a change set made, by Content-ID.</param>
sealed class BodyReader(EdmSchema schema, Uri root, IReadOnlyDictionary<string, EntityReference> contents)
{
    const string Bind = "@odata.bind";

    /// <summary>The object of a body; some clients encode it a second time, as a text.</summary>
    internal static JsonObject Parse(string body)
    {
        if (string.IsNullOrWhiteSpace(body))
        {
            return [];
        }

        try
        {
            var node = Node(body);
            return (node is JsonValue value && value.TryGetValue<string>(out var text) ? Node(text) : node)
                as JsonObject ?? throw ApiFault.BadPayload("The body is no JSON object.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw ApiFault.BadPayload(e.Message);
        }
    }

    /// <summary>JSON whose texts are whole: half a character is found here, not where somebody reads it later.</summary>
    /// <exception cref="InvalidOperationException">It holds half a character.</exception>
    static JsonNode? Node(string json)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json));
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
            {
                _ = reader.GetString();
            }
        }

        return JsonNode.Parse(json, documentOptions: new() { AllowDuplicateProperties = false });
    }

    internal SentRow Row(TableDefinition table, JsonObject json)
    {
        Entity row = new(table.LogicalName);
        List<(Navigation, SentRow)> nested = [];
        List<(Navigation, EntityReference)> bound = [];
        foreach (var (name, value) in json)
        {
            if (name.EndsWith(Bind, StringComparison.Ordinal))
            {
                ReadBinding(table, row, bound, name[..^Bind.Length], value);
            }
            else if (name.Contains('@', StringComparison.Ordinal) || IsReadOnlyLookup(table, name))
            {
                // What came along with a row that was read and is sent back.
                continue;
            }
            else if (EdmSchema.ColumnOf(table, name) is { } column)
            {
                row[column.LogicalName] = Value(table, column, value);
                if (column.LogicalName == table.PrimaryIdColumn && row[column.LogicalName] is Guid id)
                {
                    row.Id = id;
                }
            }
            else if (schema.Navigation(table.LogicalName, name) is { } navigation)
            {
                ReadNested(row, nested, navigation, value);
            }
            else
            {
                throw ApiFault.Bad($"An error occurred while validating input parameters: "
                    + $"Microsoft.OData.ODataException: Invalid property '{name}' was found in entity "
                    + $"'{EdmSchema.Namespace}.{table.LogicalName}'.");
            }
        }

        return new(row, nested, bound);
    }

    /// <summary>The row that a reference names: <c>accounts(id)</c>, an address, or <c>$1</c>.</summary>
    internal EntityReference Reference(string text)
    {
        if (text.StartsWith('$'))
        {
            return contents.GetValueOrDefault(text[1..]) ?? throw ApiFault.Bad(
                $"Content-ID Reference: '{text}' does not exist in the batch context.");
        }

        var at = text.IndexOf("/api/data/v", StringComparison.OrdinalIgnoreCase);
        var path = at < 0 ? text.TrimStart('/') : text[(text.IndexOf('/', at + "/api/data/v".Length) + 1)..];
        QueryParser parser = new(schema, new("GET", root, path, new Dictionary<string, string>(), ""));
        // A set and its key; anything longer is no row's own address.
        return parser.Path.Count == 2 ? Place.Of(schema, parser, null).Row ?? throw Bad() : throw Bad();

        ApiFault Bad() => ApiFault.BadPayload($"'{text}' is not the address of a row.");
    }

    /// <summary>A text; anything else is refused.</summary>
    internal static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text)
        ? text : throw ApiFault.BadPayload($"'{node?.ToJsonString() ?? "null"}' is no text.");

    /// <summary>A value for a column.</summary>
    internal static object? Value(TableDefinition table, ColumnDefinition column, JsonNode? node)
    {
        if (node is null)
        {
            return null;
        }

        try
        {
            var text = node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();
            return column.Type switch
            {
                ColumnType.Text or ColumnType.Memo => node.GetValueKind() == JsonValueKind.String
                    ? text : throw new FormatException(),
                ColumnType.WholeNumber => int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture),
                ColumnType.BigNumber => long.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture),
                ColumnType.DecimalNumber => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
                ColumnType.FloatNumber => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
                ColumnType.Currency => new Money(
                    decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)),
                ColumnType.YesNo => bool.Parse(text),
                ColumnType.DateAndTime => Moment(text),
                ColumnType.Id => Guid.Parse(text),
                _ => new OptionSetValue(int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture)),
            };
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw ApiFault.BadPayload($"Cannot convert the literal '{node.ToJsonString()}' to the expected type "
                + $"'Edm.{EdmSchema.KindOf(column)}' of '{column.LogicalName}' of '{table.LogicalName}'.");
        }
    }

    /// <summary>A day is the same in every zone; a moment is read in UTC.</summary>
    internal static DateTime Moment(string text) => DateTime.Parse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    static bool IsReadOnlyLookup(TableDefinition table, string name) =>
        name.StartsWith('_') && EdmSchema.ColumnOf(table, name) is not null;

    void ReadBinding(
        TableDefinition table, Entity row, List<(Navigation, EntityReference)> bound, string name, JsonNode? value)
    {
        var navigation = schema.Navigation(table.LogicalName, name) ?? throw ApiFault.BadPayload(
            $"An undeclared property '{name}' which only has property annotations in the payload but no property "
            + "value was found in the payload.");
        if (value is JsonArray array)
        {
            bound.AddRange(array.Select(item => (navigation, Reference(Text(item)))));
        }
        else
        {
            row[navigation.Lookup!] = value is null ? null : Target(navigation, Reference(Text(value)));
        }
    }

    /// <summary>Refuses a row of a table to which the navigation property doesn't lead.</summary>
    static EntityReference Target(Navigation navigation, EntityReference row) =>
        navigation.Target == row.LogicalName
        || navigation.Target == EdmSchema.Principal && row.LogicalName is "systemuser" or "team"
            ? row
            : throw ApiFault.BadPayload($"'{navigation.Name}' refers to '{navigation.Target}', not to "
                + $"'{row.LogicalName}'.");

    void ReadNested(
        Entity row, List<(Navigation, SentRow)> nested, Navigation navigation, JsonNode? value)
    {
        switch (value)
        {
            case null when !navigation.IsCollection:
                row[navigation.Lookup!] = null;
                break;
            case JsonObject one when !navigation.IsCollection && one["@odata.id"] is { } id:
                row[navigation.Lookup!] = Target(navigation, Reference(Text(id)));
                break;
            case JsonObject one when !navigation.IsCollection && navigation.Target != EdmSchema.Principal:
                nested.Add((navigation, Row(schema.Catalog.Table(navigation.Target), one)));
                break;
            case JsonArray many when navigation.IsCollection:
                nested.AddRange(many.Select(
                    item => (navigation, Row(schema.Catalog.Table(navigation.Target), item as JsonObject
                        ?? throw ApiFault.BadPayload($"'{navigation.Name}' takes objects.")))));
                break;
            default:
                throw ApiFault.BadPayload($"'{navigation.Name}' can't be written so.");
        }
    }
}
