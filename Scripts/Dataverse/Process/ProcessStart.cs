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
    /// Starts a process on a new row: the one that the row's processid names (Guid.Empty: none), else, when the
    /// environment does that by itself, the one of lowest order; only one whose instances the caller may create.
    /// </summary>
    internal void StartOn(Entity row, RequestContext request)
    {
        var wanted = row.GetAttributeValue<Guid?>("processid");
        if (wanted is null && !options.AutoCreateProcessInstances)
        {
            return;
        }

        var definition = processes.On(row.LogicalName)
            .Where(candidate => wanted is null || candidate.Id == wanted)
            .OrderBy(candidate => candidate.Order)
            .FirstOrDefault(candidate => access.Allows(
                request.Caller, AccessRight.Create, store.Catalog.Table(candidate.UniqueName)));
        if (definition is null)
        {
            return;
        }

        var instance = new Entity(definition.UniqueName)
        {
            [ProcessCatalog.RecordColumn(definition)] = row.ToEntityReference(),
        };
        request.Executor.Execute(new CreateRequest { Target = instance }, request);
    }
}
