using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmMilestones.Dataverse.Import;
using Microsoft.OData;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>What functions and actions are called with, in the address or in the body.</summary>
/// <param name="schema">The tables.</param>
/// <param name="bodies">Reads rows.</param>
/// <param name="parser">The address.</param>
sealed class OperationArguments(EdmSchema schema, BodyReader bodies, QueryParser parser)
{
    /// <summary>A function's first argument, a list of texts.</summary>
    internal string[] Texts(Operation operation, IReadOnlyList<OperationSegmentParameter> arguments) =>
        Of(operation.Parameters[0], arguments) is JsonArray names
            ? [.. names.Select(name => BodyReader.Text(name))]
            : throw ApiFault.Bad($"'{operation.Parameters[0].Name}' is missing.");

    /// <summary>A function's argument as JSON, written in the address or behind an alias.</summary>
    internal JsonNode? Of(CustomApiField field, IReadOnlyList<OperationSegmentParameter> arguments)
    {
        var value = arguments.FirstOrDefault(argument => argument.Name == field.Name)?.Value;
        while (value is ConvertNode convert)
        {
            value = convert.Source;
        }

        return value switch
        {
            null => null,
            ParameterAliasNode alias => parser.Alias(alias.Alias) is { } text ? Literal(text) : null,
            ConstantNode { Value: ODataCollectionValue or ODataResourceBase } constant => Literal(constant.LiteralText),
            ConstantNode constant => Json(constant.Value),
            CollectionConstantNode constants =>
                new JsonArray([.. constants.Collection.Select(item => Json(item.Value))]),
            ODataCollectionValue collection => new JsonArray([.. collection.Items.Select(Json)]),
            _ => Literal(Convert.ToString(value, CultureInfo.InvariantCulture)!),
        };
    }

    static JsonNode? Json(object? value) => value switch
    {
        null => null,
        DateTimeOffset moment => moment.ToString("O", CultureInfo.InvariantCulture),
        Guid id => id.ToString(),
        ODataEnumValue name => name.Value,
        _ when EdmDays.Of(value) is { } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => RowJson.ValueOf(value, null),
    };

    /// <summary>What stands behind an alias: JSON, in single quotes too, or a literal of an address.</summary>
    static JsonNode? Literal(string text)
    {
        if (text is ['{' or '[', ..])
        {
            try
            {
                return JsonNode.Parse(text);
            }
            catch (JsonException)
            {
                return Parse(text.Replace('\'', '"'));
            }
        }

        try
        {
            return Json(ODataUriUtils.ConvertFromUriLiteral(text, ODataVersion.V4));
        }
        catch (ODataException)
        {
            // A name of an enum: Microsoft.Dynamics.CRM.EndpointAccessType'Default'.
            return text.Split('\'') is [_, var member, ""] ? member
                : throw ApiFault.Bad($"The value '{text}' isn't understood.");
        }
    }

    static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException e)
        {
            throw ApiFault.Bad(e.Message);
        }
    }

    /// <summary>A parameter's value of its JSON.</summary>
    internal object Value(CustomApiField field, JsonNode node)
    {
        var text = node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();
        try
        {
            return field.Type switch
            {
                CustomApiType.YesNo => bool.Parse(text),
                CustomApiType.DateAndTime => BodyReader.Moment(text),
                CustomApiType.DecimalNumber => decimal.Parse(text, CultureInfo.InvariantCulture),
                CustomApiType.FloatNumber => double.Parse(text, CultureInfo.InvariantCulture),
                CustomApiType.WholeNumber => int.Parse(text, CultureInfo.InvariantCulture),
                CustomApiType.Currency => new Money(decimal.Parse(text, CultureInfo.InvariantCulture)),
                CustomApiType.Choice => new OptionSetValue(int.Parse(text, CultureInfo.InvariantCulture)),
                CustomApiType.Text => text,
                CustomApiType.Texts => node.AsArray().Select(item => item!.GetValue<string>()).ToArray(),
                CustomApiType.Id => Guid.Parse(text),
                CustomApiType.Row => Row(field.Table, node.AsObject()),
                CustomApiType.Rows => new EntityCollection(
                    [.. node.AsArray().Select(item => Row(field.Table, item!.AsObject()))]),
                _ => Referred(field.Table, node.AsObject()),
            };
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidOperationException)
        {
            throw ApiFault.Bad($"The value '{text}' doesn't fit the parameter '{field.Name}'.");
        }
    }

    /// <summary>A row argument's row, which its type or its address names.</summary>
    internal Entity Row(string? table, JsonObject json)
    {
        var type = json["@odata.type"] is { } named ? BodyReader.Text(named) : null;
        var name = type is null ? table : type[(type.LastIndexOf('.') + 1)..];
        if (name is null || !schema.Catalog.TryGetTable(name, out var definition))
        {
            throw ApiFault.BadPayload("'@odata.type' of a row is missing or unknown.");
        }

        var row = bodies.Row(definition, json).Row;
        if (json["@odata.id"] is { } address)
        {
            var reference = bodies.Reference(BodyReader.Text(address));
            (row.Id, row.KeyAttributes) = (reference.Id, reference.KeyAttributes);
        }

        return row;
    }

    EntityReference Referred(string? table, JsonObject json) => json["@odata.id"] is { } address
        ? bodies.Reference(BodyReader.Text(address))
        : Row(table, json).ToEntityReference();
}
