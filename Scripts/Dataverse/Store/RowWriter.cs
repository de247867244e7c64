using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Data.Sqlite;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Store;

/// <summary>Checks and writes single rows.</summary>
sealed class RowWriter(Database database)
{
    const string VersionColumn = "versionnumber";
    const int PrimaryKeyViolation = 1555;
    const int UniqueViolation = 2067;

    long version;

    /// <summary>Goes on counting row versions after the highest one that is stored.</summary>
    internal void ContinueVersions(MetadataCatalog catalog) => version = catalog.Tables
        .Select(table => database.Scalar($"SELECT MAX({VersionColumn}) FROM {Database.Quote(table.LogicalName)}") as long? ?? 0)
        .Append(version).Max();

    internal void Insert(MetadataCatalog catalog, Entity row, TimeZoneInfo userZone)
    {
        var table = catalog.Table(row.LogicalName);
        if (row.Id == Guid.Empty)
            throw Faults.Invalid($"A new row of '{table.LogicalName}' needs an id.");
        var values = Values(catalog, table, row, userZone);
        values[table.PrimaryIdColumn] = ValueCodec.ToStored(row.Id);
        Execute(table, row.Id, $"INSERT INTO {Database.Quote(table.LogicalName)} ({string.Join(", ", values.Keys.Select(Database.Quote))}) " +
            $"VALUES ({string.Join(", ", values.Select((_, i) => Parameter(i)))})", [.. values.Values]);
    }

    internal void Update(MetadataCatalog catalog, Entity row, TimeZoneInfo userZone)
    {
        var table = catalog.Table(row.LogicalName);
        var values = Values(catalog, table, row, userZone);
        values.Remove(table.PrimaryIdColumn);
        Execute(table, row.Id, $"UPDATE {Database.Quote(table.LogicalName)} " +
            $"SET {string.Join(", ", values.Keys.Select((name, i) => $"{Database.Quote(name)} = {Parameter(i)}"))} " +
            $"WHERE {Database.Quote(table.PrimaryIdColumn)} = {Parameter(values.Count)}", [.. values.Values, ValueCodec.ToStored(row.Id)]);
    }

    internal void Delete(Table table, Guid id) => Execute(table, id,
        $"DELETE FROM {Database.Quote(table.LogicalName)} WHERE {Database.Quote(table.PrimaryIdColumn)} = $0", [ValueCodec.ToStored(id)]);

    /// <summary>The stored values of a row's attributes, checked, with the next row version.</summary>
    SortedDictionary<string, object?> Values(MetadataCatalog catalog, Table table, Entity row, TimeZoneInfo userZone)
    {
        var values = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in row.Attributes)
        {
            var column = table.Column(name);
            values[name] = value is null ? null : Stored(column, value);
            if (column.IsPolymorphic)
                values[ValueCodec.TypeColumn(column)] = (value as EntityReference)?.LogicalName;
        }
        values[VersionColumn] = ++version;
        return values;

        object Stored(Column column, object value)
        {
            ValueRules.Check(table, column, value);
            if (value is EntityReference reference)
                CheckExists(catalog.Table(ValueRules.TargetOf(table, column, reference)), reference.Id);
            return ValueCodec.ToStored(column, value, userZone);
        }
    }

    void CheckExists(Table table, Guid id)
    {
        if (database.Scalar($"SELECT 1 FROM {Database.Quote(table.LogicalName)} WHERE {Database.Quote(table.PrimaryIdColumn)} = $0", ValueCodec.ToStored(id)) is null)
            throw Faults.NoRow(table.LogicalName, id);
    }

    void Execute(Table table, Guid id, string sql, IReadOnlyList<object?> parameters)
    {
        try
        {
            if (database.Execute(sql, parameters) == 0)
                throw Faults.NoRow(table.LogicalName, id);
        }
        catch (SqliteException e) when (e.SqliteExtendedErrorCode == PrimaryKeyViolation)
        {
            throw Faults.Create(Faults.DuplicateRecord, string.Create(CultureInfo.InvariantCulture,
                $"Cannot insert duplicate key. A '{table.LogicalName}' with id {id} already exists."));
        }
        catch (SqliteException e) when (e.SqliteExtendedErrorCode == UniqueViolation)
        {
            throw Faults.Create(Faults.DuplicateRecordEntityKey,
                $"Entity Key {string.Join(", ", table.Keys.Select(key => key.DisplayName.ToString()))} violated. A record with the same value for {string.Join(", ", table.Keys.SelectMany(key => key.Columns))} already exists.");
        }
    }

    static string Parameter(int index) => string.Create(CultureInfo.InvariantCulture, $"${index}");
}
