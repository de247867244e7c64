using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>CreateMultiple: new rows of one table, all or none.</summary>
sealed class CreateMultipleHandler(Organization organization) : IMessageHandler
{
    public string Message => "CreateMultiple";

    public IReadOnlyCollection<string> Parameters => ["Targets"];

    public bool IsBatch => true;

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context) => new()
    {
        ["Ids"] = CreateHandler.Create(organization, request, organization.Rows(request), context).ToArray(),
    };
}
