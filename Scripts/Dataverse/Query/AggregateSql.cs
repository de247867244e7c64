using System.ServiceModel;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Query;

/// <summary>Translates aggregates and date groupings.</summary>
static class AggregateSql
{
    /// <summary>As many rows as the platform aggregates.</summary>
    internal const int RowLimit = 50_000;

    /// <summary>The SQL of a grouping by a part of a date.</summary>
    internal static string DatePart(QuerySource source, Column column, XrmDateTimeGrouping grouping)
    {
        if (column.Type != ColumnType.DateAndTime)
            throw Unfit($"dategrouping {grouping}", source, column);
        if (grouping is XrmDateTimeGrouping.FiscalPeriod or XrmDateTimeGrouping.FiscalYear)
            throw Faults.Create(Faults.QueryBuilderInvalidAggregate, $"The dategrouping '{grouping}' is not supported.");
        var isUserLocal = column.DateBehavior == DateBehavior.UserLocal ? 1 : 0;
        return $"dv_datepart({source.Sql(column)}, '{grouping}', {isUserLocal})";
    }

    /// <summary>The SQL of an aggregate and a column of the type that comes out.</summary>
    internal static (string Sql, Column Result) Of(QuerySource source, Column column, SelectedColumn selected)
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
    internal static Column Whole(Column column) => column with { Type = ColumnType.WholeNumber };

    static FaultException<OrganizationServiceFault> Unfit(string use, QuerySource source, Column column) => Faults.Create(Faults.QueryBuilderInvalidAggregate,
        $"The {use} can't be used with '{column.LogicalName}' of '{source.Table.LogicalName}' ({column.Type}).");
}
