using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>Answers requests as one person of an environment.</summary>
sealed class WebApiRequests(EdmSchema schema, IOrganizationService service)
{
    static readonly Dictionary<string, EntityReference> NoContents = [];

    /// <summary>Answers one request; a refusal is an answer too.</summary>
    internal ApiResponse Answer(ApiRequest request)
    {
        try
        {
            return Applied(request, Execute(request));
        }
        catch (ApiFault fault)
        {
            return Refused(fault);
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            return Refused(FaultStatus.Of(fault));
        }
    }

    /// <summary>Carries out the writes of a change set, all or none. Refused: one answer, with its place.</summary>
    internal IReadOnlyList<(string? ContentId, ApiResponse Response)> ChangeSet(
        IReadOnlyList<(string? ContentId, ApiRequest Request)> parts)
    {
        Dictionary<string, EntityReference> contents = [];
        List<WritePlan> plans = [];
        var at = 0;
        try
        {
            foreach (var (id, part) in parts)
            {
                var givesId = id is not null && parts.Any(other => Refers(other.Request, id));
                var plan = PlanPart(part, contents, givesId);
                plans.Add(plan);
                if (id is not null && plan.Made is { } made)
                {
                    contents[id] = made;
                }

                at++;
            }

            var responses = Run([.. plans.SelectMany(plan => plan.Requests)]);
            var taken = 0;
            at = 0;
            List<(string?, ApiResponse)> answers = [];
            foreach (var plan in plans)
            {
                IReadOnlyList<OrganizationResponse> own = [.. responses.Skip(taken).Take(plan.Requests.Count)];
                taken += plan.Requests.Count;
                answers.Add((parts[at].ContentId, Applied(parts[at].Request, plan.Answer(own))));
                at++;
            }

            return answers;
        }
        catch (ApiFault fault)
        {
            return [(parts[at].ContentId, Refused(fault))];
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            return [(parts[PartOf(plans, fault) ?? at].ContentId, Refused(FaultStatus.Of(fault)))];
        }
    }

    static bool Refers(ApiRequest request, string contentId) =>
        request.Path.StartsWith('$' + contentId, StringComparison.Ordinal)
        || request.Body.Contains($"\"${contentId}\"", StringComparison.Ordinal)
        || request.Body.Contains($"\\\"${contentId}\\\"", StringComparison.Ordinal);

    /// <summary>Which part's message failed.</summary>
    static int? PartOf(List<WritePlan> plans, FaultException<OrganizationServiceFault> fault)
    {
        if (!fault.Detail.ErrorDetails.TryGetValue("FaultedRequestIndex", out object? index))
        {
            return null;
        }

        var message = int.Parse((string)index, CultureInfo.InvariantCulture);
        for (var part = 0; part < plans.Count; part++)
        {
            message -= plans[part].Requests.Count;
            if (message < 0)
            {
                return part;
            }
        }

        return null;
    }

    WritePlan PlanPart(ApiRequest part, Dictionary<string, EntityReference> contents, bool givesId)
    {
        if (part.Method == "GET")
        {
            throw ApiFault.Bad("A change set takes no GET.");
        }

        if (part.Path.StartsWith('$'))
        {
            var end = part.Path.IndexOfAny(['/', '?']);
            var id = end < 0 ? part.Path[1..] : part.Path[1..end];
            var row = contents.GetValueOrDefault(id) ?? throw ApiFault.Bad(
                $"Content-ID Reference: '${id}' does not exist in the batch context.");
            part = part with
            {
                Path = $"{schema.SetOf(row.LogicalName)}({row.Id}){(end < 0 ? "" : part.Path[end..])}",
            };
        }

        QueryParser parser = new(schema, part);
        var place = Place.Of(schema, parser, service);
        return place.Call is not null
            ? new OperationCalls(schema, part, parser, service, contents).Plan(place)
            : new RowWriting(schema, part, parser, service, contents, givesId).Plan(place);
    }

    ApiResponse Execute(ApiRequest request)
    {
        Coverage.RefuseUnsupported(request);
        if (request.Path.Split('?')[0] is "" or "/")
        {
            return ServiceDocument(request);
        }

        if (request.Path.StartsWith("$metadata", StringComparison.Ordinal))
        {
            return new(200) { Text = MetadataDocument.Write(schema), TextType = "application/xml" };
        }

        if (MetadataRequests.Covers(request))
        {
            return new MetadataRequests(schema, service, request).Answer();
        }

        QueryParser parser = new(schema, request);
        var place = Place.Of(schema, parser, service);
        if (place.Call is not null)
        {
            return Done(new OperationCalls(schema, request, parser, service, NoContents).Plan(place));
        }

        return request.Method == "GET" ? Read(request, parser, place)
            : Done(new RowWriting(schema, request, parser, service, NoContents, givesId: false).Plan(place));
    }

    ApiResponse Done(WritePlan plan) => plan.Answer(Run(plan.Requests));

    IReadOnlyList<OrganizationResponse> Run(IReadOnlyList<OrganizationRequest> requests)
    {
        switch (requests.Count)
        {
            case 0:
                return [];
            case 1:
                return [service.Execute(requests[0])];
            default:
                ExecuteTransactionRequest all = new() { Requests = [], ReturnResponses = true };
                all.Requests.AddRange(requests);
                return [.. ((ExecuteTransactionResponse)service.Execute(all)).Responses];
        }
    }

    ApiResponse Read(ApiRequest request, QueryParser parser, Place place)
    {
        RowReading rows = new(schema, service, request);
        if (place.IsEmpty)
        {
            return new(204);
        }

        if (place.References is { } references)
        {
            return References(request, parser, place, references, rows);
        }

        if (place.Column is { } column)
        {
            return Property(request, place, column, rows);
        }

        if (place.Row is { } row)
        {
            return Row(request, parser, row, rows);
        }

        var table = place.Table!;
        Action<FetchBuilder>? restrict = place.Related is { } related
            ? builder => RowReading.Restrict(builder, related.Navigation, schema, related.From) : null;
        if (place.IsCount)
        {
            return new(200) { Text = rows.Count(table, parser, restrict).ToString(CultureInfo.InvariantCulture) };
        }

        if (parser.Options.TryGetValue("fetchXml", out var fetchXml))
        {
            return new(200, rows.FetchXml(table, fetchXml, parser.Count));
        }

        return parser.Options.TryGetValue("savedQuery", out var view)
            ? new(200, rows.FetchXml(table, ViewOf(table, view, parser, restrict), parser.Count))
            : new(200, rows.Rows(table, parser, restrict));
    }

    /// <summary>A view's query, restricted as the address is.</summary>
    string ViewOf(TableDefinition table, string view, QueryParser parser, Action<FetchBuilder>? restrict)
    {
        var id = Guid.TryParse(view, out var parsed) ? parsed : throw ApiFault.Bad($"'{view}' is no view's id.");
        var fetch = XElement.Parse(service.Retrieve("savedquery", id, new ColumnSet("fetchxml"))
            .GetAttributeValue<string>("fetchxml"));
        FetchBuilder builder = new(schema, table);
        restrict?.Invoke(builder);
        if (parser.Filter is { } filter)
        {
            new FilterTranslation(schema, builder, parser.Aliases).Add(filter.Expression);
        }

        fetch.Element("entity")!.Add(builder.Entity.Elements());
        return fetch.ToString(SaveOptions.DisableFormatting);
    }

    static ApiResponse Row(ApiRequest request, QueryParser parser, EntityReference row, RowReading rows)
    {
        var clause = parser.SelectExpand;
        var json = rows.Row(row, clause);
        var tag = json["@odata.etag"]!.GetValue<string>();
        var isPlain = request.Preferences.Annotations is null && !parser.Options.ContainsKey("$expand");
        return isPlain && request.Header("If-None-Match") == tag
            ? new ApiResponse(304).With("ETag", tag)
            : new ApiResponse(200, json).With("ETag", tag);
    }

    ApiResponse Property(ApiRequest request, Place place, ColumnDefinition column, RowReading rows)
    {
        var row = ((RetrieveResponse)service.Execute(
            new RetrieveRequest { Target = place.Row!, ColumnSet = new(column.LogicalName) })).Entity;
        var value = RowJson.ValueOf(row.Attributes.GetValueOrNull(column.LogicalName), column);
        return value is null ? new(204) : new(200, new()
        {
            ["@odata.context"] = rows.AddressOf(row.ToEntityReference()).Replace(
                request.Root.ToString(), $"{request.Root}$metadata#", StringComparison.Ordinal)
                + "/" + EdmSchema.PropertyOf(column),
            ["value"] = value,
        });
    }

    ApiResponse References(
        ApiRequest request, QueryParser parser, Place place, Navigation navigation, RowReading rows)
    {
        var id = Place.IdOf(service, place.Row!);
        if (!navigation.IsCollection)
        {
            var target = service.Retrieve(place.Table!.LogicalName, id, new(navigation.Lookup!))
                .GetAttributeValue<EntityReference>(navigation.Lookup!);
            if (target is null)
            {
                return new(204);
            }

            var json = rows.Reference(target);
            json.Insert(0, "@odata.context", $"{request.Root}$metadata#$ref");
            return new(200, json);
        }

        return new(200, new()
        {
            ["@odata.context"] = $"{request.Root}$metadata#Collection($ref)",
            ["value"] = rows.References(
                schema.Catalog.Table(navigation.Target), parser,
                builder => RowReading.Restrict(builder, navigation, schema, id)),
        });
    }

    ApiResponse ServiceDocument(ApiRequest request) => new(200, new()
    {
        ["@odata.context"] = $"{request.Root}$metadata",
        ["value"] = new JsonArray([
            .. from table in schema.Catalog.Tables
               orderby table.EntitySetName
               select (JsonNode)new JsonObject
               {
                   ["name"] = table.EntitySetName,
                   ["kind"] = "EntitySet",
                   ["url"] = table.EntitySetName,
               },
        ]),
    });

    static ApiResponse Applied(ApiRequest request, ApiResponse response) =>
        request.Preferences.Applied(isWrite: request.Method != "GET") is { } applied
            ? response.With("Preference-Applied", applied) : response;

    static ApiResponse Refused(ApiFault fault) => new(fault.Status, WebApiErrors.Body(fault.Code, fault.Message));
}
