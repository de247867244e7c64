using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Sql;

/// <summary>The groups and aggregates of an aggregate query.</summary>
sealed class Grouping(SelectList select)
{
    readonly List<string> _groups = [];
    readonly Dictionary<string, OrderKey> _byAlias = new(StringComparer.Ordinal);

    internal string Sql => _groups.Count == 0 ? "" : " GROUP BY " + string.Join(", ", _groups);

    /// <summary>Adds a column, which must have an alias and be either grouped by or aggregated.</summary>
    internal void Add(QuerySource source, SelectedColumn selected)
    {
        var column = source.Table.Column(selected.Name);
        var isAggregate = selected.Aggregate != XrmAggregateType.None;
        if (string.IsNullOrEmpty(selected.Alias) || isAggregate == selected.IsGroup)
        {
            throw Unfit($"In an aggregate query '{selected.Name}' needs an alias and either groupby or aggregate.");
        }

        var (sql, result) = isAggregate ? Aggregate(source, column, selected)
            : selected.DateGrouping != XrmDateTimeGrouping.None ? DatePart(source, column, selected.DateGrouping)
            : (source.Sql(column), column);
        if (!_byAlias.TryAdd(selected.Alias, new(sql, false, selected.Alias, result.Type)))
        {
            throw QuerySources.Ambiguous(selected.Alias);
        }

        if (result == column && !isAggregate)
        {
            select.Add(source, column, selected.Alias);
        }
        else
        {
            select.AddComputed(source, result, selected.Alias, sql, isAggregate);
        }

        if (selected.IsGroup)
        {
            _groups.AddRange(column.IsPolymorphic ? [sql, source.SqlOfTarget(column)] : [sql]);
        }
    }

    /// <summary>The order by aliases, and after it by groups, so that it is the same each time.</summary>
    internal List<OrderKey> Order(IEnumerable<QueryOrder> orders) =>
    [
        .. orders.Select(order => _byAlias.TryGetValue(order.Column, out var key)
            ? key with { IsDescending = order.IsDescending }
            : throw Faults.Create(Faults.QueryBuilderInvalidAlias,
                $"An aggregate query can't be ordered by '{order.Column}'; use the alias of one of its columns.")),
        .. _groups.Select(group => new OrderKey(group, false, "", ColumnType.Text)),
    ];

    static (string Sql, ColumnDefinition Result) DatePart(
        QuerySource source, ColumnDefinition column, XrmDateTimeGrouping grouping)
    {
        if (column.Type != ColumnType.DateAndTime)
        {
            throw Unfit($"dategrouping {grouping}", source, column);
        }

        if (grouping is XrmDateTimeGrouping.FiscalPeriod or XrmDateTimeGrouping.FiscalYear)
        {
            throw Unfit($"The dategrouping '{grouping}' is not supported.");
        }

        var isUserLocal = column.DateBehavior == DateBehavior.UserLocal ? 1 : 0;
        return ($"dv_datepart({source.Sql(column)}, '{grouping}', {isUserLocal})", Whole(column));
    }

    /// <summary>The SQL of an aggregate and a column of the type that comes out.</summary>
    static (string Sql, ColumnDefinition Result) Aggregate(
        QuerySource source, ColumnDefinition column, SelectedColumn selected)
    {
        var sql = source.Sql(column);
        var isExact = column.Type is ColumnType.DecimalNumber or ColumnType.Currency;
        var isWhole = column.Type is ColumnType.WholeNumber or ColumnType.BigNumber;
        var isNumber = isExact || isWhole || column.Type == ColumnType.FloatNumber;
        return selected.Aggregate switch
        {
            XrmAggregateType.Count => ("COUNT(*)", Whole(column)),
            XrmAggregateType.CountColumn => ($"COUNT({(selected.IsDistinct ? "DISTINCT " : "")}{sql})", Whole(column)),
            XrmAggregateType.Sum when isNumber => (isExact ? $"dv_sum({sql})" : $"SUM({sql})", column),
            // The average of whole numbers is a whole number, as in T-SQL.
            XrmAggregateType.Avg when isWhole => ($"SUM({sql}) / COUNT({sql})", column),
            XrmAggregateType.Avg when isNumber => (isExact ? $"dv_avg({sql})" : $"AVG({sql})", column),
            XrmAggregateType.Min when isNumber || column.Type == ColumnType.DateAndTime => ($"MIN({sql})", column),
            XrmAggregateType.Max when isNumber || column.Type == ColumnType.DateAndTime => ($"MAX({sql})", column),
            var aggregate => throw Unfit($"aggregate {aggregate}", source, column),
        };
    }

    /// <summary>A column like another that holds counts.</summary>
    static ColumnDefinition Whole(ColumnDefinition column) => column with { Type = ColumnType.WholeNumber };

    static FaultException<OrganizationServiceFault> Unfit(string use, QuerySource source, ColumnDefinition column) =>
        Unfit($"The {use} can't be used with '{column.LogicalName}' of '{source.Table.LogicalName}' ({column.Type}).");

    static FaultException<OrganizationServiceFault> Unfit(string message) =>
        Faults.Create(Faults.QueryBuilderInvalidAggregate, message);
}
