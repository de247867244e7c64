using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>
/// Merge: UpdateContent goes to the master, rows that refer to the subordinate refer to the master from now on, and the
/// subordinate is deactivated.
/// </summary>
sealed class MergeHandler(
    RowStore store, StepPipeline pipeline, RowAccessCheck rights, RowWrites writes, LookupWrites lookups,
    DataverseOptions options)
    : IMessageHandler
{
    public string Message => "Merge";

    public IReadOnlyCollection<string> Parameters { get; } =
        ["Target", "SubordinateId", "UpdateContent", "PerformParentingChecks"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        var master = request.Required<EntityReference>("Target");
        var subordinate = new EntityReference(master.LogicalName, request.Required<Guid>("SubordinateId"));
        var content = request.Optional<Entity>("UpdateContent") ?? new(master.LogicalName);
        var source = new PipelineEvent
        {
            Message = Message,
            Table = master.LogicalName,
            Inputs = new()
            {
                ["Target"] = master,
                ["SubordinateId"] = subordinate.Id,
                ["UpdateContent"] = store.Row(content),
                ["PerformParentingChecks"] = request.Optional<bool>("PerformParentingChecks"),
            },
            Rows = [
                new(master.LogicalName, master.Id, "Target"), new(master.LogicalName, subordinate.Id, "SubordinateId")],
        };
        pipeline.Run(source, context, Check, Merge);
        return [];

        void Check(RequestContext inner)
        {
            rights.RequireMerge(inner);
            Require((Entity)source.Inputs["UpdateContent"], master);
            Require(new(subordinate.LogicalName), subordinate);

            void Require(Entity changes, EntityReference row) =>
                rights.RequireWrite(changes, store.Stored(row.LogicalName, row.Id), inner);
        }

        void Merge(RequestContext inner)
        {
            var runsUpdates = options.MergeRunsUpdates;
            var update = (Entity)source.Inputs["UpdateContent"];
            update.Id = master.Id;
            if (update.Attributes.Count > 0)
            {
                writes.UpdateBehind(update, runsUpdates, inner);
            }

            Redirect(subordinate, master, inner);
            store.Update(Marks(subordinate, master));
            var inactive = new Entity(subordinate.LogicalName, subordinate.Id)
            {
                ["statecode"] = new OptionSetValue(1),
            };
            writes.UpdateBehind(inactive, runsUpdates, inner);
        }
    }

    /// <summary>
    /// Lookups to the subordinate; instances of processes stay with it, as a row has one of each process only.
    /// </summary>
    void Redirect(EntityReference subordinate, EntityReference master, RequestContext context)
    {
        foreach (var relationship in store.Catalog.ReferencesTo(subordinate.LogicalName))
        {
            var isInstance = store.Catalog.Table(relationship.ReferencingTable).IsProcessTable;
            if (isInstance || relationship.ReferencingColumn == "masterid")
            {
                continue;
            }

            foreach (var row in store.Referring(relationship, subordinate.Id).Where(row => row.Id != master.Id))
            {
                lookups.Point(row, relationship.ReferencingColumn, master, context);
            }
        }
    }

    Entity Marks(EntityReference subordinate, EntityReference master)
    {
        var marks = new Entity(subordinate.LogicalName, subordinate.Id);
        var table = store.Catalog.Table(subordinate.LogicalName);
        if (table.TryGetColumn("masterid", out _))
        {
            marks["masterid"] = master;
        }

        if (table.TryGetColumn("merged", out _))
        {
            marks["merged"] = true;
        }

        return marks;
    }
}
