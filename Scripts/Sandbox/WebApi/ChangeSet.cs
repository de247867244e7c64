using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>A change set of a batch: writes that are done all or none, as one person.</summary>
sealed class ChangeSet(EdmSchema schema, Callers callers)
{
    readonly Dictionary<string, EntityReference> _contents = [];

    /// <summary>The answers, with their places; of a refused one the answer of the part that failed.</summary>
    internal IReadOnlyList<(string? ContentId, ApiResponse Response)> Answer(
        IReadOnlyList<(string? ContentId, ApiRequest Request)> parts)
    {
        List<WritePlan> plans = [];
        try
        {
            var service = callers.ServiceOf([.. parts.Select(part => part.Request)]);
            foreach (var (id, part) in parts)
            {
                var givesId = id is not null && parts.Any(other => Refers(other.Request, id));
                var plan = Plan(part, service, givesId);
                plans.Add(plan);
                if (id is not null && plan.Made is { } made)
                {
                    _contents[id] = made;
                }
            }

            return Answers(parts, plans, WebApiRequests.Run(service, [.. plans.SelectMany(plan => plan.Requests)]));
        }
        catch (ApiFault fault)
        {
            return [(parts[Math.Min(plans.Count, parts.Count - 1)].ContentId, WebApiRequests.Refused(fault))];
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            var failed = PartOf(plans, fault) ?? Math.Min(plans.Count, parts.Count - 1);
            return [(parts[failed].ContentId, WebApiRequests.Refused(FaultStatus.Of(fault)))];
        }
    }

    static List<(string?, ApiResponse)> Answers(
        IReadOnlyList<(string? ContentId, ApiRequest Request)> parts, List<WritePlan> plans,
        IReadOnlyList<OrganizationResponse> responses)
    {
        var taken = 0;
        List<(string?, ApiResponse)> answers = [];
        foreach (var ((id, request), plan) in parts.Zip(plans))
        {
            IReadOnlyList<OrganizationResponse> own = [.. responses.Skip(taken).Take(plan.Requests.Count)];
            taken += plan.Requests.Count;
            answers.Add((id, WebApiRequests.Applied(request, plan.Answer(own))));
        }

        return answers;
    }

    static bool Refers(ApiRequest request, string contentId) =>
        request.Path.StartsWith('$' + contentId, StringComparison.Ordinal)
        || request.Body.Contains($"\"${contentId}\"", StringComparison.Ordinal)
        || request.Body.Contains($"\\\"${contentId}\\\"", StringComparison.Ordinal);

    /// <summary>Which part's message failed.</summary>
    static int? PartOf(List<WritePlan> plans, FaultException<OrganizationServiceFault> fault)
    {
        if (fault.Detail is not ExecuteTransactionFault { FaultedRequestIndex: var message })
        {
            return null;
        }

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

    WritePlan Plan(ApiRequest part, IOrganizationService service, bool givesId)
    {
        if (part.Method == "GET")
        {
            throw ApiFault.Bad("A change set takes no GET.");
        }

        if (part.Path.StartsWith('$'))
        {
            var end = part.Path.IndexOfAny(['/', '?']);
            var id = end < 0 ? part.Path[1..] : part.Path[1..end];
            var row = _contents.GetValueOrDefault(id) ?? throw ApiFault.Bad(
                $"Content-ID Reference: '${id}' does not exist in the batch context.");
            part = part with
            {
                Path = $"{schema.SetOf(row.LogicalName)}({row.Id}){(end < 0 ? "" : part.Path[end..])}",
            };
        }

        QueryParser parser = new(schema, part);
        var place = Place.Of(schema, parser, service);
        return place.Call is not null
            ? new OperationCalls(schema, part, parser, service, _contents).Plan(place)
            : new RowWriting(schema, part, parser, service, _contents, givesId).Plan(place);
    }
}
