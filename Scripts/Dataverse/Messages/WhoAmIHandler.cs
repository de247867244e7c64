using System.Collections.Generic;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Security;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>WhoAmI: the caller's ids.</summary>
sealed class WhoAmIHandler(UserDirectory users) : IMessageHandler
{
    public string Message => "WhoAmI";

    public IReadOnlyCollection<string> Parameters { get; } = [];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context) => new()
    {
        ["UserId"] = context.UserId,
        ["BusinessUnitId"] = users.Get(context.UserId).BusinessUnitId,
        ["OrganizationId"] = EnvironmentIds.Organization,
    };
}
