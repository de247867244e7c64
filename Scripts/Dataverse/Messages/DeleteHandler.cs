using System.Collections.Generic;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>Delete: one row, and what its relationships say of the rows that refer to it.</summary>
sealed class DeleteHandler(DeleteCascade cascade) : IMessageHandler
{
    public string Message => "Delete";

    public IReadOnlyCollection<string> Parameters { get; } = ["Target", "ConcurrencyBehavior"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        var concurrency = request.Optional<ConcurrencyBehavior>("ConcurrencyBehavior");
        cascade.Delete(request.Required<EntityReference>("Target"), concurrency, context);
        return [];
    }
}
