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

    public IReadOnlyCollection<string> Parameters { get; } = ["Query"];

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
            .Where(table => Matches(query.Criteria, (name, out value) => description.TryTell(table, name, out value)))
            .OrderBy(table => table.LogicalName, StringComparer.Ordinal)
            .Select(table => Describe(description, table, query)));
        return new() { ["EntityMetadata"] = result, ["ServerVersionStamp"] = "1" };
    }

    static EntityMetadata Describe(MetadataDescription description, TableDefinition table, EntityQueryExpression query)
    {
        var metadata = description.Describe(
            table, Wanted(query.Properties) ?? MetadataDescription.TableProperties);
        if (query.Properties?.AllProperties != false || query.Properties.PropertyNames.Contains("Attributes"))
        {
            MetadataDescription.Set(metadata, "Attributes", Columns(description, table, query.AttributeQuery));
        }

        return metadata;
    }

    static AttributeMetadata[] Columns(
        MetadataDescription description, TableDefinition table, AttributeQueryExpression? query) =>
    [
        .. from column in table.Columns
           where Matches(query?.Criteria, (name, out value) => description.TryTell(table, column, name, out value))
           select description.Describe(
               table, column, Wanted(query?.Properties) ?? MetadataDescription.ColumnProperties(column)),
    ];

    /// <summary>The asked-for properties; null means all.</summary>
    static DataCollection<string>? Wanted(MetadataPropertiesExpression? wanted) =>
        wanted is null or { AllProperties: true } ? null : wanted.PropertyNames;

    /// <summary>Tells a property of a table or column, if it is known.</summary>
    delegate bool Property(string name, out object? value);

    static bool Matches(MetadataFilterExpression? filter, Property property)
    {
        if (filter is null)
        {
            return true;
        }

        var isOr = filter.FilterOperator == LogicalOperator.Or;
        foreach (var condition in filter.Conditions)
        {
            if (Matches(condition, property) == isOr)
            {
                return isOr;
            }
        }

        foreach (var inner in filter.Filters)
        {
            if (Matches(inner, property) == isOr)
            {
                return isOr;
            }
        }

        return !isOr;
    }

    static bool Matches(MetadataConditionExpression condition, Property property) =>
        !property(condition.PropertyName, out var value)
            ? throw Faults.NotSupported(
                $"A metadata condition on '{condition.PropertyName}' is not supported by this host.")
        : condition.ConditionOperator switch
        {
            MetadataConditionOperator.Equals => Equals(value, condition.Value),
            MetadataConditionOperator.NotEquals => !Equals(value, condition.Value),
            MetadataConditionOperator.In => ((IEnumerable)condition.Value).Cast<object>().Contains(value),
            MetadataConditionOperator.NotIn => !((IEnumerable)condition.Value).Cast<object>().Contains(value),
            _ => throw Faults.NotSupported(
                $"The metadata operator {condition.ConditionOperator} is not supported by this host."),
        };
}
