using System;
using System.Collections.Generic;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>In a hierarchy no row is its own ancestor. A new row has nobody below it, so only updates can break that.
/// </summary>
static class Hierarchies
{
    internal static void Check(Entity row, RowStore store)
    {
        foreach (var hierarchy in store.Catalog.HierarchiesOf(row.LogicalName))
        {
            var column = hierarchy.ReferencingColumn;
            if (!row.Contains(column))
            {
                continue;
            }

            HashSet<Guid> seen = [];
            for (var above = Above(row); above is not null && seen.Add(above.Id); above = Above(Stored(above)))
            {
                if (above.Id == row.Id)
                {
                    throw Faults.Create(
                        row.LogicalName == "account" ? PlatformCodes.AccountLoopBeingCreated : Faults.InvalidArgument,
                        "Creating this parental association would create a loop in "
                        + $"{store.Catalog.Table(row.LogicalName).CollectionName} hierarchy.");
                }
            }

            EntityReference? Above(Entity? from) =>
                from?.GetAttributeValue<EntityReference>(column) is { } reference
                && reference.LogicalName == row.LogicalName ? reference : null;

            Entity? Stored(EntityReference reference) =>
                store.FindValues(reference.LogicalName, reference.Id, new ColumnSet(column));
        }
    }
}
