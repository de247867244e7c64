using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Process;
using CrmMilestones.Dataverse.Query;
using CrmMilestones.Dataverse.Security;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>RetrieveProcessInstances: the process instances of a row, latest modified first.</summary>
sealed class RetrieveProcessInstancesHandler(ProcessCatalog processes, Readers readers) : IMessageHandler
{
    public string Message => "RetrieveProcessInstances";

    public IReadOnlyCollection<string> Parameters { get; } = ["EntityId", "EntityLogicalName"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        var recordId = request.Required<Guid>("EntityId");
        var instances = processes.On(request.Required<string>("EntityLogicalName"))
            .SelectMany(definition => Instances(definition, recordId, context))
            .OrderByDescending(instance => instance.GetAttributeValue<DateTime>("modifiedon"));
        return new()
        {
            ["Processes"] = new EntityCollection([.. instances]) { EntityName = "businessprocessflowinstance" },
        };
    }

    IEnumerable<Entity> Instances(ProcessDefinition definition, Guid recordId, RequestContext context)
    {
        var query = new QueryByAttribute(definition.UniqueName) { ColumnSet = new ColumnSet(true) };
        query.AddAttributeValue(ProcessCatalog.RecordColumn(definition), recordId);
        foreach (var row in readers.Query(RowQuery.From(query), context.Caller).Entities)
        {
            yield return new("businessprocessflowinstance", row.Id)
            {
                ["businessprocessflowinstanceid"] = row.Id,
                ["name"] = row.GetAttributeValue<string>("bpf_name"),
                ["processid"] = definition.Id,
                ["processstageid"] = row.GetAttributeValue<EntityReference>("activestageid").Id,
                ["traversedpath"] = row.GetAttributeValue<string>("traversedpath"),
                ["statecode"] = row.GetAttributeValue<OptionSetValue>("statecode"),
                ["statuscode"] = row.GetAttributeValue<OptionSetValue>("statuscode"),
                ["createdon"] = row.GetAttributeValue<DateTime>("createdon"),
                ["modifiedon"] = row.GetAttributeValue<DateTime>("modifiedon"),
            };
        }
    }
}
