using System;
using System.Collections.Generic;
using System.Linq;
using FakeXrmEasy;
using FakeXrmEasy.Extensions;
using FakeXrmEasy.FakeMessageExecutors;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Metadata.Query;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// RetrieveMetadataChanges, which FakeXrmEasy lacks: columns by logical name, from the solution's own customizations.
/// </summary>
sealed class MetadataExecutor : IFakeMessageExecutor
{
    public bool CanExecute(OrganizationRequest request) => request is RetrieveMetadataChangesRequest;

    public Type GetResponsibleRequestType() => typeof(RetrieveMetadataChangesRequest);

    public OrganizationResponse Execute(OrganizationRequest request, XrmFakedContext ctx)
    {
        var query = ((RetrieveMetadataChangesRequest)request).Query;
        var names = Names(query.AttributeQuery.Criteria);
        var found = new EntityMetadataCollection();
        foreach (var name in Names(query.Criteria))
        {
            var table = new EntityMetadata { LogicalName = name };
            table.SetAttributeCollection(
                PackedSolution.Zip.Columns[name].Where(column => names.Contains(column.LogicalName)).ToArray());
            found.Add(table);
        }

        return new RetrieveMetadataChangesResponse { ["EntityMetadata"] = found };
    }

    static string[] Names(MetadataFilterExpression filter) => filter.Conditions.Single() switch
    {
        {
            PropertyName: "LogicalName", ConditionOperator: MetadataConditionOperator.Equals, Value: string name
        } => [name],
        {
            PropertyName: "LogicalName", ConditionOperator: MetadataConditionOperator.In,
            Value: IEnumerable<string> names
        } => [.. names],
        _ => throw new NotSupportedException("Only conditions on LogicalName are supported here."),
    };
}
