using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.OData;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>Functions and actions: the messages that they are, and their answers.</summary>
sealed class OperationCalls(
    EdmSchema schema, ApiRequest request, QueryParser parser, IOrganizationService service,
    IReadOnlyDictionary<string, EntityReference> contents)
{
    readonly BodyReader _bodies = new(schema, request.Root, contents);

    /// <summary>An action, or a function that only asks the host.</summary>
    internal WritePlan Plan(Place place)
    {
        var (operation, arguments) = place.Call!.Value;
        if (operation.IsFunction != (request.Method == "GET"))
        {
            throw new ApiFault(
                404, 0, $"No HTTP resource was found that matches the request URI '{request.Root}{request.Path}'.");
        }

        return operation.Name switch
        {
            "CreateMultiple" => Bulk(place, new CreateMultipleRequest { Targets = Targets(place) }),
            "UpdateMultiple" => Bulk(place, new UpdateMultipleRequest { Targets = Targets(place) }),
            "UpsertMultiple" => UpsertMultiple(place),
            "RetrieveVersion" => Answer(new JsonObject { ["Version"] = "9.2.0.0" }),
            "RetrieveTotalRecordCount" => Answer(TotalCounts(Texts(operation, arguments))),
            "RetrieveCurrentOrganization" => Answer(new JsonObject { ["Detail"] = Organization() }),
            _ => Message(place, operation, arguments),
        };

        WritePlan Answer(JsonObject result) => new([], _ => new(200, Envelope(operation, result)));
    }

    WritePlan Message(Place place, Operation operation, IReadOnlyList<OperationSegmentParameter> arguments)
    {
        OrganizationRequest message = new(operation.Name);
        if (operation.Binding == CustomApiBinding.Row)
        {
            message["Target"] = new EntityReference(
                place.Table!.LogicalName, Place.IdOf(service, place.Row ?? throw ApiFault.NoResource(operation.Name)));
        }

        var body = operation.IsFunction ? null : BodyReader.Parse(request.Body);
        foreach (var field in operation.Parameters)
        {
            var node = body is not null ? body[field.Name] : Argument(field, arguments);
            if (node is not null)
            {
                message[field.Name] = Value(field, node);
            }
        }

        return new([message], responses => Result(operation, responses[0]));
    }

    ApiResponse Result(Operation operation, OrganizationResponse response)
    {
        RowJson json = new(schema, request.Preferences);
        if (operation.Properties.Count == 0)
        {
            return new(204);
        }

        if (operation.Properties is [{ Type: CustomApiType.Row or CustomApiType.Lookup } single])
        {
            return response.Results.TryGetValue(single.Name, out object? row) && row is not null
                ? new(200, WithContext(Row(json, row)))
                : new(204);
        }

        JsonObject result = [];
        foreach (var property in operation.Properties)
        {
            response.Results.TryGetValue(property.Name, out object? value);
            result[property.Name] = value switch
            {
                EntityCollection rows => new JsonArray([.. rows.Entities.Select(row => (JsonNode)Row(json, row))]),
                Entity or EntityReference => Row(json, value),
                _ => RowJson.ValueOf(value, null),
            };
        }

        return new(200, Envelope(operation, result));
    }

    JsonObject WithContext(JsonObject row)
    {
        var table = row["@odata.type"]!.GetValue<string>().Split('.')[^1];
        row.Insert(0, "@odata.context", $"{request.Root}$metadata#{schema.SetOf(table)}/$entity");
        return row;
    }

    JsonObject Row(RowJson json, object value)
    {
        var reference = value as EntityReference ?? ((Entity)value).ToEntityReference();
        var row = value is Entity entity ? json.Write(entity)
            : new() { [schema.Catalog.Table(reference.LogicalName).PrimaryIdColumn] = reference.Id.ToString() };
        row.Insert(0, "@odata.type", $"#{EdmSchema.Namespace}.{reference.LogicalName}");
        return row;
    }

    JsonObject Envelope(Operation operation, JsonObject result)
    {
        result.Insert(
            0, "@odata.context", $"{request.Root}$metadata#{EdmSchema.Namespace}.{operation.Name}Response");
        return result;
    }

    /// <summary>A function's argument as JSON, written in the address or behind an alias.</summary>
    JsonNode? Argument(CustomApiField field, IReadOnlyList<OperationSegmentParameter> arguments)
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

    object Value(CustomApiField field, JsonNode node)
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
                CustomApiType.Row => Sent(field.Table, node.AsObject()),
                CustomApiType.Rows => new EntityCollection(
                    [.. node.AsArray().Select(item => Sent(field.Table, item!.AsObject()))]),
                _ => Referred(field.Table, node.AsObject()),
            };
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidOperationException)
        {
            throw ApiFault.Bad($"The value '{text}' doesn't fit the parameter '{field.Name}'.");
        }
    }

    /// <summary>A row argument's row, which its type or its address names.</summary>
    Entity Sent(string? table, JsonObject json)
    {
        var type = json["@odata.type"] is { } named ? BodyReader.Text(named) : null;
        var name = type is null ? table : type[(type.LastIndexOf('.') + 1)..];
        if (name is null || !schema.Catalog.TryGetTable(name, out var definition))
        {
            throw ApiFault.BadPayload("'@odata.type' of a row is missing or unknown.");
        }

        var row = _bodies.Row(definition, json).Row;
        if (json["@odata.id"] is { } address)
        {
            var reference = _bodies.Reference(BodyReader.Text(address));
            (row.Id, row.KeyAttributes) = (reference.Id, reference.KeyAttributes);
        }

        return row;
    }

    EntityReference Referred(string? table, JsonObject json) => json["@odata.id"] is { } address
        ? _bodies.Reference(BodyReader.Text(address))
        : Sent(table, json).ToEntityReference();

    EntityCollection Targets(Place place)
    {
        var targets = BodyReader.Parse(request.Body)["Targets"] as JsonArray
            ?? throw ApiFault.BadPayload("'Targets' is missing.");
        var rows = targets.Select(target => target is JsonObject json && json.ContainsKey("@odata.type")
            ? Sent(null, json) : throw ApiFault.BadPayload("'@odata.type' of a row is missing.")).ToList();
        if (rows.FirstOrDefault(row => row.LogicalName != place.Table!.LogicalName) is { } other)
        {
            throw ApiFault.BadPayload($"A row of '{other.LogicalName}' is none of '{place.Table!.EntitySetName}'.");
        }

        return new(rows) { EntityName = place.Table!.LogicalName };
    }

    WritePlan Bulk(Place place, OrganizationRequest message) => new([message], responses =>
        responses[0].Results.TryGetValue("Ids", out object? ids)
            ? new(200, Envelope(place.Call!.Value.Operation, new()
            {
                ["Ids"] = new JsonArray([.. ((Guid[])ids!).Select(id => (JsonNode)id.ToString())]),
            }))
            : new(204));

    WritePlan UpsertMultiple(Place place) => new(
        [.. Targets(place).Entities.Select(row => new UpsertRequest { Target = row })], _ => new(204));

    string[] Texts(Operation operation, IReadOnlyList<OperationSegmentParameter> arguments) =>
        Argument(operation.Parameters[0], arguments) is JsonArray names
            ? [.. names.Select(name => name!.GetValue<string>())]
            : throw ApiFault.Bad($"'{operation.Parameters[0].Name}' is missing.");

    JsonObject TotalCounts(string[] tables)
    {
        var counts = tables.Select(name => (JsonNode)service.RetrieveMultiple(new FetchExpression(
            $"<fetch aggregate='true'><entity name='{Known(name).LogicalName}'>"
            + $"<attribute name='{Known(name).PrimaryIdColumn}' alias='n' aggregate='count' /></entity></fetch>"))
            .Entities[0].GetAttributeValue<AliasedValue>("n").Value.ToString()!);
        return new()
        {
            ["EntityRecordCountCollection"] = new JsonObject
            {
                ["Count"] = tables.Length,
                ["IsReadOnly"] = false,
                ["Keys"] = new JsonArray([.. tables.Select(name => (JsonNode)name)]),
                ["Values"] = new JsonArray([.. counts.Select(count => JsonNode.Parse(count.GetValue<string>()))]),
            },
        };

        TableDefinition Known(string name) => schema.Catalog.Table(name);
    }

    JsonObject Organization()
    {
        var who = service.Execute(new OrganizationRequest("WhoAmI"));
        var id = ((Guid)who["OrganizationId"]).ToString();
        var address = new Uri(request.Root, "/").ToString();
        return new()
        {
            ["OrganizationId"] = id,
            ["FriendlyName"] = "Sandbox",
            ["OrganizationVersion"] = "9.2.0.0",
            ["EnvironmentId"] = id,
            ["Geo"] = "NA",
            ["TenantId"] = id,
            ["UrlName"] = "sandbox",
            ["UniqueName"] = "sandbox",
            ["State"] = "Enabled",
            ["Endpoints"] = new JsonObject
            {
                ["Count"] = 1,
                ["IsReadOnly"] = false,
                ["Keys"] = new JsonArray("WebApplication"),
                ["Values"] = new JsonArray(address),
            },
        };
    }
}
