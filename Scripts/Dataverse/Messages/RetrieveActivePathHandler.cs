using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Process;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>
/// RetrieveActivePath: the stages of an instance's process in order; without branches that is all of them.
/// </summary>
sealed class RetrieveActivePathHandler(RowStore store, ProcessCatalog processes) : IMessageHandler
{
    public string Message => "RetrieveActivePath";

    public IReadOnlyCollection<string> Parameters { get; } = ["ProcessInstanceId"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        var id = request.Required<Guid>("ProcessInstanceId");
        var definition = processes.Active
            .FirstOrDefault(candidate => store.FindValues(candidate.UniqueName, id, new(false)) is not null)
            ?? throw Faults.NoRow("businessprocessflowinstance", id);
        var stages = definition.Stages.Select(stage => Row(definition, stage));
        return new() { ["ProcessStages"] = new EntityCollection([.. stages]) { EntityName = "processstage" } };
    }

    static Entity Row(ProcessDefinition definition, ProcessStage stage) => new("processstage", stage.Id)
    {
        ["processstageid"] = stage.Id,
        ["stagename"] = stage.Name.ToString(),
        ["processid"] = new EntityReference("workflow", definition.Id),
        ["primaryentitytypecode"] = definition.PrimaryTable,
        ["stagecategory"] = new OptionSetValue(stage.Category),
    };
}
