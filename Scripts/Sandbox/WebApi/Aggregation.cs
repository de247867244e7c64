using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.OData.UriParser;
using Microsoft.OData.UriParser.Aggregation;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>Groups and sums rows: <c>$apply</c> over FetchXML's aggregates.</summary>
sealed class Aggregation(EdmSchema schema, IOrganizationService service, RowJson json)
{
    internal JsonObject Rows(TableDefinition table, QueryParser parser, Action<FetchBuilder>? restrict)
    {
        FetchBuilder builder = new(schema, table);
        restrict?.Invoke(builder);
        var clause = parser.Apply ?? throw ApiFault.Bad("The query option '$apply' is empty.");
        FilterTranslation translation = new(schema, builder, parser.Aliases);
        if (parser.Filter is { } filter)
        {
            translation.Add(filter.Expression);
        }

        foreach (var transformation in clause.Transformations)
        {
            switch (transformation)
            {
                case FilterTransformationNode where:
                    translation.Add(where.FilterClause.Expression);
                    break;
                case GroupByTransformationNode groups:
                    Group(builder, translation, groups.GroupingProperties);
                    if (groups.ChildTransformations is AggregateTransformationNode inner)
                    {
                        Aggregate(builder, translation, inner);
                    }

                    break;
                case AggregateTransformationNode all:
                    Aggregate(builder, translation, all);
                    break;
                default:
                    throw ApiFault.NotSupported($"'{transformation.Kind}' in $apply");
            }
        }

        if (parser.OrderBy is not null)
        {
            throw ApiFault.Bad("The query node SingleValueOpenPropertyAccess is not supported.");
        }

        builder.Set("aggregate", "true");
        var found = service.RetrieveMultiple(FetchBuilder.Expression(builder.Fetch));
        return new()
        {
            ["@odata.context"] = $"$metadata#{table.EntitySetName}",
            ["value"] = new JsonArray([.. found.Entities.Select(row => (JsonNode)json.Write(row))]),
        };
    }

    static void Group(
        FetchBuilder builder, FilterTranslation translation, IEnumerable<GroupByPropertyNode> properties)
    {
        foreach (var property in properties)
        {
            foreach (var leaf in Leaves(property))
            {
                var path = translation.Path(leaf);
                builder.SelectOf(
                    path, new XAttribute("groupby", "true"), new XAttribute("alias", path.Alias is null
                        ? EdmSchema.PropertyOf(path.Column)
                        : $"{path.Table.LogicalName}_{EdmSchema.PropertyOf(path.Column)}"));
            }
        }
    }

    static IEnumerable<SingleValueNode> Leaves(GroupByPropertyNode property) => property.Expression is { } expression
        ? [expression]
        : property.ChildTransformations.SelectMany(Leaves);

    static void Aggregate(FetchBuilder builder, FilterTranslation translation, AggregateTransformationNode aggregate)
    {
        foreach (var expression in aggregate.AggregateExpressions.Cast<AggregateExpression>())
        {
            var function = expression.Method switch
            {
                AggregationMethod.Sum => "sum",
                AggregationMethod.Average => "avg",
                AggregationMethod.Min => "min",
                AggregationMethod.Max => "max",
                AggregationMethod.VirtualPropertyCount => "count",
                var other => throw ApiFault.NotSupported($"The aggregation '{other}'"),
            };
            var path = expression.Method == AggregationMethod.VirtualPropertyCount
                ? new ColumnPath(null, builder.Table, builder.Table.PrimaryId)
                : translation.Path(expression.Expression);
            builder.SelectOf(
                path, new XAttribute("aggregate", function), new XAttribute("alias", expression.Alias));
        }
    }
}
