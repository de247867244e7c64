using System;
using System.Collections.Generic;
using System.Globalization;
using CrmMilestones.Dataverse.Query;
using CrmMilestones.Dataverse.Sql;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Store;

/// <summary>
/// A row as SQLite stores it. It never changes: a write makes another one of it, so that whoever has it still sees what
/// was.
/// </summary>
/// <param name="layout">Where its values stand.</param>
/// <param name="id">Its id.</param>
/// <param name="stored">The values.</param>
sealed class StoredRow(RowLayout layout, Guid id, object?[] stored)
{
    /// <summary>Values of the SDK, as far as somebody has asked for them: numbers, days and ids take some reading.
    /// </summary>
    readonly object?[] _values = new object?[stored.Length];

    internal RowLayout Layout => layout;

    /// <summary>The text that names the row in lookups.</summary>
    internal string? Name => layout.Name is { } place ? (string?)stored[place] : null;

    /// <summary>The row after a write.</summary>
    /// <param name="written">The new values; <see cref="RowWriter.Unwritten"/> where the old one stays.</param>
    internal StoredRow With(object?[] written)
    {
        var after = (object?[])stored.Clone();
        for (var i = 0; i < after.Length; i++)
        {
            if (written[i] != RowWriter.Unwritten)
            {
                after[i] = written[i];
            }
        }

        return new(layout, id, after);
    }

    /// <summary>The value of a column, null where it is empty. Nobody else has it, unless nobody can change it.</summary>
    internal object? Value(Place place)
    {
        if (stored[place.Value] is not { } value)
        {
            return null;
        }

        var target = place.Target is { } position ? (string?)stored[position] : null;
        return RowCopy.Of(_values[place.Value] ??= ValueCodec.FromStored(place.Column, value, target));
    }

    /// <summary>The row with some of its columns. Empty ones are left out, as on the platform.</summary>
    /// <param name="columns">Which columns.</param>
    /// <param name="context">Language and zone of what people see; null for values without names and texts.</param>
    /// <param name="name">The name of the row that a lookup points to.</param>
    internal Entity Show(
        IEnumerable<Place> columns, QueryContext? context, Func<Place, EntityReference, string?> name)
    {
        Entity row = new(layout.Table.LogicalName, id)
        {
            RowVersion = Convert.ToString(stored[layout.Version], CultureInfo.InvariantCulture),
        };
        foreach (var place in columns)
        {
            if (Value(place) is not { } value)
            {
                continue;
            }

            row[place.Column.LogicalName] = value;
            if (context is not null)
            {
                if (value is EntityReference reference)
                {
                    reference.Name = name(place, reference);
                }

                SelectList.Format(row, place.Column.LogicalName, place.Column, value, context);
            }
        }

        return row;
    }
}
