using System.Collections.Generic;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>UpdateMultiple: columns of rows of one table, all or none.</summary>
sealed class UpdateMultipleHandler(Organization organization) : IMessageHandler
{
    public string Message => "UpdateMultiple";

    public IReadOnlyCollection<string> Parameters => ["Targets", "ConcurrencyBehavior"];

    public bool IsBatch => true;

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        UpdateHandler.Update(organization, request, organization.Rows(request, existing: true), context);
        return [];
    }
}
