using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Metadata.Query;

namespace CrmMilestones.Plugins.Customer;

/// <summary>What the environment knows of account's columns.</summary>
static class AccountColumns
{
    /// <summary>Of those that exist. A read.</summary>
    /// <param name="system">A service that may read metadata.</param>
    /// <param name="columns">Which columns, by logical name.</param>
    /// <param name="properties">What of each.</param>
    public static AttributeMetadata[] Read(
        IOrganizationService system, IEnumerable<string> columns, params string[] properties)
    {
        var account = new EntityQueryExpression
        {
            Criteria = Only("LogicalName", MetadataConditionOperator.Equals, CustomerRow.Table),
            Properties = new MetadataPropertiesExpression("Attributes"),
            AttributeQuery = new AttributeQueryExpression
            {
                Criteria = Only("LogicalName", MetadataConditionOperator.In, columns.ToArray()),
                Properties = new MetadataPropertiesExpression(properties),
            },
        };
        var response = (RetrieveMetadataChangesResponse)system.Execute(
            new RetrieveMetadataChangesRequest { Query = account });
        return response.EntityMetadata.Single().Attributes;
    }

    static MetadataFilterExpression Only(string property, MetadataConditionOperator comparison, object value) => new()
    {
        Conditions = { new MetadataConditionExpression(property, comparison, value) },
    };
}
