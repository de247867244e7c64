using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using CrmMilestones.Dataverse.Metadata;
using static CrmMilestones.Dataverse.Sql.Database;

namespace CrmMilestones.Dataverse.Store;

/// <summary>Where a column stands in a stored row.</summary>
/// <param name="Column">The column.</param>
/// <param name="Value">The place of its value.</param>
/// <param name="Target">The place of the table that a polymorphic lookup points to.</param>
/// <param name="Lookup">Its place among the lookups, if it is one.</param>
sealed record Place(ColumnDefinition Column, int Value, int? Target, int Lookup);

/// <summary>Where the columns of a table stand in its rows, as SQLite stores them, and the statements on one row.</summary>
sealed class RowLayout
{
    /// <summary>So many sets of columns are remembered; more are only seen when somebody tries them out.</summary>
    const int ColumnSets = 200;

    readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    readonly List<string> _columns = [];
    readonly string _name;
    readonly string _ofOneRow;

    readonly ConditionalWeakTable<IReadOnlyList<string>, Place[]> _ofImages = [];

    /// <summary>By the places that are written, a character each.</summary>
    readonly Dictionary<string, string> _updates = new(StringComparer.Ordinal);

    internal RowLayout(TableDefinition table)
    {
        Table = table;
        foreach (var column in table.Columns)
        {
            var place = _columns.Count;
            _columns.AddRange(Snapshot.Columns(column));
            _places.Add(
                column.LogicalName, new(column, place, column.IsPolymorphic ? place + 1 : null, Lookups));
            Lookups += column.IsLookup ? 1 : 0;
        }

        PrimaryId = _places[table.PrimaryIdColumn];
        Readable = [PrimaryId, .. _places.Values.Where(place => place.Column.IsValidForRead && place != PrimaryId)];
        Version = _places[RowWriter.VersionColumn].Value;
        Name = table.PrimaryNameColumn is { } name ? _places[name].Value : null;
        _name = Quote(table.LogicalName);
        _ofOneRow = $"WHERE {Quote(table.PrimaryIdColumn)} =";
        var all = string.Join(", ", _columns.Select(Quote));
        Select = $"SELECT {all} FROM {_name} {_ofOneRow} $0";
        Insert = $"INSERT INTO {_name} ({all}) VALUES ({string.Join(", ", _columns.Select((_, i) => Parameter(i)))})";
        Delete = $"DELETE FROM {_name} {_ofOneRow} $0";
    }

    internal TableDefinition Table { get; }

    internal Place PrimaryId { get; }

    internal IReadOnlyList<Place> Readable { get; }

    internal int Version { get; }

    /// <summary>Where the text stands that names a row in lookups.</summary>
    internal int? Name { get; }

    /// <summary>How many values a row has.</summary>
    internal int Width => _columns.Count;

    internal int Lookups { get; }

    /// <summary>Reads all values of the row with an id.</summary>
    internal string Select { get; }

    /// <summary>Writes all values of a new row.</summary>
    internal string Insert { get; }

    /// <summary>Deletes the row with an id.</summary>
    internal string Delete { get; }

    /// <summary>The places of columns that a step's images name; of all that can be read where they name none.</summary>
    /// <param name="columns">A list that nobody changes: its places are remembered.</param>
    internal IReadOnlyList<Place> Places(IReadOnlyList<string> columns) => columns.Count == 0 ? Readable
        : _ofImages.GetValue(columns, names => [.. names.Select(Column)]);

    internal Place Column(string name) =>
        _places.TryGetValue(name, out var place) ? place : throw Faults.NoColumn(Table.LogicalName, name);

    /// <summary>Writes the values at some places, in their order, of the row whose id is given after them.</summary>
    internal string Update(ReadOnlySpan<char> places)
    {
        var known = _updates.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!known.TryGetValue(places, out var sql))
        {
            if (_updates.Count >= ColumnSets)
            {
                _updates.Clear();
            }

            var assignments = places.ToArray().Select((place, i) => $"{Quote(_columns[place])} = {Parameter(i)}");
            known[places] = sql =
                $"UPDATE {_name} SET {string.Join(", ", assignments)} {_ofOneRow} {Parameter(places.Length)}";
        }

        return sql;
    }
}
