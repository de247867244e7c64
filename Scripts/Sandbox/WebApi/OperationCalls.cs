using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using CrmMilestones.Dataverse.Import;
using Microsoft.OData.UriParser;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>Functions and actions: the messages that they are, and their answers.</summary>
sealed class OperationCalls(
    EdmSchema schema, ApiRequest request, QueryParser parser, IOrganizationService service,
    IReadOnlyDictionary<string, EntityReference> contents)
{
    readonly OperationArguments _arguments = new(schema, new(schema, request.Root, contents), parser);
    readonly PlatformFunctions _functions = new(schema, request, service);

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
            "RetrieveVersion" => Answer(PlatformFunctions.Version()),
            "RetrieveTotalRecordCount" => Answer(_functions.TotalCounts(_arguments.Texts(operation, arguments))),
            "RetrieveCurrentOrganization" => Answer(_functions.Organization()),
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
            var node = body is not null ? body[field.Name] : _arguments.Of(field, arguments);
            if (node is not null)
            {
                message[field.Name] = _arguments.Value(field, node);
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

    EntityCollection Targets(Place place)
    {
        var targets = BodyReader.Parse(request.Body)["Targets"] as JsonArray
            ?? throw ApiFault.BadPayload("'Targets' is missing.");
        var rows = targets.Select(target => target is JsonObject json && json.ContainsKey("@odata.type")
            ? _arguments.Row(null, json) : throw ApiFault.BadPayload("'@odata.type' of a row is missing.")).ToList();
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
}
