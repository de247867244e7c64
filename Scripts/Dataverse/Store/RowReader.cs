using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;
using CrmMilestones.Dataverse.Sql;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Store;

/// <summary>
/// Reads single rows by id. A save reads its row for rights, images and stamps, and the rows that it points to, which
/// the next save often points to again: as long as nobody else can write, each is read from SQLite once. Nobody can in
/// a transaction, and never where the database is this process's own.
/// </summary>
sealed class RowReader(Database database)
{
    /// <summary>So many rows are remembered.</summary>
    const int Most = 2_000;

    readonly Dictionary<TableDefinition, RowLayout> _layouts = [];
    readonly Dictionary<(TableDefinition Table, Guid Id), StoredRow?> _rows = [];

    /// <summary>What has been written in the transaction, and is to be read again should it be undone.</summary>
    readonly HashSet<(TableDefinition Table, Guid Id)> _written = [];

    int _transactions;

    /// <summary>A transaction, or a savepoint in one, has begun.</summary>
    internal void Begin() => _transactions++;

    /// <summary>It is over.</summary>
    internal void End(bool isUndone)
    {
        _transactions--;
        if (isUndone)
        {
            foreach (var row in _written)
            {
                _rows.Remove(row);
            }
        }

        if (_transactions == 0)
        {
            _written.Clear();
            if (!database.IsExclusive)
            {
                _rows.Clear();
            }
        }
    }

    /// <summary>The tables have changed.</summary>
    internal void ForgetLayouts()
    {
        _layouts.Clear();
        _rows.Clear();
    }

    /// <summary>A row has been deleted.</summary>
    internal void Deleted(TableDefinition table, Guid id) => Written(table, id, null);

    /// <summary>A row with these values has been inserted.</summary>
    internal void Inserted(TableDefinition table, Guid id, object?[] values) =>
        Written(table, id, Array.TrueForAll(values, IsReadAsWritten) ? new(Layout(table), id, values) : null);

    /// <summary>Values of a row have been written.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="id">Its id.</param>
    /// <param name="values">The values; <see cref="RowWriter.Unwritten"/> where the old one stays.</param>
    internal void Updated(TableDefinition table, Guid id, object?[] values)
    {
        var before = _rows.GetValueOrDefault((table, id));
        Written(table, id, Array.TrueForAll(values, IsReadAsWritten) ? before?.With(values) : null);
    }

    internal bool Exists(TableDefinition table, Guid id) => Row(table, id) is not null;

    /// <summary>A row by id, or null. Empty columns are left out, as on the platform.</summary>
    /// <param name="catalog">The metadata.</param>
    /// <param name="table">Its table.</param>
    /// <param name="id">Its id.</param>
    /// <param name="columns">The columns; id and version come in any case.</param>
    /// <param name="context">Language and zone of what people see; null for values without names and texts.</param>
    internal Entity? Find(
        MetadataCatalog catalog, TableDefinition table, Guid id, ColumnSet columns, QueryContext? context)
    {
        var wanted = Wanted(Layout(table), columns);
        return Row(table, id)?.Show(wanted, context, (_, reference) => Name(catalog, reference));
    }

    /// <summary>A row by id as it is now, or null.</summary>
    /// <param name="catalog">The metadata.</param>
    /// <param name="table">Its table.</param>
    /// <param name="id">Its id.</param>
    /// <param name="columns">The columns that it may be asked for; all where none is named.</param>
    internal RowImage? Image(MetadataCatalog catalog, TableDefinition table, Guid id, IReadOnlyList<string> columns)
    {
        if (Row(table, id) is not { } row)
        {
            return null;
        }

        var names = new string?[row.Layout.Lookups];
        foreach (var place in row.Layout.Places(columns))
        {
            if (place.Column.IsLookup && row.Value(place) is EntityReference reference)
            {
                names[place.Lookup] = Name(catalog, reference);
            }
        }

        return new(row, names);
    }

    /// <summary>How the rows of a table are stored.</summary>
    internal RowLayout Layout(TableDefinition table)
    {
        if (!_layouts.TryGetValue(table, out var layout))
        {
            _layouts.Add(table, layout = new(table));
        }

        return layout;
    }

    /// <summary>The places of columns; an unknown one is refused also where there is no row.</summary>
    static IReadOnlyList<Place> Wanted(RowLayout layout, ColumnSet columns) => columns.AllColumns
        ? layout.Readable : [layout.PrimaryId, .. columns.Columns.Select(layout.Column)];

    /// <summary>The name of the row that a lookup points to.</summary>
    string? Name(MetadataCatalog catalog, EntityReference reference) =>
        catalog.TryGetTable(reference.LogicalName, out var table) ? Row(table, reference.Id)?.Name : null;

    StoredRow? Row(TableDefinition table, Guid id)
    {
        if (!_rows.TryGetValue((table, id), out var row))
        {
            var layout = Layout(table);
            row = database.Rows(layout.Select, ValueCodec.ToStored(id)) is [var only] ? new(layout, id, only) : null;
            Remember(table, id, row);
        }

        return row;
    }

    /// <summary>Takes notice of a write; a row that isn't known afterwards is read again.</summary>
    void Written(TableDefinition table, Guid id, StoredRow? after)
    {
        if (_transactions > 0)
        {
            _written.Add((table, id));
        }

        _rows.Remove((table, id));
        if (after is not null)
        {
            Remember(table, id, after);
        }
    }

    void Remember(TableDefinition table, Guid id, StoredRow? row)
    {
        if (_transactions == 0 && !database.IsExclusive)
        {
            return;
        }

        if (_rows.Count >= Most)
        {
            _rows.Clear();
        }

        _rows[(table, id)] = row;
    }

    /// <summary>
    /// Whether SQLite gives a value back as it was given: half a letter becomes another, and there is no negative zero.
    /// </summary>
    static bool IsReadAsWritten(object? value) => value is not double
        && (value is not string text || !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'));
}
