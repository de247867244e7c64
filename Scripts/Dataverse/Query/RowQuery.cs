using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Query;

/// <summary>A query for rows: what FetchXML and QueryExpression share. Names are checked when it runs.</summary>
public sealed record RowQuery
{
    /// <summary>The table whose rows are asked for, with its columns, filter and links.</summary>
    public required QueryTable Root { get; init; }

    /// <summary>The order of the rows, most significant first.</summary>
    public IReadOnlyList<QueryOrder> Orders { get; init; } = [];

    /// <summary>Whether equal rows are returned once.</summary>
    public bool IsDistinct { get; init; }

    /// <summary>Whether rows are grouped and aggregated.</summary>
    public bool IsAggregate { get; init; }

    /// <summary>Which of the rows are returned.</summary>
    public QueryPage Page { get; init; } = new();

    /// <summary>Order choices by number instead of by label.</summary>
    public bool OrdersByRawValue { get; init; }

    /// <summary>The logical names of all tables that are read: what read privileges are needed for.</summary>
    public IEnumerable<string> Tables => Root.Tables.Distinct();

    /// <summary>Reads a query in any of its three forms; what this host does not support is refused by name.</summary>
    public static RowQuery Of(QueryBase query) => query switch
    {
        QueryExpression expression => From(expression),
        QueryByAttribute byAttribute => From(byAttribute),
        FetchExpression fetch => FromFetchXml(fetch.Query),
        null => throw new ArgumentNullException(nameof(query)),
        _ => throw Faults.NotSupported($"A query of type {query.GetType().Name} is not supported by this host."),
    };

    /// <summary>Reads a QueryExpression; what this host does not support is refused by name.</summary>
    public static RowQuery From(QueryExpression query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return QueryExpressionReader.Read(query);
    }

    /// <summary>Reads a QueryByAttribute: all attributes must equal their values.</summary>
    public static RowQuery From(QueryByAttribute query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return QueryExpressionReader.Read(query);
    }

    /// <summary>Reads FetchXML; what this host does not support is refused by name.</summary>
    public static RowQuery FromFetchXml(string fetchXml) => new FetchXmlReader().Read(fetchXml);
}

/// <summary>A page of rows, or the first few.</summary>
public sealed record QueryPage
{
    /// <summary>As many rows as a page can have.</summary>
    public const int MaxSize = 5000;

    /// <summary>Return only this many rows, without paging.</summary>
    public int? Top { get; init; }

    /// <summary>The page to return, from 1.</summary>
    public int Number { get; init; } = 1;

    /// <summary>Rows per page.</summary>
    public int Size { get; init; } = MaxSize;

    /// <summary>The cookie that came with an earlier page.</summary>
    public string? Cookie { get; init; }

    /// <summary>Whether to count all rows.</summary>
    public bool ReturnTotalCount { get; init; }
}

/// <summary>A table in a query.</summary>
public record QueryTable
{
    /// <summary>Logical name.</summary>
    public required string Table { get; init; }

    /// <summary>The name by which conditions, orders and result keys refer to it; null for the root.</summary>
    public string? Alias { get; init; }

    /// <summary>Whether all readable columns are returned.</summary>
    public bool AllColumns { get; init; }

    /// <summary>The columns to return.</summary>
    public IReadOnlyList<SelectedColumn> Columns { get; init; } = [];

    /// <summary>Which rows take part.</summary>
    public QueryFilter? Filter { get; init; }

    /// <summary>Joined tables.</summary>
    public IReadOnlyList<QueryLink> Links { get; init; } = [];

    internal IEnumerable<string> Tables => [Table, .. Links.SelectMany(link => link.Tables)];
}

/// <summary>A joined table.</summary>
public sealed record QueryLink : QueryTable
{
    /// <summary>The column of the table joined to.</summary>
    public required string ParentColumn { get; init; }

    /// <summary>The column of this table that must equal it.</summary>
    public required string Column { get; init; }

    /// <summary>Whether rows without a match stay.</summary>
    public bool IsOuter { get; init; }

    /// <summary>Whether a match only has to exist: nothing of it is returned, and no row becomes several.</summary>
    public bool IsExistence { get; init; }
}

/// <summary>A returned column: plain, renamed, grouped by or aggregated.</summary>
public sealed record SelectedColumn(string Name)
{
    /// <summary>The key in the result instead of the column's name; aggregates and groups need it.</summary>
    public string? Alias { get; init; }

    /// <summary>How the values of a group become one.</summary>
    public XrmAggregateType Aggregate { get; init; }

    /// <summary>Whether rows are grouped by it.</summary>
    public bool IsGroup { get; init; }

    /// <summary>The period by which a date is grouped.</summary>
    public XrmDateTimeGrouping DateGrouping { get; init; }

    /// <summary>Whether a column count counts equal values once.</summary>
    public bool IsDistinct { get; init; }
}

/// <summary>Conditions and filters, of which all (and) or one (or) must hold.</summary>
public sealed record QueryFilter(
    bool IsOr, IReadOnlyList<QueryCondition> Conditions, IReadOnlyList<QueryFilter> Filters)
{
    /// <summary>The one condition that a column has a value.</summary>
    public static QueryFilter Equal(string column, object value) =>
        new(false, [new(null, column, ConditionOperator.Equal, [value])], []);
}

/// <summary>A comparison of a column.</summary>
/// <param name="Alias">The table's alias; null for the table the filter belongs to.</param>
/// <param name="Column">The column.</param>
/// <param name="Operator">The comparison.</param>
/// <param name="Values">What it is compared with: SDK values, or texts as FetchXML spells them.</param>
public sealed record QueryCondition(
    string? Alias, string Column, ConditionOperator Operator, IReadOnlyList<object> Values)
{
    /// <summary>Compare with another column instead of values: its name, or alias.name.</summary>
    public string? ValueOf { get; init; }
}

/// <summary>An order by a column of the root or of an alias; in aggregates by the alias of a result column.</summary>
public sealed record QueryOrder(string? Alias, string Column, bool IsDescending);
