using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;
using static CrmMilestones.Dataverse.Store.Database;

namespace CrmMilestones.Dataverse.Store;

/// <summary>Makes the SQLite schema hold what a catalog describes. Nothing is ever dropped.</summary>
static class Schema
{
    /// <summary>SQLite's code for a second row with the same alternate key.</summary>
    internal const int UniqueViolation = 2067;

    internal static void Apply(Database database, MetadataCatalog catalog)
    {
        foreach (var table in catalog.Tables.OrderBy(table => table.LogicalName, StringComparer.Ordinal))
        {
            CreateTable(database, table);
            foreach (var key in table.Keys)
                CreateKey(database, table, key);
        }
        // Deletes look these rows up.
        foreach (var relationship in catalog.Relationships)
        {
            if (relationship.CascadeDelete is not (CascadeDelete.Cascade or CascadeDelete.Restrict))
                continue;
            CreateIndex(database, "INDEX",
                relationship.SchemaName, relationship.ReferencingTable, [relationship.ReferencingColumn]);
        }
    }

    /// <summary>A row would have, or rows already have, the same key as another.</summary>
    internal static FaultException<OrganizationServiceFault> DuplicateKey(
        Table table, params IEnumerable<AlternateKey> keys)
    {
        var names = string.Join(", ", keys.Select(key => key.DisplayName));
        var columns = string.Join(", ", keys.SelectMany(key => key.Columns));
        return Faults.Create(Faults.DuplicateRecordEntityKey, $"Entity Key {names} violated. " +
            $"A record of '{table.LogicalName}' with the same value for {columns} already exists.");
    }

    static void CreateTable(Database database, Table table)
    {
        var known = database.Rows("SELECT name FROM pragma_table_info($0)", table.LogicalName)
            .Select(row => (string)row[0]!).ToHashSet(StringComparer.Ordinal);
        var definitions = table.Columns.SelectMany(column => Definitions(table, column));
        if (known.Count == 0)
        {
            var columns = string.Join(", ", definitions.Select(definition => definition.Sql));
            database.Execute($"CREATE TABLE {Quote(table.LogicalName)} ({columns})");
            return;
        }
        foreach (var (_, sql) in definitions.Where(definition => !known.Contains(definition.Name)))
            database.Execute($"ALTER TABLE {Quote(table.LogicalName)} ADD COLUMN {sql}");
    }

    static IEnumerable<(string Name, string Sql)> Definitions(Table table, Column column)
    {
        var constraint = column.LogicalName == table.PrimaryIdColumn ? " PRIMARY KEY NOT NULL" : "";
        yield return (column.LogicalName, $"{Quote(column.LogicalName)} {ValueCodec.SqlType(column)}{constraint}");
        if (column.IsPolymorphic)
            yield return (ValueCodec.TypeColumn(column), $"{Quote(ValueCodec.TypeColumn(column))} TEXT");
    }

    static void CreateKey(Database database, Table table, AlternateKey key)
    {
        try
        {
            CreateIndex(database, "UNIQUE INDEX", "key$" + key.LogicalName, table.LogicalName, key.Columns);
        }
        catch (SqliteException e) when (e.SqliteExtendedErrorCode == UniqueViolation)
        {
            throw DuplicateKey(table, key);
        }
    }

    static void CreateIndex(Database database, string kind, string name, string table, IEnumerable<string> columns)
    {
        var list = string.Join(", ", columns.Select(Quote));
        database.Execute($"CREATE {kind} IF NOT EXISTS {Quote(name)} ON {Quote(table)} ({list})");
    }
}
