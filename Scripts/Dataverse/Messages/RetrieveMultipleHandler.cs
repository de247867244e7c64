using System.Collections.Generic;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>RetrieveMultiple: the rows of a query that the caller may read.</summary>
sealed class RetrieveMultipleHandler(Organization organization) : IMessageHandler
{
    public string Message => "RetrieveMultiple";

    public IReadOnlyCollection<string> Parameters => ["Query"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        var query = request.Required<QueryBase>("Query");
        var source = new PipelineEvent
        {
            Message = Message,
            Table = query.Read().Root.Table,
            Inputs = new() { ["Query"] = query },
            Rows = [],
        };
        // Privileges are checked while the query runs, table by table.
        organization.Pipeline.Run(source, context, _ => { }, inner => source.Outputs["BusinessEntityCollection"] =
            organization.Store.Query(((QueryBase)source.Inputs["Query"]).Read(), organization.QueryContext(inner)));
        return new() { ["EntityCollection"] = source.Outputs["BusinessEntityCollection"] };
    }
}
