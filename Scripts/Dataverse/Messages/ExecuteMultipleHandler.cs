using System.Collections.Generic;
using System.Globalization;
using System.ServiceModel;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>ExecuteMultiple: up to 1000 requests, each in a transaction of its own.</summary>
sealed class ExecuteMultipleHandler : IMessageHandler
{
    const int MaxBatchSize = 1000;

    public string Message => "ExecuteMultiple";

    public IReadOnlyCollection<string> Parameters { get; } = ["Requests", "Settings"];

    public bool IsBatch => true;

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        var requests = request.Required<OrganizationRequestCollection>("Requests");
        var settings = request.Required<ExecuteMultipleSettings>("Settings");
        if (requests.Count > MaxBatchSize)
        {
            var fault = Faults.Create(Faults.UnExpected, string.Create(CultureInfo.InvariantCulture,
                $"The request batch size of {requests.Count} exceeds the maximum batch size allowed "
                + $"({MaxBatchSize})."));
            fault.Detail.ErrorDetails["MaxBatchSize"] = MaxBatchSize;
            throw fault;
        }
        var responses = new ExecuteMultipleResponseItemCollection();
        var isFaulted = false;
        for (var i = 0; i < requests.Count && (!isFaulted || settings.ContinueOnError); i++)
        {
            try
            {
                var response = Batches.Execute(requests[i], context);
                if (settings.ReturnResponses)
                {
                    responses.Add(new() { RequestIndex = i, Response = response });
                }
            }
            catch (FaultException<OrganizationServiceFault> fault)
            {
                isFaulted = true;
                responses.Add(new() { RequestIndex = i, Fault = fault.Detail });
            }
        }
        return new() { ["IsFaulted"] = isFaulted, ["Responses"] = responses };
    }
}

/// <summary>What the two batch messages share.</summary>
static class Batches
{
    /// <summary>Executes a request of a batch; batches in batches are refused.</summary>
    internal static OrganizationResponse Execute(OrganizationRequest request, RequestContext context) =>
        request.RequestName is "ExecuteMultiple" or "ExecuteTransaction"
            ? throw Faults.Invalid($"{request.RequestName} is not allowed inside a batch.")
            : context.Executor.Execute(request, context);
}
