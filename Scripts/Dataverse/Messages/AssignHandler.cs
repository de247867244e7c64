using System.Collections.Generic;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>Assign: the legacy form of an update of ownerid.</summary>
sealed class AssignHandler(Organization organization) : IMessageHandler
{
    public string Message => "Assign";

    public IReadOnlyCollection<string> Parameters => ["Target", "Assignee"];

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
        organization.Pipeline.Run(source, context,
            inner => organization.RequireWrite(Row(), organization.Stored(target.LogicalName, target.Id), inner),
            inner => organization.WriteBehind(Row(), organization.Options.AssignRunsUpdate, inner));
        return [];

        Entity Row() => new(target.LogicalName, target.Id) { ["ownerid"] = source.Inputs["Assignee"] };
    }
}
