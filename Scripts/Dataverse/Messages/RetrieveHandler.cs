using System.Collections.Generic;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Security;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>Retrieve: columns of one row.</summary>
sealed class RetrieveHandler(Organization organization) : IMessageHandler
{
    static readonly ColumnSet OwnerColumns = new("ownerid", "owningbusinessunit");

    public string Message => "Retrieve";

    public IReadOnlyCollection<string> Parameters => ["Target", "ColumnSet"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        var sent = request.Required<EntityReference>("Target");
        var table = organization.Catalog.Table(sent.LogicalName);
        var target = new EntityReference(
            sent.LogicalName, organization.Resolve(sent.LogicalName, sent.Id, sent.KeyAttributes));
        var source = new PipelineEvent
        {
            Message = Message,
            Table = target.LogicalName,
            Inputs = new() { ["Target"] = target, ["ColumnSet"] = request.Required<ColumnSet>("ColumnSet") },
            Rows = [new(target.LogicalName, target.Id, "Target")],
        };
        organization.Pipeline.Run(source, context, Check, Read);
        return new() { ["Entity"] = source.Outputs["BusinessEntity"] };

        void Check(RequestContext inner)
        {
            var columns = table.Ownership == Ownership.User ? OwnerColumns : new ColumnSet(false);
            var stored = organization.Store.Find(table.LogicalName, target.Id, columns);
            organization.Access.Require(
                inner, AccessRight.Read, table, stored ?? throw Faults.NoRow(table.LogicalName, target.Id));
        }

        void Read(RequestContext inner) => source.Outputs["BusinessEntity"] = organization.Store.Find(
            table.LogicalName, target.Id, (ColumnSet)source.Inputs["ColumnSet"], organization.QueryContext(inner))!;
    }
}
