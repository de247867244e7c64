using System.Collections.Generic;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Query;
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
            Table = (query as QueryExpression)?.EntityName ?? (query as QueryByAttribute)?.EntityName ?? "",
            Inputs = new() { ["Query"] = query },
            Rows = [],
        };
        organization.Pipeline.Run(source, context, _ => { }, inner =>
            source.Outputs["BusinessEntityCollection"] = organization.Store.Query(Read((QueryBase)source.Inputs["Query"]), organization.QueryContext(inner)));
        return new() { ["EntityCollection"] = source.Outputs["BusinessEntityCollection"] };
    }

    static RowQuery Read(QueryBase query) => query switch
    {
        QueryExpression expression => RowQuery.From(expression),
        QueryByAttribute byAttribute => RowQuery.From(byAttribute),
        FetchExpression fetch => RowQuery.FromFetchXml(fetch.Query),
        _ => throw Faults.Invalid($"A query of type {query.GetType().Name} is not supported by this host."),
    };
}
