using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Process;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>Create and Update through the pipeline, for all messages that end in one.</summary>
sealed class RowWrites(
    StepPipeline pipeline, RowAccessCheck rights, MainOperation main, ProcessStart processes, RowStore store,
    DataverseOptions options)
{
    /// <summary>Creates rows of one table in one transaction and gives their ids.</summary>
    internal IReadOnlyList<Guid> Create(
        OrganizationRequest request, IReadOnlyList<Entity> targets, RequestContext context)
    {
        var batch = WriteBatch.Of(pipeline, options, "Create", request, targets);
        batch.RunStage(PipelineStage.PreValidation, context);
        pipeline.InTransaction(context, inner =>
        {
            batch.ForEach(row => rights.RequireWrite(row.Target, before: null, inner));
            batch.RunStage(PipelineStage.PreOperation, inner);
            batch.ForEach(row => pipeline.LetOthersWrite(row.Target, inner));
            batch.ForEach(row =>
            {
                main.Insert(row.Target, inner);
                row.Stored.Id = row.Target.Id;
                row.Event.Outputs["id"] = row.Target.Id;
                processes.StartOn(row.Target, pipeline.WithParent(row.Event, inner));
            });
            batch.RunStage(PipelineStage.PostOperation, inner);
        });
        return [.. batch.Rows.Select(row => row.Target.Id)];
    }

    /// <summary>Updates rows of one table in one transaction.</summary>
    internal void Update(OrganizationRequest request, IReadOnlyList<Entity> targets, RequestContext context)
    {
        var concurrency = request.Optional<ConcurrencyBehavior>("ConcurrencyBehavior");
        var batch = WriteBatch.Of(pipeline, options, "Update", request, targets);
        batch.RunStage(PipelineStage.PreValidation, context);
        pipeline.InTransaction(context, inner =>
        {
            batch.ForEach(row =>
            {
                var before = store.Stored(row.Target.LogicalName, row.Target.Id);
                rights.RequireWrite(row.Target, before, inner);
                Concurrency.Check(concurrency, row.Target.RowVersion, before);
            });
            foreach (var pass in Passes(batch))
            {
                pass.RunStage(PipelineStage.PreOperation, inner);
                pass.ForEach(row => pipeline.LetOthersWrite(row.Target, inner));
                pass.ForEach(row => main.Update(row.Target, inner));
                pass.RunStage(PipelineStage.PostOperation, inner);
            }
        });
    }

    /// <summary>
    /// Writes columns from within the main operation of another message: through the Update pipeline, or past it.
    /// </summary>
    internal void UpdateBehind(Entity row, bool runsUpdate, RequestContext context)
    {
        if (runsUpdate)
        {
            Update(new("Update"), [row], context);
        }
        else
        {
            main.Update(row, context);
        }
    }

    /// <summary>
    /// The split update: columns of a special kind that are sent with others take a pass of their own, after the
    /// others.
    /// </summary>
    IEnumerable<WriteBatch> Passes(WriteBatch batch)
    {
        if (!batch.Rows.Any(row => row.Target.Attributes.Keys.Any(column => Kind(column) > 0)))
        {
            return [batch];
        }

        var key = store.Catalog.Table(batch.Rows[0].Target.LogicalName).PrimaryIdColumn;
        var kinds = batch.Rows
            .SelectMany(row => row.Target.Attributes
                .Where(value => value.Key != key)
                .GroupBy(value => Kind(value.Key), (kind, values) => (row, kind, values)))
            .ToArray();
        if (kinds.DistinctBy(kind => kind.row).Count() == kinds.Length)
        {
            return [batch];
        }

        return from part in kinds
               orderby part.kind, part.row.Index
               group (part.row, Part(part.row.Target, part.values)) by part.kind into pass
               select batch.Part([.. pass]);

        int Kind(string column) => column switch
        {
            "statecode" or "statuscode" => 1,
            "ownerid" when options.SplitOwnerChange => 2,
            _ => 0,
        };
    }

    static Entity Part(Entity target, IEnumerable<KeyValuePair<string, object>> values)
    {
        var part = new Entity(target.LogicalName, target.Id) { RowVersion = target.RowVersion };
        part.Attributes.AddRange(values);
        return part;
    }
}
