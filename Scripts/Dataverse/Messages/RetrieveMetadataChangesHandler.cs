using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Security;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Metadata.Query;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>
/// RetrieveMetadataChanges: the asked-for properties of the tables and columns that match, in the asked-for languages.
/// </summary>
sealed class RetrieveMetadataChangesHandler(RowStore store, UserDirectory users) : IMessageHandler
{
    public string Message => "RetrieveMetadataChanges";

    public IReadOnlyCollection<string> Parameters => ["Query"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        var query = request.Required<EntityQueryExpression>("Query");
        if (query.RelationshipQuery is not null || query.KeyQuery is not null)
        {
            throw Faults.NotSupported("RelationshipQuery and KeyQuery are not supported by this host.");
        }

        var description = new MetadataDescription(
            users.LanguageOf(context.Caller), query.LabelQuery?.FilterLanguages.ToArray() ?? []);
        var result = new EntityMetadataCollection();
        result.AddRange(store.Catalog.Tables
            .Where(table => Matches(query.Criteria, description.Table(table)))
            .OrderBy(table => table.LogicalName, StringComparer.Ordinal)
            .Select(table => Describe(description, table, query)));
        return new() { ["EntityMetadata"] = result, ["ServerVersionStamp"] = "1" };
    }

    static EntityMetadata Describe(MetadataDescription description, TableDefinition table, EntityQueryExpression query)
    {
        var properties = Wanted(query.Properties, description.Table(table));
        if (query.Properties?.AllProperties != false || query.Properties.PropertyNames.Contains("Attributes"))
        {
            properties["Attributes"] = () => Columns(description, table, query.AttributeQuery);
        }

        return MetadataDescription.Fill(new EntityMetadata(), properties);
    }

    static AttributeMetadata[] Columns(
        MetadataDescription description, TableDefinition table, AttributeQueryExpression? query) =>
    [
        .. from column in table.Columns
           let properties = description.Column(table, column)
           where Matches(query?.Criteria, properties)
           select MetadataDescription.Fill(MetadataDescription.New(column), Wanted(query?.Properties, properties)),
    ];

    /// <summary>The known ones among the asked-for properties; not asking means all.</summary>
    static Dictionary<string, Func<object?>> Wanted(
        MetadataPropertiesExpression? wanted, Dictionary<string, Func<object?>> properties) =>
        wanted is null or { AllProperties: true } ? properties
        : properties.Where(property => wanted.PropertyNames.Contains(property.Key)).ToDictionary();

    static bool Matches(MetadataFilterExpression? filter, Dictionary<string, Func<object?>> properties)
    {
        if (filter is null)
        {
            return true;
        }

        var results = filter.Conditions.Select(condition => Matches(condition, properties))
            .Concat(filter.Filters.Select(inner => Matches(inner, properties)));
        return filter.FilterOperator == LogicalOperator.Or
            ? results.Any(result => result) : results.All(result => result);
    }

    static bool Matches(MetadataConditionExpression condition, Dictionary<string, Func<object?>> properties)
    {
        if (!properties.TryGetValue(condition.PropertyName, out var property))
        {
            throw Faults.NotSupported(
                $"A metadata condition on '{condition.PropertyName}' is not supported by this host.");
        }

        var value = property();
        return condition.ConditionOperator switch
        {
            MetadataConditionOperator.Equals => Equals(value, condition.Value),
            MetadataConditionOperator.NotEquals => !Equals(value, condition.Value),
            MetadataConditionOperator.In => ((IEnumerable)condition.Value).Cast<object>().Contains(value),
            MetadataConditionOperator.NotIn => !((IEnumerable)condition.Value).Cast<object>().Contains(value),
            _ => throw Faults.NotSupported(
                $"The metadata operator {condition.ConditionOperator} is not supported by this host."),
        };
    }
}
