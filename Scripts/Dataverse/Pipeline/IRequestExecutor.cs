using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>Executes requests: what the pipeline knows of the messages.</summary>
interface IRequestExecutor
{
    /// <summary>Executes a request; what is wrong with it or forbidden is a fault.</summary>
    OrganizationResponse Execute(OrganizationRequest request, RequestContext context);
}
