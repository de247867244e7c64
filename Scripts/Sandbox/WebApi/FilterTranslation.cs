using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>Filters of OData, as its own library parses them, in FetchXML.</summary>
/// <param name="schema">The tables.</param>
/// <param name="builder">The query that is filtered.</param>
/// <param name="aliases">What the query says that parameter aliases stand for.</param>
sealed class FilterTranslation(
    EdmSchema schema, FetchBuilder builder, IDictionary<string, SingleValueNode>? aliases)
{
    static readonly Dictionary<string, string> Opposites = new()
    {
        ["eq"] = "ne",
        ["gt"] = "le",
        ["ge"] = "lt",
        ["like"] = "not-like",
        ["in"] = "not-in",
        ["null"] = "not-null",
    };

    /// <summary>Adds a filter to the query.</summary>
    internal void Add(SingleValueNode expression)
    {
        foreach (var condition in Conjuncts(expression))
        {
            if (Resolve(condition) is AnyNode any)
            {
                builder.Entity.Add(Existence(any));
            }
            else
            {
                builder.Where(Translate(condition, isNegated: false));
            }
        }
    }

    internal ColumnPath Path(SingleValueNode node)
    {
        var resolved = Resolve(node);
        if (resolved is SingleValueFunctionCallNode function)
        {
            throw ApiFault.NotSupported($"The function '{function.Name}' in $filter");
        }

        if (resolved is not SingleValuePropertyAccessNode property)
        {
            throw ApiFault.NotSupported("A filter or an order by anything but a column");
        }

        List<string> lookups = [];
        var source = property.Source;
        while (source is SingleNavigationNode navigation)
        {
            lookups.Insert(0, navigation.NavigationProperty.Name);
            source = navigation.Source;
        }

        return builder.Path(lookups, property.Property.Name);
    }

    IEnumerable<SingleValueNode> Conjuncts(SingleValueNode node) =>
        Resolve(node) is BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And } and
            ? Conjuncts(and.Left).Concat(Conjuncts(and.Right))
            : [node];

    XElement Translate(SingleValueNode node, bool isNegated)
    {
        switch (Resolve(node))
        {
            case UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not:
                if (Resolve(not.Operand) is SingleValueFunctionCallNode { Name: var name }
                    && QueryFunctions.All.ContainsKey(Short(name)))
                {
                    throw ApiFault.Bad("Not operator along with the Custom Named Condition operators is not allowed.");
                }

                return Translate(not.Operand, !isNegated);
            case BinaryOperatorNode { OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.Or } both:
                var isOr = both.OperatorKind == BinaryOperatorKind.Or ^ isNegated;
                return new(
                    "filter", new XAttribute("type", isOr ? "or" : "and"),
                    Translate(both.Left, isNegated), Translate(both.Right, isNegated));
            case BinaryOperatorNode comparison:
                return Comparison(comparison, isNegated);
            case SingleValueFunctionCallNode function:
                return Function(function, isNegated);
            case InNode within when Resolve(within.Left) is SingleValueNode column
                && within.Right is CollectionConstantNode constants:
                return Condition(
                    Path(column), isNegated ? "not-in" : "in", [.. constants.Collection.Select(item => item.Value)]);
            case AnyNode:
                throw ApiFault.NotSupported("any() beneath 'or' or 'not'");
            case AllNode:
                throw ApiFault.NotSupported("all() in $filter");
            case SingleValuePropertyAccessNode flag:
                return Condition(Path(flag), isNegated ? "ne" : "eq", [true]);
            case var other:
                throw ApiFault.NotSupported($"'{other.Kind}' in $filter");
        }
    }

    XElement Comparison(BinaryOperatorNode comparison, bool isNegated)
    {
        var (left, right) = (Resolve(comparison.Left), Resolve(comparison.Right));
        var operation = comparison.OperatorKind switch
        {
            BinaryOperatorKind.Equal => "eq",
            BinaryOperatorKind.NotEqual => "ne",
            BinaryOperatorKind.GreaterThan => "gt",
            BinaryOperatorKind.GreaterThanOrEqual => "ge",
            BinaryOperatorKind.LessThan => "lt",
            BinaryOperatorKind.LessThanOrEqual => "le",
            var other => throw ApiFault.NotSupported($"The operator '{other}' in $filter"),
        };
        if (left is ConstantNode)
        {
            (left, right) = (right, left);
            operation = operation switch { "gt" => "lt", "lt" => "gt", "ge" => "le", "le" => "ge", _ => operation };
        }

        if (isNegated)
        {
            operation = Negated(operation);
        }

        if (left is SingleValueFunctionCallNode && right is ConstantNode { Value: bool expected })
        {
            return Translate(left, !expected ^ operation == "ne");
        }

        var path = Path(left);
        switch (right)
        {
            case ConstantNode { Value: null } when operation is "eq" or "ne":
                return Condition(path, operation == "eq" ? "null" : "not-null", []);
            case ConstantNode { Value: { } value }:
                return Condition(path, operation, [value]);
            case SingleValuePropertyAccessNode:
                var other = Path(right);
                var condition = Condition(path, operation, []);
                condition.SetAttributeValue(
                    "valueof", other.Alias is null ? other.Column.LogicalName
                        : $"{other.Alias}.{other.Column.LogicalName}");
                return condition;
            default:
                throw ApiFault.NotSupported("A comparison with anything but a value or a column");
        }
    }

    XElement Function(SingleValueFunctionCallNode function, bool isNegated)
    {
        QueryNode[] arguments = [.. function.Parameters];
        var like = isNegated ? "not-like" : "like";
        switch (function.Name)
        {
            case "contains":
                return Condition(Column(0), like, [$"%{Constant(1)}%"]);
            case "startswith":
                return Condition(Column(0), like, [$"{Constant(1)}%"]);
            case "endswith":
                return Condition(Column(0), like, [$"%{Constant(1)}"]);
        }

        if (!QueryFunctions.All.TryGetValue(Short(function.Name), out var known))
        {
            throw ApiFault.NotSupported($"The function '{function.Name}' in $filter");
        }

        var named = function.Parameters.OfType<NamedFunctionParameterNode>()
            .ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
        var path = builder.Path([], (string)Value(named["PropertyName"])!);
        return known.Operand switch
        {
            QueryFunctions.Operand.Value => Condition(path, known.Operator, [Value(named["PropertyValue"])!]),
            QueryFunctions.Operand.Values => Condition(path, known.Operator, Values(named["PropertyValues"])),
            _ => Condition(path, known.Operator, []),
        };

        ColumnPath Column(int i) => Path((SingleValueNode)arguments[i]);

        object? Constant(int i) => Value(arguments[i]);
    }

    object? Value(QueryNode node) => (node is SingleValueNode single ? Resolve(single) : node) switch
    {
        ConstantNode constant => constant.Value,
        _ => throw ApiFault.NotSupported("A value that is computed in $filter"),
    };

    object[] Values(QueryNode node) => node switch
    {
        CollectionConstantNode constants => [.. constants.Collection.Select(item => item.Value)],
        SingleValueNode single when Value(single) is Microsoft.OData.ODataCollectionValue collection =>
            [.. collection.Items],
        _ => throw ApiFault.NotSupported("A list that is computed in $filter"),
    };

    XElement Existence(AnyNode any)
    {
        if (any.Source is not CollectionNavigationNode { Source: ResourceRangeVariableReferenceNode } collection
            || schema.Navigation(builder.Table.LogicalName, collection.NavigationProperty.Name)
                is not { IsCollection: true, Intersect: null } navigation)
        {
            throw ApiFault.NotSupported("any() of anything but rows that refer to the row");
        }

        FetchBuilder inner = new(schema, schema.Catalog.Table(navigation.Target));
        if (any.Body is not ConstantNode)
        {
            new FilterTranslation(schema, inner, aliases).Add(any.Body);
        }

        if (inner.Entity.Elements("link-entity").Any())
        {
            throw ApiFault.NotSupported("A lookup's own columns inside any()");
        }

        return new(
            "link-entity", new XAttribute("name", navigation.Target), new XAttribute("from", navigation.Lookup!),
            new XAttribute("to", builder.Table.PrimaryIdColumn), new XAttribute("link-type", "exists"),
            inner.Entity.Elements());
    }

    /// <summary>What a node stands for beneath conversions and aliases; an alias that is not given is null.</summary>
    SingleValueNode Resolve(SingleValueNode node) => node switch
    {
        ConvertNode convert when convert.Source is ConstantNode constant
            && convert.TypeReference.IsDateTimeOffset() && EdmDays.Of(constant.Value) is { } day =>
            new ConstantNode(new DateTimeOffset(day, default, TimeSpan.Zero)),
        ConvertNode convert => Resolve(convert.Source),
        ParameterAliasNode alias => aliases?.TryGetValue(alias.Alias, out var value) == true && value is not null
            ? Resolve(value) : new ConstantNode(null),
        _ => node,
    };

    static XElement Condition(ColumnPath path, string operation, object[] values) =>
        FetchBuilder.Condition(path.Alias, path.Column.LogicalName, operation, values);

    static string Negated(string operation) => Opposites.GetValueOrDefault(operation)
        ?? Opposites.First(opposite => opposite.Value == operation).Key;

    static string Short(string name) => name[(name.LastIndexOf('.') + 1)..];
}
