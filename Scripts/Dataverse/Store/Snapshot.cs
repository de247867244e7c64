using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Dataverse.Store;

/// <summary>Writes all rows as text, one row per line, in an order that depends on the content only.</summary>
static class Snapshot
{
    internal static string Of(Database database, IEnumerable<Table> tables)
    {
        var text = new StringBuilder();
        foreach (var table in tables.OrderBy(table => table.LogicalName, StringComparer.Ordinal))
        {
            var columns = table.Columns
                .SelectMany(column => column.IsPolymorphic ? [column.LogicalName, ValueCodec.TypeColumn(column)] : new[] { column.LogicalName })
                .Order(StringComparer.Ordinal).ToList();
            foreach (var row in database.Rows($"SELECT {string.Join(", ", columns.Select(Database.Quote))} FROM {Database.Quote(table.LogicalName)} ORDER BY {Database.Quote(table.PrimaryIdColumn)}"))
            {
                text.Append(table.LogicalName);
                foreach (var (name, value) in columns.Zip(row).Where(cell => cell.Second is not null))
                    text.Append(CultureInfo.InvariantCulture, $" {name}={value}");
                text.Append('\n');
            }
        }
        return text.ToString();
    }
}
