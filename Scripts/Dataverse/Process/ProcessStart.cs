using System;
using System.Linq;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Security;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;

namespace CrmMilestones.Dataverse.Process;

/// <summary>Processes that start by themselves.</summary>
sealed class ProcessStart(
    ProcessCatalog processes, RowStore store, AccessControl access, DataverseOptions options)
{
    /// <summary>
    /// Starts a process on a new row when the environment does that by itself: the one that the row's processid names
    /// (Guid.Empty: none), else the one of lowest order whose instances the caller may create.
    /// </summary>
    internal void StartOn(Entity row, RequestContext request)
    {
        if (!options.AutoCreateProcessInstances)
        {
            return;
        }

        var wanted = row.GetAttributeValue<Guid?>("processid");
        var inOrder = processes.On(row.LogicalName).OrderBy(process => process.Order);
        var definition = inOrder.FirstOrDefault(candidate => wanted is null
            ? access.Allows(request.Caller, AccessRight.Create, store.Catalog.Table(candidate.UniqueName))
            : candidate.Id == wanted);
        if (definition is null)
        {
            return;
        }

        var instance = new Entity(definition.UniqueName)
        {
            [ProcessCatalog.RecordColumn(definition)] = row.ToEntityReference(),
        };
        request.Executor.Execute(
            new CreateRequest { Target = instance }, request with { Depth = request.Depth + 1 });
    }
}
