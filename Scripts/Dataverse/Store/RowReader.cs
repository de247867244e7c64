using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;
using CrmMilestones.Dataverse.Sql;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;
using static CrmMilestones.Dataverse.Sql.Database;

namespace CrmMilestones.Dataverse.Store;

/// <summary>
/// Reads single rows by id. A save reads its row for rights, images and stamps, and the rows that it points to: in a
/// transaction, where nobody else writes, each is read from SQLite once, and again after it was written.
/// </summary>
sealed class RowReader(Database database)
{
    readonly Dictionary<TableDefinition, Layout> _layouts = [];
    readonly Dictionary<(string Table, Guid Id), object?[]?> _rows = [];
    readonly Dictionary<(string Table, Guid Id), string?> _names = [];
    readonly HashSet<(string Table, Guid Id)> _existing = [];
    int _transactions;

    /// <summary>A transaction, or a savepoint in one, has begun.</summary>
    internal void Begin() => _transactions++;

    /// <summary>It is over. What a rollback undid is forgotten too.</summary>
    internal void End(bool isUndone)
    {
        _transactions--;
        if (isUndone || _transactions == 0)
        {
            ForgetRows();
        }
    }

    /// <summary>The row has been written.</summary>
    internal void Changed(string table, Guid id)
    {
        _rows.Remove((table, id));
        _names.Remove((table, id));
        _existing.Remove((table, id));
    }

    /// <summary>The tables have changed.</summary>
    internal void ForgetLayouts()
    {
        _layouts.Clear();
        ForgetRows();
    }

    internal bool Exists(TableDefinition table, Guid id)
    {
        var key = (table.LogicalName, id);
        if (_rows.GetValueOrDefault(key) is not null || _existing.Contains(key))
        {
            return true;
        }

        var exists = database.Scalar(
            $"SELECT 1 FROM {Quote(table.LogicalName)} WHERE {Quote(table.PrimaryIdColumn)} = $0",
            ValueCodec.ToStored(id)) is not null;
        if (exists && _transactions > 0)
        {
            _existing.Add(key);
        }

        return exists;
    }

    /// <summary>A row by id, or null. Empty columns are left out, as on the platform.</summary>
    /// <param name="catalog">The metadata.</param>
    /// <param name="table">Its table.</param>
    /// <param name="id">Its id.</param>
    /// <param name="columns">The columns; id and version come in any case.</param>
    /// <param name="context">Language and zone of what people see; null for values without names and texts.</param>
    internal Entity? Find(
        MetadataCatalog catalog, TableDefinition table, Guid id, ColumnSet columns, QueryContext? context)
    {
        var layout = Of(table);
        var wanted = columns.AllColumns
            ? layout.Readable
            : [.. columns.Columns.Select(layout.Column).Prepend(layout.PrimaryId).DistinctBy(place => place.Value)];
        if (Stored(table, layout, id) is not { } stored)
        {
            return null;
        }

        Entity row = new(table.LogicalName, id)
        {
            RowVersion = Convert.ToString(stored[layout.Version], CultureInfo.InvariantCulture),
        };
        foreach (var place in wanted)
        {
            if (stored[place.Value] is not { } value)
            {
                continue;
            }

            var target = place.Target is { } position ? (string?)stored[position] : null;
            var shown = ValueCodec.FromStored(place.Column, value, target);
            row[place.Column.LogicalName] = shown;
            if (context is not null)
            {
                if (shown is EntityReference reference)
                {
                    reference.Name = Name(catalog, reference.LogicalName, reference.Id);
                }

                SelectList.Format(row, place.Column.LogicalName, place.Column, shown, context);
            }
        }

        return row;
    }

    void ForgetRows()
    {
        _rows.Clear();
        _names.Clear();
        _existing.Clear();
    }

    object?[]? Stored(TableDefinition table, Layout layout, Guid id)
    {
        if (!_rows.TryGetValue((table.LogicalName, id), out var row))
        {
            row = database.Rows(layout.Sql, ValueCodec.ToStored(id)) is [var only] ? only : null;
            if (_transactions > 0)
            {
                _rows[(table.LogicalName, id)] = row;
            }
        }

        return row;
    }

    /// <summary>The name of the row that a lookup points to.</summary>
    string? Name(MetadataCatalog catalog, string target, Guid id)
    {
        if (!catalog.TryGetTable(target, out var table) || table.PrimaryNameColumn is not { } column)
        {
            return null;
        }

        if (!_names.TryGetValue((target, id), out var name))
        {
            name = (string?)database.Scalar(
                $"SELECT {Quote(column)} FROM {Quote(target)} WHERE {Quote(table.PrimaryIdColumn)} = $0",
                ValueCodec.ToStored(id));
            if (_transactions > 0)
            {
                _names[(target, id)] = name;
            }
        }

        return name;
    }

    Layout Of(TableDefinition table)
    {
        if (!_layouts.TryGetValue(table, out var layout))
        {
            _layouts.Add(table, layout = new(table));
        }

        return layout;
    }

    /// <summary>Where a column's value stands in a stored row, and the table that a polymorphic lookup points to.</summary>
    sealed record Place(ColumnDefinition Column, int Value, int? Target);

    /// <summary>How all columns of a table are read at once.</summary>
    sealed class Layout
    {
        readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
        readonly TableDefinition _table;

        internal Layout(TableDefinition table)
        {
            _table = table;
            List<string> columns = [];
            foreach (var column in table.Columns)
            {
                var place = columns.Count;
                columns.AddRange(Snapshot.Columns(column));
                _places.Add(column.LogicalName, new(column, place, column.IsPolymorphic ? place + 1 : null));
            }

            Sql = $"SELECT {string.Join(", ", columns.Select(Quote))} FROM {Quote(table.LogicalName)} "
                + $"WHERE {Quote(table.PrimaryIdColumn)} = $0";
            PrimaryId = _places[table.PrimaryIdColumn];
            Readable = [PrimaryId, .. _places.Values.Where(IsReadable)];
            Version = _places[RowWriter.VersionColumn].Value;
        }

        internal string Sql { get; }

        internal Place PrimaryId { get; }

        internal Place[] Readable { get; }

        internal int Version { get; }

        internal Place Column(string name) => _places[_table.Column(name).LogicalName];

        bool IsReadable(Place place) => place.Column.IsValidForRead && place.Value != PrimaryId.Value;
    }
}
