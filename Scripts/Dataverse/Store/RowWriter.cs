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

    /// <summary>Stands where an update leaves the value as it is.</summary>
    internal static readonly object Unwritten = new();

    long _version;

    /// <summary>How many rows have been written.</summary>
    internal long Writes { get; private set; }

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

        var layout = reader.Layout(table);
        var values = new object?[layout.Width];
        Put(values, catalog, layout, row, userZone);
        values[layout.PrimaryId.Value] = ValueCodec.ToStored(row.Id);
        Execute(table, row.Id, layout.Insert, values);
        reader.Inserted(table, row.Id, values);
    }

    internal void Update(MetadataCatalog catalog, Entity row, TimeZoneInfo userZone)
    {
        var table = catalog.Table(row.LogicalName);
        var layout = reader.Layout(table);
        var values = new object?[layout.Width];
        Array.Fill(values, Unwritten);
        Put(values, catalog, layout, row, userZone);
        values[layout.PrimaryId.Value] = Unwritten;
        Span<char> places = stackalloc char[values.Length];
        var parameters = new object?[values.Length + 1];
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] != Unwritten)
            {
                places[count] = (char)i;
                parameters[count++] = values[i];
            }
        }

        parameters[count] = ValueCodec.ToStored(row.Id);
        Execute(table, row.Id, layout.Update(places[..count]), new ArraySegment<object?>(parameters, 0, count + 1));
        reader.Updated(table, row.Id, values);
    }

    internal void Delete(TableDefinition table, Guid id)
    {
        Execute(table, id, reader.Layout(table).Delete, [ValueCodec.ToStored(id)]);
        reader.Deleted(table, id);
    }

    /// <summary>Puts the stored values of a row's attributes, checked, in their places, with the next row version.
    /// </summary>
    void Put(object?[] values, MetadataCatalog catalog, RowLayout layout, Entity row, TimeZoneInfo userZone)
    {
        foreach (var (name, value) in row.Attributes)
        {
            var place = layout.Column(name);
            values[place.Value] = value is null ? null : Stored(place.Column, value);
            if (place.Target is { } target)
            {
                values[target] = (value as EntityReference)?.LogicalName;
            }
        }

        values[layout.Version] = ++_version;

        object? Stored(ColumnDefinition column, object value)
        {
            ValueRules.Check(layout.Table, column, value);
            if (value is EntityReference reference)
            {
                var target = catalog.Table(ValueRules.TargetOf(layout.Table, column, reference));
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
        try
        {
            if (database.Execute(sql, parameters) == 0)
            {
                throw Faults.NoRow(table.LogicalName, id);
            }

            Writes++;
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
