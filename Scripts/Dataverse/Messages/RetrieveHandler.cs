using System.Collections.Generic;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Security;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>Retrieve: columns of one row.</summary>
sealed class RetrieveHandler(
    RowStore store, StepPipeline pipeline, AccessControl access, Readers readers)
    : IMessageHandler
{
    static readonly ColumnSet OwnerColumns = new("ownerid", "owningbusinessunit");

    public string Message => "Retrieve";

    public IReadOnlyCollection<string> Parameters { get; } = ["Target", "ColumnSet"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        var sent = request.Required<EntityReference>("Target");
        var table = store.Catalog.Table(sent.LogicalName);
        var target = new EntityReference(
            sent.LogicalName, store.Resolve(sent.LogicalName, sent.Id, sent.KeyAttributes));
        var source = new PipelineEvent
        {
            Message = Message,
            Table = target.LogicalName,
            Inputs = new() { ["Target"] = target, ["ColumnSet"] = request.Required<ColumnSet>("ColumnSet") },
            Rows = [new(target.LogicalName, target.Id, "Target")],
        };
        pipeline.Run(source, context, Check, Read);
        return new() { ["Entity"] = source.Outputs["BusinessEntity"] };

        void Check(RequestContext inner)
        {
            var columns = table.Ownership == Ownership.User ? OwnerColumns : new ColumnSet(false);
            var stored = store.FindValues(table.LogicalName, target.Id, columns);
            access.Require(
                inner.Caller, AccessRight.Read, table, stored ?? throw Faults.NoRow(table.LogicalName, target.Id));
        }

        void Read(RequestContext inner) => source.Outputs["BusinessEntity"] = readers.Find(
            table.LogicalName, target.Id, (ColumnSet)source.Inputs["ColumnSet"], inner.Caller)!;
    }
}
