using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Sql;

/// <summary>Translates one query to parameterised SQL, runs it and makes entities of its rows.</summary>
sealed class QueryRun
{
    /// <summary>So few linked rows are a shorter way to the rows that they belong to than all of those.</summary>
    const int Few = 1_000;

    readonly Database _database;
    readonly MetadataCatalog _catalog;
    readonly RowQuery _query;
    readonly QueryContext _context;
    readonly QuerySources _sources = new();
    readonly SqlParameters _parameters = new();
    readonly ConditionSql _conditions;
    readonly SelectList _select;
    readonly QuerySource _root;
    readonly List<(QueryTable Query, QuerySource Source)> _tables = [];
    string _from;
    string _where;
    string _existence = "";

    /// <summary>What is selected besides, each after a comma.</summary>
    string _besides = "";
    int _besidesCount;

    internal QueryRun(
        Database database, Selections selections, MetadataCatalog catalog, RowQuery query, QueryContext context)
    {
        (_database, _catalog, _query, _context) = (database, catalog, query, context);
        _conditions = new(catalog, _sources, _parameters, context);
        _root = _sources.Add(null, catalog.Table(query.Root.Table));
        _from = $"{Database.Quote(_root.Table.LogicalName)} {_root.SqlAlias}";
        Join(query.Root, _root);
        _where = $"{_conditions.Access(_root)} AND {_conditions.Filter(query.Root.Filter, _root)}{_existence}";
        _select = query.IsAggregate ? new(catalog)
            : query.IsDistinct || _tables.Count > 1 ? SelectColumns()
            : selections.Of(catalog, query.Root, SelectColumns);
    }

    /// <summary>Runs the query.</summary>
    internal EntityCollection Result()
    {
        _database.Zone = _context.TimeZone;
        return _query.IsAggregate ? Groups() : Rows();
    }

    void Join(QueryTable parentQuery, QuerySource parent)
    {
        _tables.Add((parentQuery, parent));
        foreach (var link in parentQuery.Links)
        {
            if (link.IsExistence)
            {
                _existence += $" AND {Existence(link, parent)}";
                continue;
            }

            var source = _sources.Add(link.Alias, _catalog.Table(link.Table));
            var (column, parentColumn) = Joined(link, source, parent);
            _from += $" {(link.IsOuter ? "LEFT JOIN" : "JOIN")} {Database.Quote(link.Table)} {source.SqlAlias}"
                + $" ON {column} = {parentColumn}"
                + $" AND {_conditions.Access(source)} AND {_conditions.Filter(link.Filter, source)}";
            Join(link, source);
        }
    }

    /// <summary>That there is a row that matches a link of which only the existence counts.</summary>
    string Existence(QueryLink link, QuerySource parent)
    {
        if (link.Columns.Count > 0 || link.AllColumns || link.Links.Count > 0)
        {
            throw Faults.Create(Faults.QueryBuilderInvalidJoinOperator,
                "A link of the type 'exists' returns no columns, and this host takes no links inside it.");
        }

        var source = _sources.Add(link.Alias, _catalog.Table(link.Table));
        var (column, key) = Joined(link, source, parent);
        var linked = $"FROM {Database.Quote(link.Table)} {source.SqlAlias}"
            + $" WHERE {_conditions.Access(source)} AND {_conditions.Filter(link.Filter, source)}";
        _sources.Leave(source);
        // Whoever has all rows counted has all of them looked at, so that it is worth to look at the linked ones first.
        return _query.Page.ReturnTotalCount && IsOfItsOwn(link.Filter) && Count("SELECT 1", linked, Few + 1) <= Few
            ? $"{key} IN (SELECT {column} {linked})" : $"EXISTS (SELECT 1 {linked} AND {column} = {key})";
    }

    /// <summary>The columns that a link holds together: decimals, kept as text, are compared with numbers only.
    /// </summary>
    static (string Column, string ParentColumn) Joined(QueryLink link, QuerySource source, QuerySource parent)
    {
        var (column, other) = (source.Table.Column(link.Column), parent.Table.Column(link.ParentColumn));
        return column.IsDecimal && !other.IsNumber || other.IsDecimal && !column.IsNumber
            ? throw Faults.Invalid($"'{column.LogicalName}' of '{link.Table}' ({column.Type}) can't be joined with "
                + $"'{other.LogicalName}' of '{parent.Table.LogicalName}' ({other.Type}).")
            : (source.Sql(column), parent.Sql(other));
    }

    /// <summary>Whether a filter looks at the rows of one table only.</summary>
    static bool IsOfItsOwn(QueryFilter? filter) => filter is null
        || (filter.Conditions.All(condition => condition.Alias is null && condition.ValueOf?.Contains('.') is not true)
            && filter.Filters.All(IsOfItsOwn));

    EntityCollection Rows()
    {
        RequireColumns();
        var version = _query.IsDistinct ? null : (int?)Besides(_root.Sql(_root.Table.Column("versionnumber")));
        var keys = RowOrder();
        var keyPositions = HasCookie ? keys.Select(key => Besides(key.Sql)).ToArray() : [];

        var result = NewCollection();
        if (_query.Page.ReturnTotalCount && !_query.IsDistinct)
        {
            CountRows(result);
        }

        var last = HasCookie ? PagingCookie.ReadLast(_query.Page.Cookie, _query.Page.Number, keys) : null;
        if (last is not null)
        {
            _where += " AND " + PagingCookie.After(keys, last, _parameters);
        }

        var rows = Page(result, keys, "", isAfterCookie: last is not null);
        foreach (var stored in rows)
        {
            var row = Add(result, stored);
            row.Id = row.GetAttributeValue<Guid>(_root.Table.PrimaryIdColumn);
            if (version is { } position)
            {
                row.RowVersion = Convert.ToString(stored[position], CultureInfo.InvariantCulture);
            }
        }
        if (HasCookie && rows.Count > 0)
        {
            result.PagingCookie = PagingCookie.Write(_query.Page.Number, keys, Keys(rows[0]), Keys(rows[^1]));
        }

        return result;

        object?[] Keys(object?[] row) => [.. keyPositions.Select(position => row[position])];
    }

    EntityCollection Groups()
    {
        var grouping = new Grouping(_select);
        foreach (var (table, source) in _tables)
        {
            foreach (var selected in table.Columns)
            {
                grouping.Add(source, selected);
            }
        }

        RequireColumns();
        var read = CountedWithGroups();
        if (read is null)
        {
            RequireFew(CountRead());
        }

        var result = NewCollection();
        if (_query.Page.ReturnTotalCount)
        {
            Total(result, Count(Select, Rest, _context.TotalCountLimit + 1));
        }

        var rows = Page(result, grouping.Order(_query.Orders), grouping.Sql, isAfterCookie: false);
        if (read is { } position)
        {
            RequireFew(rows is [var first, ..] ? (long)first[position]! : CountRead());
        }

        foreach (var stored in rows)
        {
            Add(result, stored);
        }

        return result;
    }

    /// <summary>
    /// Rows of one table are looked at once, as many as may be: how many they are comes with each group, at the
    /// position returned. Joined rows, for which it is null, have to be counted before.
    /// </summary>
    int? CountedWithGroups()
    {
        if (_tables is not [var (query, _)])
        {
            return null;
        }

        // Which column rows are counted by makes no difference: it isn't read.
        var columns = query.Columns.Where(selected => selected.Aggregate != XrmAggregateType.Count)
            .SelectMany(selected => _root.SqlOfAll(_root.Table.Column(selected.Name))).Distinct().DefaultIfEmpty("1");
        _from = string.Create(CultureInfo.InvariantCulture,
            $"(SELECT {string.Join(", ", columns)} {Rest} LIMIT {_context.AggregateLimit + 1}) {_root.SqlAlias}");
        _where = "1";
        return Besides("SUM(COUNT(*)) OVER ()");
    }

    /// <summary>How many rows are aggregated, up to one more than may be.</summary>
    long CountRead() => Count("SELECT 1", Rest, _context.AggregateLimit + 1);

    void RequireFew(long read)
    {
        if (read > _context.AggregateLimit)
        {
            throw Faults.Create(Faults.AggregateQueryRecordLimit,
                "AggregateQueryRecordLimit exceeded. Cannot perform this operation on more than "
                + string.Create(CultureInfo.InvariantCulture, $"{_context.AggregateLimit} rows."));
        }
    }

    /// <summary>Without a column equal rows can't be told apart, and there is nothing to sum.</summary>
    void RequireColumns()
    {
        if (_select.Count == 0)
        {
            throw Faults.Create(
                Faults.QueryBuilderInvalidAggregate, "A distinct or aggregate query needs at least one column.");
        }
    }

    SelectList SelectColumns()
    {
        SelectList select = new(_catalog);
        if (!_query.IsDistinct)
        {
            select.Add(_root, _root.Table.PrimaryId);
        }

        foreach (var (table, source) in _tables)
        {
            SelectColumns(select, table, source);
        }

        return select;
    }

    static void SelectColumns(SelectList select, QueryTable table, QuerySource source)
    {
        if (table.AllColumns)
        {
            foreach (var column in source.Table.Columns.Where(column => column.IsValidForRead))
            {
                select.Add(source, column);
            }
        }
        foreach (var selected in table.Columns)
        {
            if (selected.IsGroup || selected.Aggregate != XrmAggregateType.None)
            {
                throw Faults.Create(Faults.QueryBuilderInvalidAggregate,
                    $"'{selected.Name}' is grouped or aggregated but the query is not an aggregate query.");
            }
            var alias = string.IsNullOrEmpty(selected.Alias) ? null : selected.Alias;
            select.Add(source, source.Table.Column(selected.Name), alias);
        }
    }

    /// <summary>Selects an expression that is read by position only, and says by which.</summary>
    int Besides(string expression)
    {
        _besides += $", {expression}";
        return _select.Count + _besidesCount++;
    }

    /// <summary>
    /// Whether a page can be continued after its last row: not if the columns that identify it are not returned, and
    /// not if one root row gives several rows.
    /// </summary>
    bool HasCookie => !_query.IsDistinct && _query.Page.Top is null
        && _tables.Skip(1).All(table => ((QueryLink)table.Query).Column == table.Source.Table.PrimaryIdColumn);

    /// <summary>The order asked for, and after it ids, so that it is the same each time.</summary>
    List<OrderKey> RowOrder()
    {
        var keys = _query.Orders
            .Select(order => OrderKey.Of(_catalog, order.Alias is null ? _root : _sources.ByAlias(order.Alias), order,
                _query.OrdersByRawValue, _context.Language, _parameters))
            .ToList();
        if (!_query.IsDistinct)
        {
            keys.AddRange(_tables.Take(HasCookie ? 1 : _tables.Count).Select(table => OrderKey.OfId(table.Source)));
        }

        return keys;
    }

    /// <summary>The rows of the page asked for; says in the result whether there are more.</summary>
    List<object?[]> Page(EntityCollection result, List<OrderKey> keys, string grouping, bool isAfterCookie)
    {
        var page = _query.Page;
        var size = page.Top ?? Math.Min(page.Size, QueryPage.MaxSize);
        var skipped = page.Top is null && !isAfterCookie ? (long)(page.Number - 1) * size : 0;
        var order = keys.Count == 0 ? "" : " ORDER BY " +
            string.Join(", ", keys.Select(key => key.IsDescending ? key.Sql + " DESC" : key.Sql));
        // Rows that are told apart are all found before the first one is given: they are counted on the way.
        var isCounted = _query.Page.ReturnTotalCount && _query.IsDistinct && !_query.IsAggregate;
        var most = Math.Max(size + 1L, isCounted ? _context.TotalCountLimit + 1 - skipped : 0);
        var limit = string.Create(CultureInfo.InvariantCulture, $" LIMIT {most} OFFSET {skipped}");
        var rows = _database.Rows(
            $"SELECT {Distinct}{_select.Sql}{_besides} FROM {_from} WHERE {_where}{grouping}{order}{limit}",
            _parameters.Values);
        if (isCounted)
        {
            Total(result, rows.Count > 0 || skipped == 0
                ? skipped + rows.Count : Count(Select, Rest, _context.TotalCountLimit + 1));
        }

        if (rows.Count > size)
        {
            rows.RemoveRange(size, rows.Count - size);
            result.MoreRecords = page.Top is null;
        }
        return rows;
    }

    string Distinct => _query.IsDistinct ? "DISTINCT " : "";

    string Select => $"SELECT {Distinct}{_select.Sql}{_besides}";

    string Rest => $"FROM {_from} WHERE {_where}";

    EntityCollection NewCollection() => new() { EntityName = _root.Table.LogicalName, TotalRecordCount = -1 };

    /// <summary>Counts the rows; where they are not too many to count, a page of them is sought among them only.</summary>
    void CountRows(EntityCollection result)
    {
        var id = _root.Sql(_root.Table.PrimaryId);
        var limit = string.Create(CultureInfo.InvariantCulture, $" LIMIT {_context.TotalCountLimit + 1}");
        var rows = _database.Rows($"SELECT {id} {Rest}{limit}", _parameters.Values);
        Total(result, rows.Count);
        if (!result.TotalRecordCountLimitExceeded)
        {
            var found = _parameters.Add($"[\"{string.Join("\",\"", rows.Select(row => row[0]).Distinct())}\"]");
            _where = $"{id} IN (SELECT value FROM json_each({found})) AND {_where}";
        }
    }

    void Total(EntityCollection result, long count)
    {
        result.TotalRecordCount = (int)Math.Min(count, _context.TotalCountLimit);
        result.TotalRecordCountLimitExceeded = count > _context.TotalCountLimit;
    }

    /// <summary>How many rows there are, up to a limit.</summary>
    long Count(string selected, string rest, int limit) => (long)_database.Scalar(string.Create(
        CultureInfo.InvariantCulture, $"SELECT COUNT(*) FROM ({selected} {rest} LIMIT {limit})"), _parameters.Values)!;

    Entity Add(EntityCollection result, object?[] stored)
    {
        var row = new Entity(_root.Table.LogicalName);
        _select.Fill(row, stored, _context);
        result.Entities.Add(row);
        return row;
    }
}
