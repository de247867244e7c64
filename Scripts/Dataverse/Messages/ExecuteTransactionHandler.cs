using System.Collections.Generic;
using System.ServiceModel;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>ExecuteTransaction: requests that all succeed or all leave no trace.</summary>
sealed class ExecuteTransactionHandler(StepPipeline pipeline) : IMessageHandler
{
    public string Message => "ExecuteTransaction";

    public IReadOnlyCollection<string> Parameters { get; } = ["Requests", "ReturnResponses"];

    public bool IsBatch => true;

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        var requests = request.Required<OrganizationRequestCollection>("Requests");
        var responses = new OrganizationResponseCollection();
        pipeline.InTransaction(context, inner =>
        {
            for (var i = 0; i < requests.Count; i++)
            {
                try
                {
                    responses.Add(Batches.Execute(requests[i], inner));
                }
                catch (FaultException<OrganizationServiceFault> fault)
                {
                    throw new FaultException<OrganizationServiceFault>(Of(fault.Detail, i), fault.Message);
                }
            }
        });
        return request.Optional<bool?>("ReturnResponses") == true ? new() { ["Responses"] = responses } : [];
    }

    static ExecuteTransactionFault Of(OrganizationServiceFault fault, int index) => new()
    {
        ErrorCode = fault.ErrorCode,
        Message = fault.Message,
        TraceText = fault.TraceText,
        ErrorDetails = fault.ErrorDetails,
        InnerFault = fault,
        FaultedRequestIndex = index,
    };
}
