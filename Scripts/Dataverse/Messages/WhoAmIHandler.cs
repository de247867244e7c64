using System.Collections.Generic;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>WhoAmI: the caller's ids.</summary>
sealed class WhoAmIHandler : IMessageHandler
{
    public string Message => "WhoAmI";

    public IReadOnlyCollection<string> Parameters => [];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context) => new()
    {
        ["UserId"] = context.UserId,
        ["BusinessUnitId"] = context.Organization.Users.Get(context.UserId).BusinessUnitId,
        ["OrganizationId"] = Organization.Id,
    };
}
