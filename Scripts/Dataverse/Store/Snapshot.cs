using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Sql;
using static CrmMilestones.Dataverse.Sql.Database;

namespace CrmMilestones.Dataverse.Store;

/// <summary>Writes all rows as text, one row per line, in an order that depends on the content only.</summary>
static class Snapshot
{
    internal static string Of(Database database, IEnumerable<TableDefinition> tables)
    {
        var text = new StringBuilder();
        foreach (var table in tables.OrderBy(table => table.LogicalName, StringComparer.Ordinal))
        {
            List<string> columns = [.. table.Columns.SelectMany(Columns).Order(StringComparer.Ordinal)];
            var rows = database.Rows($"SELECT {string.Join(", ", columns.Select(Quote))} " +
                $"FROM {Quote(table.LogicalName)} ORDER BY {Quote(table.PrimaryIdColumn)}");
            foreach (var row in rows)
            {
                text.Append(table.LogicalName);
                foreach (var (name, value) in columns.Zip(row).Where(cell => cell.Second is not null))
                {
                    text.Append(CultureInfo.InvariantCulture, $" {name}={value}");
                }

                text.Append('\n');
            }
        }
        return text.ToString();
    }

    /// <summary>The SQLite columns of a column.</summary>
    internal static string[] Columns(ColumnDefinition column) =>
        column.IsPolymorphic ? [column.LogicalName, ValueCodec.TypeColumn(column)] : [column.LogicalName];
}
