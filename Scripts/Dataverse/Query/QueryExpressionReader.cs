using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Query;

/// <summary>Reads the SDK's query classes.</summary>
static class QueryExpressionReader
{
    internal static RowQuery Read(QueryExpression query)
    {
        Refuse(query.SubQueryExpression is not null, "SubQueryExpression");
        Refuse(!string.IsNullOrEmpty(query.QueryHints), "QueryHints");
        Refuse(!string.IsNullOrEmpty(query.DataSource), "DataSource");
        var aliases = new AliasGenerator();
        var root = new QueryTable
        {
            Table = query.EntityName,
            AllColumns = query.ColumnSet?.AllColumns ?? false,
            Columns = Columns(query.ColumnSet),
            Filter = Filter(query.Criteria),
            Links = [.. query.LinkEntities.Select(link => Link(link, aliases))],
        };
        return new()
        {
            Root = root,
            Page = Page(query.PageInfo, query.TopCount),
            Orders = [.. Orders(query.Orders, null), .. query.LinkEntities.Zip(root.Links).SelectMany(LinkOrders)],
            IsDistinct = query.Distinct,
            IsAggregate = IsAggregate(query.ColumnSet, query.LinkEntities),
        };
    }

    internal static RowQuery Read(QueryByAttribute query) => new()
    {
        Page = Page(query.PageInfo, query.TopCount),
        Root = new QueryTable
        {
            Table = query.EntityName,
            AllColumns = query.ColumnSet?.AllColumns ?? false,
            Columns = Columns(query.ColumnSet),
            Filter = new(false,
                [.. query.Attributes.Zip(query.Values, (column, value) => value is null
                    ? new QueryCondition(null, column, ConditionOperator.Null, [])
                    : new QueryCondition(null, column, ConditionOperator.Equal, [value]))],
                []),
        },
        Orders = [.. Orders(query.Orders, null)],
    };

    static QueryPage Page(PagingInfo? page, int? top) => new()
    {
        Top = top,
        Number = page is { PageNumber: > 0 } ? page.PageNumber : 1,
        Size = page is { Count: > 0 } ? page.Count : QueryPage.MaxSize,
        Cookie = page?.PagingCookie,
        ReturnTotalCount = page?.ReturnTotalRecordCount ?? false,
    };

    static QueryLink Link(LinkEntity link, AliasGenerator aliases)
    {
        var alias = aliases.Next(link.EntityAlias, link.LinkToEntityName);
        return new()
        {
            Table = link.LinkToEntityName,
            Alias = alias,
            AllColumns = link.Columns?.AllColumns ?? false,
            Columns = Columns(link.Columns),
            Filter = Filter(link.LinkCriteria),
            Links = [.. link.LinkEntities.Select(child => Link(child, aliases))],
            ParentColumn = link.LinkFromAttributeName,
            Column = link.LinkToAttributeName,
            IsOuter = link.JoinOperator switch
            {
                JoinOperator.Inner => false,
                JoinOperator.LeftOuter => true,
                var other => throw Faults.NotSupported(
                    $"The join operator '{other}' is not supported by this host.",
                    Faults.QueryBuilderInvalidJoinOperator),
            },
        };
    }

    static IReadOnlyList<SelectedColumn> Columns(ColumnSet? columns) => columns is null ? [] :
    [
        .. columns.Columns.Select(name => new SelectedColumn(name)),
        .. columns.AttributeExpressions.Select(expression => new SelectedColumn(expression.AttributeName)
        {
            Alias = AliasGenerator.Checked(expression.Alias),
            Aggregate = expression.AggregateType,
            IsGroup = expression.HasGroupBy,
            DateGrouping = expression.DateTimeGrouping,
        }),
    ];

    static QueryFilter? Filter(FilterExpression? filter)
    {
        if (filter is null)
        {
            return null;
        }

        Refuse(filter.IsQuickFindFilter, "IsQuickFindFilter");
        Refuse(!string.IsNullOrEmpty(filter.FilterHint), "FilterHint");
        return new(filter.FilterOperator == LogicalOperator.Or,
            [.. filter.Conditions.Select(Condition)], [.. filter.Filters.Select(child => Filter(child)!)]);
    }

    static QueryCondition Condition(ConditionExpression condition)
    {
        var alias = string.IsNullOrEmpty(condition.EntityName) ? null : condition.EntityName;
        return new(alias, condition.AttributeName, condition.Operator,
            condition.CompareColumns ? [] : [.. Flatten(condition.Values)])
        {
            ValueOf = condition.CompareColumns ? (string)condition.Values.Single() : null,
        };
    }

    /// <summary>In and NotIn are also called with one array instead of several values.</summary>
    static IEnumerable<object> Flatten(IEnumerable<object> values) => values.SelectMany(value =>
        value is System.Collections.IEnumerable list and not string ? list.Cast<object>() : [value]);

    static IEnumerable<QueryOrder> Orders(IEnumerable<OrderExpression> orders, string? alias) =>
        orders.Select(order => new QueryOrder(
            string.IsNullOrEmpty(order.EntityName) ? alias : order.EntityName,
            string.IsNullOrEmpty(order.AttributeName) ? order.Alias : order.AttributeName,
            order.OrderType == OrderType.Descending));

    static IEnumerable<QueryOrder> LinkOrders((LinkEntity Expression, QueryLink Link) pair) =>
    [
        .. Orders(pair.Expression.Orders, pair.Link.Alias),
        .. pair.Expression.LinkEntities.Zip(pair.Link.Links).SelectMany(LinkOrders),
    ];

    static bool IsAggregate(ColumnSet? columns, IEnumerable<LinkEntity> links) =>
        columns?.AttributeExpressions.Any(IsAggregate) == true
        || links.Any(link => IsAggregate(link.Columns, link.LinkEntities));

    static bool IsAggregate(XrmAttributeExpression column) =>
        column.HasGroupBy || column.AggregateType != XrmAggregateType.None;

    static void Refuse(bool isUsed, string property)
    {
        if (isUsed)
        {
            throw Faults.NotSupported($"QueryExpression's {property} is not supported by this host.");
        }
    }
}

/// <summary>Names links that have no alias as the platform does: the table's name and a running number.</summary>
sealed class AliasGenerator
{
    int _links;

    internal string Next(string? alias, string table)
    {
        _links++;
        return string.IsNullOrEmpty(alias)
            ? System.FormattableString.Invariant($"{table}{_links}")
            : Checked(alias, separator: '.')!;
    }

    /// <summary>An alias, if it is one.</summary>
    /// <param name="separator">A further character that may stand in it.</param>
    internal static string? Checked(string? alias, char separator = '_') =>
        string.IsNullOrEmpty(alias) || !char.IsAsciiDigit(alias[0]) && alias[0] != '.' && alias.All(
            letter => char.IsAsciiLetterOrDigit(letter) || letter == '_' || letter == separator)
            ? alias
            : throw Faults.Create(
                Faults.QueryBuilderInvalidAlias, $"Invalid character specified for alias: {alias}. Only characters "
                + "within the ranges [A-Z], [a-z] or [0-9] or _ are allowed.  The first character may only be in the "
                + "ranges [A-Z], [a-z] or _.");
}
