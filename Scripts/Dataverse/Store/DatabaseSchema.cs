using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Sql;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;
using static CrmMilestones.Dataverse.Sql.Database;

namespace CrmMilestones.Dataverse.Store;

/// <summary>Makes the SQLite schema hold what a catalog describes.</summary>
static class DatabaseSchema
{
    /// <summary>SQLite's code for a second row with the same alternate key.</summary>
    internal const int UniqueViolation = 2067;

    const string KeyPrefix = "key$";

    /// <summary>
    /// Drops what only the catalog before describes, and creates what the new one describes and is not there.
    /// </summary>
    internal static void Apply(Database database, MetadataCatalog before, MetadataCatalog after)
    {
        var indexes = Indexes(after).ToList();
        // Before the columns, which SQLite does not let go as long as they are indexed.
        foreach (var index in Indexes(before).Except(indexes))
        {
            database.Execute($"DROP INDEX IF EXISTS {Quote(index.Name)}");
        }

        foreach (var table in before.Tables)
        {
            Drop(database, table, after);
        }

        var known = database.Rows(
            "SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'")
            .ToLookup(row => (string)row[0]!, row => (string)row[1]!, StringComparer.Ordinal);
        foreach (var table in after.Tables.OrderBy(table => table.LogicalName, StringComparer.Ordinal))
        {
            CreateTable(database, table, known[table.LogicalName].ToHashSet(StringComparer.Ordinal));
        }

        foreach (var index in indexes)
        {
            Create(database, index, after);
        }
    }

    /// <summary>A row would have, or rows already have, the same key as another.</summary>
    internal static FaultException<OrganizationServiceFault> DuplicateKey(
        TableDefinition table, params IEnumerable<AlternateKey> keys)
    {
        var names = string.Join(", ", keys.Select(key => key.DisplayName));
        var columns = string.Join(", ", keys.SelectMany(key => key.Columns));
        return Faults.Create(Faults.DuplicateRecordEntityKey, $"Entity Key {names} violated. " +
            $"A record of '{table.LogicalName}' with the same value for {columns} already exists.");
    }

    static void CreateTable(Database database, TableDefinition table, HashSet<string> known)
    {
        var name = Quote(table.LogicalName);
        // SQLite reads a row up to the last column asked for: numbers, by which most filters tell rows apart, come first,
        // texts last.
        List<(string Name, string Sql)> columns =
        [
            .. table.Columns
                .OrderBy(column => column.LogicalName == table.PrimaryIdColumn ? 0 : ValueCodec.SqlType(column) switch
                {
                    "INTEGER" => 1,
                    "TEXT" => 2,
                    _ => 3,
                })
                .SelectMany(column => Definitions(table, column)),
        ];
        List<string> added = [.. columns.Where(column => !known.Contains(column.Name)).Select(column => column.Sql)];
        // For each column that is added SQLite reads its whole schema again: a table without rows is made anew instead.
        var isNew = known.Count == 0;
        if (!isNew && added.Count > 0 && database.Scalar($"SELECT 1 FROM {name}") is null)
        {
            database.Execute($"DROP TABLE {name}");
            isNew = true;
        }

        if (isNew)
        {
            database.Execute($"CREATE TABLE {name} ({string.Join(", ", columns.Select(column => column.Sql))})");
            return;
        }

        foreach (var column in added)
        {
            database.Execute($"ALTER TABLE {name} ADD COLUMN {column}");
        }
    }

    static IEnumerable<(string Name, string Sql)> Definitions(TableDefinition table, ColumnDefinition column)
    {
        var constraint = column.LogicalName == table.PrimaryIdColumn ? " PRIMARY KEY NOT NULL" : "";
        yield return (column.LogicalName, $"{Quote(column.LogicalName)} {ValueCodec.SqlType(column)}{constraint}");
        if (column.IsPolymorphic)
        {
            yield return (ValueCodec.TypeColumn(column), $"{Quote(ValueCodec.TypeColumn(column))} TEXT");
        }
    }

    static void Drop(Database database, TableDefinition table, MetadataCatalog after)
    {
        if (!after.TryGetTable(table.LogicalName, out var kept))
        {
            database.Execute($"DROP TABLE {Quote(table.LogicalName)}");
            return;
        }
        var names = kept.Columns.SelectMany(column => Definitions(kept, column)).Select(definition => definition.Name)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (name, _) in table.Columns.SelectMany(column => Definitions(table, column)))
        {
            if (!names.Contains(name))
            {
                database.Execute($"ALTER TABLE {Quote(table.LogicalName)} DROP COLUMN {Quote(name)}");
            }
        }
    }

    /// <summary>An index; <paramref name="Of"/> says of what. Only keys are unique.</summary>
    readonly record struct Index(string Name, string Table, string Of, bool IsKey)
    {
        internal static Index OfColumns(string name, string table, IEnumerable<string> columns, bool isKey) =>
            new(name, table, $"({string.Join(", ", columns.Select(Quote))})", isKey);

        /// <summary>Without the rows where the column is empty: most are, and nobody looks for them so.</summary>
        internal static Index OfValues(string name, string table, string column) =>
            new(name, table, $"({Quote(column)}) WHERE {Quote(column)} IS NOT NULL", IsKey: false);
    }

    static IEnumerable<Index> Indexes(MetadataCatalog catalog)
    {
        foreach (var table in catalog.Tables)
        {
            foreach (var key in table.Keys)
            {
                yield return Index.OfColumns(KeyPrefix + key.LogicalName, table.LogicalName, key.Columns, isKey: true);
            }

            // People read by name what they own: a page is the beginning of the index, and nothing is sorted.
            if (table is { Ownership: Ownership.User, PrimaryNameColumn: { } name })
            {
                yield return Index.OfColumns(
                    $"{table.LogicalName}$names", table.LogicalName, [name, table.PrimaryIdColumn], isKey: false);
            }

            // A save finds its customer's periods so.
            foreach (var column in table.Columns.Where(column => column.IsShortText))
            {
                yield return Index.OfValues(
                    $"{table.LogicalName}${column.LogicalName}", table.LogicalName, column.LogicalName);
            }
        }

        // Deletes look these rows up, and so do queries by a lookup, for which Dataverse has an index too.
        foreach (var relationship in catalog.Relationships)
        {
            if (relationship.CascadeDelete is CascadeDelete.Cascade or CascadeDelete.Restrict
                or CascadeDelete.RemoveLink)
            {
                yield return catalog.TryGetTable(relationship.ReferencedTable, out var referenced)
                    && referenced.Ownership == Ownership.Organization
                        ? OfCounts(relationship, catalog)
                        : Index.OfValues(
                            relationship.SchemaName, relationship.ReferencingTable, relationship.ReferencingColumn);
            }
        }
    }

    /// <summary>
    /// Of a lookup to a list that the organization keeps, as of markets: rows are counted by it, told apart by choices,
    /// from the index alone.
    /// </summary>
    static Index OfCounts(RelationshipDefinition lookup, MetadataCatalog catalog) => Index.OfColumns(
        lookup.SchemaName, lookup.ReferencingTable,
        [
            lookup.ReferencingColumn,
            .. catalog.Table(lookup.ReferencingTable).Columns
                .Where(column => column.Type is ColumnType.Choice or ColumnType.State)
                .Select(column => column.LogicalName),
        ], isKey: false);

    static void Create(Database database, Index index, MetadataCatalog catalog)
    {
        try
        {
            database.Execute($"CREATE {(index.IsKey ? "UNIQUE INDEX" : "INDEX")} IF NOT EXISTS {Quote(index.Name)} "
                + $"ON {Quote(index.Table)} {index.Of}");
        }
        catch (SqliteException e) when (e.SqliteExtendedErrorCode == UniqueViolation)
        {
            var table = catalog.Table(index.Table);
            throw DuplicateKey(table, table.Keys.Where(key => KeyPrefix + key.LogicalName == index.Name));
        }
    }
}
