using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Dataverse.Store;

/// <summary>Makes the SQLite schema hold what a catalog describes. Nothing is ever dropped.</summary>
static class Schema
{
    internal static void Apply(Database database, MetadataCatalog catalog)
    {
        foreach (var table in catalog.Tables.OrderBy(table => table.LogicalName, StringComparer.Ordinal))
        {
            CreateTable(database, table);
            foreach (var key in table.Keys)
                CreateIndex(database, "UNIQUE INDEX", KeyIndex(key), table, key.Columns);
        }
        // Deletes look these rows up; users and the like are never deleted.
        foreach (var relationship in catalog.Relationships.Where(known => known.CascadeDelete is CascadeDelete.Cascade or CascadeDelete.Restrict))
        {
            if (catalog.TryGetTable(relationship.ReferencingTable, out var table))
                CreateIndex(database, "INDEX", relationship.SchemaName, table, [relationship.ReferencingColumn]);
        }
    }

    /// <summary>The name of a key's index, which SQLite's message about a duplicate does not carry.</summary>
    static string KeyIndex(AlternateKey key) => "key$" + key.LogicalName;

    static void CreateTable(Database database, Table table)
    {
        var known = database.Rows($"SELECT name FROM pragma_table_info('{table.LogicalName}')").Select(row => (string)row[0]!).ToHashSet(StringComparer.Ordinal);
        if (known.Count == 0)
        {
            database.Execute($"CREATE TABLE {Database.Quote(table.LogicalName)} ({string.Join(", ", table.Columns.SelectMany(column => Definitions(table, column)).Select(definition => definition.Sql))})");
            return;
        }
        foreach (var (name, sql) in table.Columns.SelectMany(column => Definitions(table, column)))
        {
            if (!known.Contains(name))
                database.Execute($"ALTER TABLE {Database.Quote(table.LogicalName)} ADD COLUMN {sql}");
        }
    }

    static IEnumerable<(string Name, string Sql)> Definitions(Table table, Column column)
    {
        var isKey = column.LogicalName == table.PrimaryIdColumn;
        yield return (column.LogicalName, $"{Database.Quote(column.LogicalName)} {ValueCodec.SqlType(column)}{(isKey ? " PRIMARY KEY NOT NULL" : "")}");
        if (column.IsPolymorphic)
            yield return (ValueCodec.TypeColumn(column), $"{Database.Quote(ValueCodec.TypeColumn(column))} TEXT");
    }

    static void CreateIndex(Database database, string kind, string name, Table table, IEnumerable<string> columns) => database.Execute(
        $"CREATE {kind} IF NOT EXISTS {Database.Quote(name)} ON {Database.Quote(table.LogicalName)} ({string.Join(", ", columns.Select(Database.Quote))})");
}
