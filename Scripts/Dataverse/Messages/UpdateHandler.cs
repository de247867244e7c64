using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>Update: columns of one row.</summary>
sealed class UpdateHandler(Organization organization) : IMessageHandler
{
    public string Message => "Update";

    public IReadOnlyCollection<string> Parameters => ["Target", "ConcurrencyBehavior"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        Update(organization, request, [organization.ExistingRow(request.Required<Entity>("Target"))], context);
        return [];
    }

    /// <summary>Updates rows of one table in one transaction.</summary>
    internal static void Update(
        Organization organization, OrganizationRequest request, IReadOnlyList<Entity> targets, RequestContext context)
    {
        var concurrency = request.Optional<ConcurrencyBehavior>("ConcurrencyBehavior");
        var batch = WriteBatch.Of(organization, "Update", request, targets);
        batch.RunStage(PipelineStage.PreValidation, context);
        context.InTransaction(inner =>
        {
            batch.ForEach(row =>
            {
                var before = organization.Stored(row.Target.LogicalName, row.Target.Id);
                organization.RequireWrite(row.Target, before, inner);
                Concurrency.Check(concurrency, row.Target.RowVersion, before);
            });
            foreach (var pass in Passes(organization, batch))
            {
                pass.RunStage(PipelineStage.PreOperation, inner);
                pass.ForEach(row => organization.Main.Update(row.Target, inner));
                pass.RunStage(PipelineStage.PostOperation, inner);
            }
        });
    }

    /// <summary>
    /// The split update: columns of a special kind that are sent with others take a pass of their own, after the
    /// others.
    /// </summary>
    static IEnumerable<WriteBatch> Passes(Organization organization, WriteBatch batch)
    {
        var key = organization.Catalog.Table(batch.Rows[0].Target.LogicalName).PrimaryIdColumn;
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
            "ownerid" when organization.Options.SplitOwnerChange => 2,
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
