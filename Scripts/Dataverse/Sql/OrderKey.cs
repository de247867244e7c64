using System.Globalization;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;

namespace CrmMilestones.Dataverse.Sql;

/// <summary>Something rows are ordered by.</summary>
/// <param name="Sql">The SQL expression.</param>
/// <param name="IsDescending">Whether the largest comes first.</param>
/// <param name="Column">The column it comes from, which names it in paging cookies.</param>
/// <param name="Type">WholeNumber, FloatNumber, or anything else for text: how cookies are read.</param>
sealed record OrderKey(string Sql, bool IsDescending, string Column, ColumnType Type)
{
    /// <summary>As on the platform, lookups are ordered by name and choices by label, unless by raw value.</summary>
    internal static OrderKey Of(
        MetadataCatalog catalog, QuerySource source, QueryOrder order, bool byRawValue, int language,
        SqlParameters parameters)
    {
        var column = source.Table.Column(order.Column);
        if (column.IsLookup)
        {
            return Text(SelectList.NameOf(catalog, source, column));
        }

        if (column.IsChoice && !byRawValue)
        {
            return Text($"CASE {source.Sql(column)} {string.Concat(column.Options.Select(Label))}END");
        }

        return new(source.Sql(column), order.IsDescending, column.LogicalName,
            ValueCodec.SqlType(column) == "INTEGER" ? ColumnType.WholeNumber : column.Type);

        OrderKey Text(string sql) =>
            new($"({sql}) COLLATE {Collation.Text}", order.IsDescending, column.LogicalName, ColumnType.Text);

        string Label(OptionDefinition option) => string.Create(CultureInfo.InvariantCulture,
            $"WHEN {option.Value} THEN {parameters.Add(option.Label.In(language))} ");
    }

    internal static OrderKey OfId(QuerySource source) =>
        new(source.Sql(source.Table.PrimaryId), false, source.Table.PrimaryIdColumn, ColumnType.Id);
}
