using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Text.Json.Nodes;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>Answers requests as one person of an environment, or as whom that person acts for.</summary>
sealed class WebApiRequests(EdmSchema schema, Callers callers)
{
    static readonly Dictionary<string, EntityReference> NoContents = [];

    /// <summary>Answers one request; a refusal is an answer too.</summary>
    internal ApiResponse Answer(ApiRequest request)
    {
        try
        {
            return Applied(request, Execute(request, callers.ServiceOf(request)));
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
        IReadOnlyList<(string? ContentId, ApiRequest Request)> parts) => new ChangeSet(schema, callers).Answer(parts);

    /// <summary>Carries out messages, in one transaction where there are several.</summary>
    internal static IReadOnlyList<OrganizationResponse> Run(
        IOrganizationService service, IReadOnlyList<OrganizationRequest> requests)
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

    internal static ApiResponse Applied(ApiRequest request, ApiResponse response) =>
        request.Preferences.Applied(isWrite: request.Method != "GET") is { } applied
            ? response.With("Preference-Applied", applied) : response;

    internal static ApiResponse Refused(ApiFault fault) =>
        new(fault.Status, WebApiErrors.Body(fault.Code, fault.Message));

    ApiResponse Execute(ApiRequest request, IOrganizationService service)
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

        return request.Method == "GET" ? new ReadRequests(schema, service, request, parser).Answer(place)
            : Done(new RowWriting(schema, request, parser, service, NoContents, givesId: false).Plan(place));

        ApiResponse Done(WritePlan plan) => plan.Answer(Run(service, plan.Requests));
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
}
