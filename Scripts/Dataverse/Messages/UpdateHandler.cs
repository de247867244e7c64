using System.Collections.Generic;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>Update: columns of one row.</summary>
sealed class UpdateHandler(RowStore store, RowWrites writes) : IMessageHandler
{
    public string Message => "Update";

    public IReadOnlyCollection<string> Parameters { get; } = ["Target", "ConcurrencyBehavior"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        writes.Update(request, [store.ExistingRow(request.Required<Entity>("Target"))], context);
        return [];
    }
}
