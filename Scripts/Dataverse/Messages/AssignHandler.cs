using System.Collections.Generic;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>Assign: the legacy form of an update of ownerid.</summary>
sealed class AssignHandler(
    StepPipeline pipeline, RowAccessCheck rights, RowWrites writes, DataverseOptions options)
    : IMessageHandler
{
    public string Message => "Assign";

    public IReadOnlyCollection<string> Parameters { get; } = ["Target", "Assignee"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        var target = request.Required<EntityReference>("Target");
        var source = new PipelineEvent
        {
            Message = Message,
            Table = target.LogicalName,
            Inputs = new() { ["Target"] = target, ["Assignee"] = request.Required<EntityReference>("Assignee") },
            Rows = [new(target.LogicalName, target.Id, "Target")],
        };
        pipeline.Run(source, context,
            inner => rights.RequireUpdate(Row(), inner),
            inner => writes.UpdateBehind(Row(), options.AssignRunsUpdate, inner));
        return [];

        Entity Row() => new(target.LogicalName, target.Id) { ["ownerid"] = source.Inputs["Assignee"] };
    }
}
