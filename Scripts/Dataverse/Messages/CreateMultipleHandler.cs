using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>CreateMultiple: new rows of one table, all or none.</summary>
sealed class CreateMultipleHandler(RowStore store, RowWrites writes) : IMessageHandler
{
    public string Message => "CreateMultiple";

    public IReadOnlyCollection<string> Parameters { get; } = ["Targets"];

    public bool IsBatch => true;

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context) => new()
    {
        ["Ids"] = writes.Create(request, store.Rows(request), context).ToArray(),
    };
}
