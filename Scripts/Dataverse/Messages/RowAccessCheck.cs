using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Security;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>Which privileges writing a row needs, between stages 10 and 20.</summary>
sealed class RowAccessCheck(AccessControl access, RowStore store)
{
    /// <summary>Lookups that nobody needs AppendTo for: a process instance's stage and definition.</summary>
    static readonly string[] FreeTargets = ["processstage", "workflow"];

    static readonly ColumnSet OwnerColumns = new("ownerid", "owningbusinessunit");

    /// <summary>What changing a stored row needs.</summary>
    internal void RequireUpdate(Entity target, RequestContext request) =>
        RequireWrite(target, store.Stored(target.LogicalName, target.Id), request);

    /// <summary>What merging rows needs besides writing both.</summary>
    internal void RequireMerge(RequestContext request) => access.Require(request.Caller, "prvMerge");

    /// <summary>Create, or Write and perhaps Assign; Append and AppendTo for each lookup that is set.</summary>
    /// <param name="before">The stored row; null on create.</param>
    internal void RequireWrite(Entity target, Entity? before, RequestContext request)
    {
        var table = store.Catalog.Table(target.LogicalName);
        if (before is null)
        {
            access.Require(request.Caller, AccessRight.Create, table, target);
        }
        else
        {
            access.Require(request.Caller, AccessRight.Write, table, before);
            if (target.Contains("ownerid"))
            {
                access.Require(request.Caller, AccessRight.Assign, table, before);
            }
        }
        foreach (var (name, value) in target.Attributes)
        {
            var isLookup = table.Column(name).Type == ColumnType.Lookup;
            if (!isLookup || value is not EntityReference reference || FreeTargets.Contains(reference.LogicalName))
            {
                continue;
            }

            access.Require(request.Caller, AccessRight.Append, table, before ?? target);
            var other = store.Catalog.Table(reference.LogicalName);
            access.Require(request.Caller, AccessRight.AppendTo, other, Owned(other, reference));
        }

        Entity? Owned(TableDefinition other, EntityReference reference) =>
            other.Ownership == Ownership.User
                ? store.FindValues(other.LogicalName, reference.Id, OwnerColumns) : null;
    }
}
