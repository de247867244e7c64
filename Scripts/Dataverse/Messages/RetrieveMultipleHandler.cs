using System.Collections.Generic;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Query;
using CrmMilestones.Dataverse.Security;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>RetrieveMultiple: the rows of a query that the caller may read.</summary>
sealed class RetrieveMultipleHandler(StepPipeline pipeline, Readers readers) : IMessageHandler
{
    public string Message => "RetrieveMultiple";

    public IReadOnlyCollection<string> Parameters { get; } = ["Query"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        var query = request.Required<QueryBase>("Query");
        var read = RowQuery.Of(query);
        var fetchXml = (query as FetchExpression)?.Query;
        var mayChange = pipeline.HasSteps(Message, read.Root.Table);
        var source = new PipelineEvent
        {
            Message = Message,
            Table = read.Root.Table,
            Inputs = new() { ["Query"] = query },
            Rows = [],
        };
        // Privileges are checked while the query runs, table by table.
        pipeline.Run(source, context, _ => { }, inner => source.Outputs["BusinessEntityCollection"] =
            readers.Query(Current(), inner.Caller));
        return new() { ["EntityCollection"] = source.Outputs["BusinessEntityCollection"] };

        // Steps may put another query in its place, or change this one.
        RowQuery Current() => !mayChange || source.Inputs["Query"] is FetchExpression fetch && fetch.Query == fetchXml
            ? read : RowQuery.Of((QueryBase)source.Inputs["Query"]);
    }
}
