using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Sql;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;
using static CrmMilestones.Dataverse.Sql.Database;

namespace CrmMilestones.Dataverse.Store;

/// <summary>Checks and writes single rows.</summary>
sealed class RowWriter(Database database, RowReader reader)
{
    internal const string VersionColumn = "versionnumber";
    const int PrimaryKeyViolation = 1555;

    long _version;

    /// <summary>Goes on counting row versions after the highest one that is stored.</summary>
    internal void ContinueVersions(MetadataCatalog catalog) => _version = catalog.Tables
        .Select(table => database.Scalar($"SELECT MAX({VersionColumn}) FROM {Quote(table.LogicalName)}") as long? ?? 0)
        .Append(_version).Max();

    internal void Insert(MetadataCatalog catalog, Entity row, TimeZoneInfo userZone)
    {
        var table = catalog.Table(row.LogicalName);
        if (row.Id == Guid.Empty)
        {
            throw Faults.Invalid($"A new row of '{table.LogicalName}' needs an id.");
        }

        var values = Values(catalog, table, row, userZone);
        values[table.PrimaryIdColumn] = ValueCodec.ToStored(row.Id);
        var columns = string.Join(", ", values.Keys.Select(Quote));
        var placeholders = string.Join(", ", Enumerable.Range(0, values.Count).Select(Parameter));
        Execute(table, row.Id,
            $"INSERT INTO {Quote(table.LogicalName)} ({columns}) VALUES ({placeholders})", [.. values.Values]);
    }

    internal void Update(MetadataCatalog catalog, Entity row, TimeZoneInfo userZone)
    {
        var table = catalog.Table(row.LogicalName);
        var values = Values(catalog, table, row, userZone);
        values.Remove(table.PrimaryIdColumn);
        var assignments = string.Join(", ", values.Keys.Select((name, i) => $"{Quote(name)} = {Parameter(i)}"));
        Execute(table, row.Id,
            $"UPDATE {Quote(table.LogicalName)} SET {assignments} " +
            $"WHERE {Quote(table.PrimaryIdColumn)} = {Parameter(values.Count)}",
            [.. values.Values, ValueCodec.ToStored(row.Id)]);
    }

    internal void Delete(TableDefinition table, Guid id) => Execute(table, id,
        $"DELETE FROM {Quote(table.LogicalName)} WHERE {Quote(table.PrimaryIdColumn)} = $0", [ValueCodec.ToStored(id)]);

    /// <summary>The stored values of a row's attributes, checked, with the next row version.</summary>
    SortedDictionary<string, object?> Values(
        MetadataCatalog catalog, TableDefinition table, Entity row, TimeZoneInfo userZone)
    {
        var values = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in row.Attributes)
        {
            var column = table.Column(name);
            values[name] = value is null ? null : Stored(column, value);
            if (column.IsPolymorphic)
            {
                values[ValueCodec.TypeColumn(column)] = (value as EntityReference)?.LogicalName;
            }
        }
        values[VersionColumn] = ++_version;
        return values;

        object? Stored(ColumnDefinition column, object value)
        {
            ValueRules.Check(table, column, value);
            if (value is EntityReference reference)
            {
                var target = catalog.Table(ValueRules.TargetOf(table, column, reference));
                if (!reader.Exists(target, reference.Id))
                {
                    throw Faults.NoRow(target.LogicalName, reference.Id);
                }
            }

            return value is "" ? null : ValueCodec.ToStored(column, value, userZone);
        }
    }

    void Execute(TableDefinition table, Guid id, string sql, IReadOnlyList<object?> parameters)
    {
        reader.Changed(table.LogicalName, id);
        try
        {
            if (database.Execute(sql, parameters) == 0)
            {
                throw Faults.NoRow(table.LogicalName, id);
            }
        }
        catch (SqliteException e) when (e.SqliteExtendedErrorCode == PrimaryKeyViolation)
        {
            throw Faults.Create(Faults.DuplicateRecord, string.Create(CultureInfo.InvariantCulture,
                $"Cannot insert duplicate key. A '{table.LogicalName}' with id {id} already exists."));
        }
        catch (SqliteException e) when (e.SqliteExtendedErrorCode == DatabaseSchema.UniqueViolation)
        {
            throw DatabaseSchema.DuplicateKey(table, table.Keys);
        }
    }
}
