using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>Lookups that the platform itself changes because the row they point to goes.</summary>
sealed class LookupWrites(RowStore store, RowWrites writes, DataverseOptions options)
{
    /// <summary>
    /// Points a row's lookup elsewhere, or nowhere: through the Update pipeline, for which nobody's privileges are
    /// asked, or past it, without a trace in the row's stamps.
    /// </summary>
    internal void Point(EntityReference row, string column, EntityReference? to, RequestContext context)
    {
        var change = new Entity(row.LogicalName, row.Id) { [column] = to };
        if (options.MovedLookupsRunUpdates)
        {
            writes.Update(new("Update"), [change], context with { IsPlatform = true });
        }
        else
        {
            store.Update(change);
        }
    }
}
