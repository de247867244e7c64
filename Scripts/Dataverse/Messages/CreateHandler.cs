using System.Collections.Generic;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>Create: one new row.</summary>
sealed class CreateHandler(RowStore store, RowWrites writes) : IMessageHandler
{
    public string Message => "Create";

    public IReadOnlyCollection<string> Parameters { get; } = ["Target"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context) => new()
    {
        ["id"] = writes.Create(request, [store.Row(request.Required<Entity>("Target"))], context)[0],
    };
}
