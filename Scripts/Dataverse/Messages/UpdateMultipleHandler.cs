using System.Collections.Generic;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>UpdateMultiple: columns of rows of one table, all or none.</summary>
sealed class UpdateMultipleHandler(RowStore store, RowWrites writes) : IMessageHandler
{
    public string Message => "UpdateMultiple";

    public IReadOnlyCollection<string> Parameters { get; } = ["Targets", "ConcurrencyBehavior"];

    public bool IsBatch => true;

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        writes.Update(request, store.Rows(request, existing: true), context);
        return [];
    }
}
