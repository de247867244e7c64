using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>Create: one new row.</summary>
sealed class CreateHandler(Organization organization) : IMessageHandler
{
    public string Message => "Create";

    public IReadOnlyCollection<string> Parameters => ["Target"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        var target = organization.Row(request.Required<Entity>("Target"));
        return new() { ["id"] = Create(organization, request, [target], context)[0] };
    }

    /// <summary>Creates rows of one table in one transaction and gives their ids.</summary>
    internal static IReadOnlyList<Guid> Create(
        Organization organization, OrganizationRequest request, IReadOnlyList<Entity> targets, RequestContext context)
    {
        var batch = WriteBatch.Of(organization, "Create", request, targets);
        batch.RunStage(PipelineStage.PreValidation, context);
        context.InTransaction(inner =>
        {
            batch.ForEach(row => organization.RequireWrite(row.Target, before: null, inner));
            batch.RunStage(PipelineStage.PreOperation, inner);
            batch.ForEach(row =>
            {
                organization.Main.Insert(row.Target, inner);
                row.Stored.Id = row.Target.Id;
                row.Event.Outputs["id"] = row.Target.Id;
                organization.Processes.StartOn(organization, row.Target, StepPipeline.WithParent(row.Event, inner));
            });
            batch.RunStage(PipelineStage.PostOperation, inner);
        });
        return [.. batch.Rows.Select(row => row.Target.Id)];
    }
}
