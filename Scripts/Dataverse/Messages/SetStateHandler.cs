using System.Collections.Generic;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>SetState: the legacy form of an update of statecode and statuscode.</summary>
sealed class SetStateHandler(
    string message, StepPipeline pipeline, RowAccessCheck rights, RowWrites writes, DataverseOptions options)
    : IMessageHandler
{
    public string Message => message;

    public IReadOnlyCollection<string> Parameters { get; } = ["EntityMoniker", "State", "Status"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        var target = request.Required<EntityReference>("EntityMoniker");
        var source = new PipelineEvent
        {
            Message = Message,
            Table = target.LogicalName,
            Inputs = new()
            {
                ["EntityMoniker"] = target,
                ["State"] = request.Required<OptionSetValue>("State"),
                ["Status"] = request.Required<OptionSetValue>("Status"),
            },
            Rows = [new(target.LogicalName, target.Id, "EntityMoniker")],
        };
        var row = new Entity(target.LogicalName, target.Id);
        pipeline.Run(source, context,
            inner => rights.RequireUpdate(row, inner),
            inner => Write(source, target, inner));
        return [];
    }

    void Write(PipelineEvent source, EntityReference target, RequestContext context)
    {
        var state = (OptionSetValue)source.Inputs["State"];
        var status = (OptionSetValue)source.Inputs["Status"];
        var row = new Entity(target.LogicalName, target.Id) { ["statecode"] = state };
        // -1 asks for the state's default status reason.
        if (status.Value != -1)
        {
            row["statuscode"] = status;
        }

        writes.UpdateBehind(row, options.SetStateRunsUpdate, context);
    }
}
