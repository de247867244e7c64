using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;

namespace CrmMilestones.Dataverse.Sql;

/// <summary>
/// What queries of one table select, made once: plug-ins, views and forms ask for the same columns again and again.
/// </summary>
sealed class Selections
{
    /// <summary>So many are remembered; more are only seen when somebody tries them out.</summary>
    const int Most = 500;

    readonly Dictionary<Selection, SelectList> _known = [];

    /// <summary>Those of a query.</summary>
    /// <param name="catalog">The metadata.</param>
    /// <param name="query">The only table of a query that isn't aggregated or distinct.</param>
    /// <param name="make">Makes them.</param>
    internal SelectList Of(MetadataCatalog catalog, QueryTable query, Func<SelectList> make)
    {
        Selection selection = new(catalog, query.Table, query.AllColumns, query.Columns);
        if (!_known.TryGetValue(selection, out var known))
        {
            if (_known.Count >= Most)
            {
                _known.Clear();
            }

            _known.Add(selection, known = make());
        }

        return known;
    }

    readonly record struct Selection(
        MetadataCatalog Catalog, string Table, bool AllColumns, IReadOnlyList<SelectedColumn> Columns)
    {
        public bool Equals(Selection other) => Catalog == other.Catalog && Table == other.Table
            && AllColumns == other.AllColumns && Columns.SequenceEqual(other.Columns);

        public override int GetHashCode()
        {
            HashCode hash = new();
            hash.Add(Table);
            foreach (var column in Columns)
            {
                hash.Add(column.Name);
            }

            return hash.ToHashCode();
        }
    }
}
