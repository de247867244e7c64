using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Security;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>Deletes a row through the pipeline, and by cascade those that belong to it.</summary>
sealed class DeleteCascade(
    RowStore store, StepPipeline pipeline, AccessControl access, UserDirectory users, LookupWrites lookups)
{
    internal void Delete(EntityReference sent, ConcurrencyBehavior concurrency, RequestContext context)
    {
        var table = store.Catalog.Table(sent.LogicalName);
        var target = new EntityReference(
            sent.LogicalName, store.Resolve(sent.LogicalName, sent.Id, sent.KeyAttributes));
        var source = new PipelineEvent
        {
            Message = "Delete",
            Table = target.LogicalName,
            Inputs = new() { ["Target"] = target },
            Rows = [new(target.LogicalName, target.Id, "Target")],
        };
        pipeline.Run(source, context, Check, Delete);

        void Check(RequestContext inner)
        {
            var stored = store.Stored(table.LogicalName, target.Id);
            access.Require(inner.Caller, AccessRight.Delete, table, stored);
            Concurrency.Check(concurrency, sent.RowVersion, stored);
        }

        void Delete(RequestContext inner)
        {
            foreach (var relationship in store.Catalog.ReferencesTo(table.LogicalName))
            {
                Release(relationship, target, inner);
            }

            store.Delete(table.LogicalName, target.Id);
            users.Changed(table.LogicalName);
        }
    }

    /// <summary>What a relationship asks for.</summary>
    void Release(RelationshipDefinition relationship, EntityReference target, RequestContext context)
    {
        if (relationship.CascadeDelete == CascadeDelete.NoCascade)
        {
            return;
        }

        foreach (var row in store.Referring(relationship, target.Id))
        {
            switch (relationship.CascadeDelete)
            {
                case CascadeDelete.Restrict:
                    throw Faults.Create(PlatformCodes.CannotDeleteDueToAssociation,
                        "The object you tried to delete is associated with another object and cannot be deleted.");
                case CascadeDelete.Cascade:
                    Delete(row, ConcurrencyBehavior.Default, context with { IsPlatform = true });
                    break;
                default:
                    lookups.Point(row, relationship.ReferencingColumn, to: null, context);
                    break;
            }
        }
    }
}
