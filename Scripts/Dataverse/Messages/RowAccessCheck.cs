using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Security;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>Which privileges writing a row needs, between stages 10 and 20.</summary>
static class RowAccessCheck
{
    /// <summary>Lookups that nobody needs AppendTo for: a process instance's stage and definition.</summary>
    static readonly string[] FreeTargets = ["processstage", "workflow"];

    static readonly ColumnSet OwnerColumns = new("ownerid", "owningbusinessunit");

    /// <summary>Create, or Write and perhaps Assign; Append and AppendTo for each lookup that is set.</summary>
    /// <param name="before">The stored row; null on create.</param>
    internal static void RequireWrite(
        this Organization organization, Entity target, Entity? before, RequestContext request)
    {
        var access = organization.Access;
        var table = organization.Catalog.Table(target.LogicalName);
        if (before is null)
        {
            access.Require(request, AccessRight.Create, table, target);
        }
        else
        {
            access.Require(request, AccessRight.Write, table, before);
            if (target.Contains("ownerid"))
            {
                access.Require(request, AccessRight.Assign, table, before);
            }
        }
        foreach (var (name, value) in target.Attributes)
        {
            var isLookup = table.Column(name).Type == ColumnType.Lookup;
            if (!isLookup || value is not EntityReference reference || FreeTargets.Contains(reference.LogicalName))
            {
                continue;
            }

            access.Require(request, AccessRight.Append, table, before ?? target);
            var other = organization.Catalog.Table(reference.LogicalName);
            access.Require(request, AccessRight.AppendTo, other, Owned(other, reference));
        }

        Entity? Owned(TableDefinition other, EntityReference reference) =>
            other.Ownership == Ownership.User
                ? organization.Store.Find(other.LogicalName, reference.Id, OwnerColumns) : null;
    }
}
