using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Query;

/// <summary>Translates one query to parameterised SQL, runs it and makes entities of its rows.</summary>
sealed class QueryRun
{
    readonly Database database;
    readonly MetadataCatalog catalog;
    readonly RowQuery query;
    readonly QueryContext context;
    readonly QuerySources sources = new();
    readonly SqlParameters parameters = new();
    readonly ConditionSql conditions;
    readonly SelectList select;
    readonly QuerySource root;
    readonly List<(QueryTable Query, QuerySource Source)> tables = [];
    string from;
    string where;

    internal QueryRun(Database database, MetadataCatalog catalog, RowQuery query, QueryContext context)
    {
        (this.database, this.catalog, this.query, this.context) = (database, catalog, query, context);
        conditions = new(sources, parameters, context);
        select = new(catalog);
        root = sources.Add(null, catalog.Table(query.Root.Table));
        from = $"{Database.Quote(root.Table.LogicalName)} {root.SqlAlias}";
        Join(query.Root, root);
        where = $"{conditions.Access(root)} AND {conditions.Filter(query.Root.Filter, root)}";
    }

    /// <summary>Runs the query.</summary>
    internal EntityCollection Result()
    {
        database.Zone = context.TimeZone;
        return query.IsAggregate ? Groups() : Rows();
    }

    void Join(QueryTable parentQuery, QuerySource parent)
    {
        tables.Add((parentQuery, parent));
        foreach (var link in parentQuery.Links)
        {
            var source = sources.Add(link.Alias, catalog.Table(link.Table));
            from += $" {(link.IsOuter ? "LEFT JOIN" : "JOIN")} {Database.Quote(link.Table)} {source.SqlAlias}" +
                $" ON {source.Sql(source.Table.Column(link.Column))} = {parent.Sql(parent.Table.Column(link.ParentColumn))}" +
                $" AND {conditions.Access(source)} AND {conditions.Filter(link.Filter, source)}";
            Join(link, source);
        }
    }

    EntityCollection Rows()
    {
        if (!query.IsDistinct)
            select.Add(root, root.Table.PrimaryId);
        foreach (var (table, source) in tables)
            SelectColumns(table, source);
        var version = query.IsDistinct ? null : (int?)select.Add(root.Sql(root.Table.Column("versionnumber")));
        List<OrderKey> keys = [.. query.Orders.Select(OrderKey)];
        if (!query.IsDistinct)
            keys.AddRange(tables.Select(table => new OrderKey(table.Source.Sql(table.Source.Table.PrimaryId), false, table.Source.Table.PrimaryIdColumn, ColumnType.Id)));
        // A distinct query may not carry more columns than it returns, and with several rows per root row a cookie would be ambiguous.
        var hasCookie = !query.IsDistinct && query.Orders.All(order => order.Alias is null)
            && tables.Skip(1).All(table => ((QueryLink)table.Query).Column == table.Source.Table.PrimaryIdColumn);
        if (hasCookie)
            keys.RemoveRange(query.Orders.Count + 1, tables.Count - 1);
        var keyPositions = hasCookie ? keys.Select(key => select.Add(key.Sql)).ToArray() : [];

        var result = NewCollection();
        var last = hasCookie ? PagingCookie.ReadLast(query.Page.Cookie, query.Page.Number, keys) : null;
        if (last is not null)
            where += " AND " + PagingCookie.After(keys, last, parameters);
        var rows = Page(result, keys, "", isAfterCookie: last is not null);
        foreach (var stored in rows)
        {
            var row = new Entity(root.Table.LogicalName);
            select.Fill(row, stored, context);
            row.Id = row.GetAttributeValue<Guid>(root.Table.PrimaryIdColumn);
            if (version is { } position)
                row.RowVersion = Convert.ToString(stored[position], CultureInfo.InvariantCulture);
            result.Entities.Add(row);
        }
        if (hasCookie && rows.Count > 0 && query.Page.Top is null)
            result.PagingCookie = PagingCookie.Write(query.Page.Number, keys, Keys(rows[0]), Keys(rows[^1]));
        return result;

        object?[] Keys(object?[] row) => [.. keyPositions.Select(position => row[position])];
    }

    EntityCollection Groups()
    {
        List<string> groups = [];
        Dictionary<string, (string Sql, ColumnType Type)> byAlias = new(StringComparer.Ordinal);
        foreach (var (table, source) in tables)
        {
            foreach (var selected in table.Columns)
                Group(source, selected);
        }
        if (database.Scalar($"SELECT COUNT(*) FROM (SELECT 1 FROM {from} WHERE {where} LIMIT {AggregateSql.RowLimit + 1})", parameters.Values) is > (long)AggregateSql.RowLimit)
        {
            throw Faults.Create(Faults.AggregateQueryRecordLimit,
                "AggregateQueryRecordLimit exceeded. Cannot perform this operation: the query aggregates more than 50,000 rows.");
        }
        var keys = query.Orders.Select(order => byAlias.TryGetValue(order.Column, out var known)
            ? new OrderKey(known.Sql, order.IsDescending, order.Column, known.Type)
            : throw Faults.Create(Faults.QueryBuilderInvalidAlias, $"An aggregate query can't be ordered by '{order.Column}'; use the alias of one of its columns.")).ToList();
        keys.AddRange(groups.Select(group => new OrderKey(group, false, "", ColumnType.Text)));
        var result = NewCollection();
        foreach (var stored in Page(result, keys, groups.Count == 0 ? "" : " GROUP BY " + string.Join(", ", groups), false))
        {
            var row = new Entity(root.Table.LogicalName);
            select.Fill(row, stored, context);
            result.Entities.Add(row);
        }
        return result;

        void Group(QuerySource source, SelectedColumn selected)
        {
            var column = source.Table.Column(selected.Name);
            var isAggregate = selected.Aggregate != XrmAggregateType.None;
            if (string.IsNullOrEmpty(selected.Alias) || isAggregate == selected.IsGroup)
                throw Faults.Create(Faults.QueryBuilderInvalidAggregate, $"In an aggregate query '{selected.Name}' needs an alias and either groupby or aggregate.");
            var (sql, type) = (source.Sql(column), column.Type);
            if (isAggregate)
            {
                (sql, var computed) = AggregateSql.Of(source, column, selected);
                select.AddComputed(source, computed, selected.Alias, sql);
                type = computed.Type;
            }
            else if (selected.DateGrouping != XrmDateTimeGrouping.None)
            {
                sql = AggregateSql.DatePart(source, column, selected.DateGrouping);
                select.AddComputed(source, AggregateSql.Whole(column), selected.Alias, sql);
                groups.Add(sql);
            }
            else
            {
                select.Add(source, column, selected.Alias);
                groups.Add(sql);
                if (column.IsPolymorphic)
                    groups.Add(source.SqlOfTarget(column));
            }
            if (!byAlias.TryAdd(selected.Alias, (sql, type)))
                throw Faults.Create(Faults.QueryBuilderInvalidAlias, $"The alias '{selected.Alias}' is used more than once.");
        }
    }

    /// <summary>The rows of the page asked for; says in the result whether there are more.</summary>
    List<object?[]> Page(EntityCollection result, List<OrderKey> keys, string grouping, bool isAfterCookie)
    {
        var body = $"SELECT {(query.IsDistinct ? "DISTINCT " : "")}{select.Sql} FROM {from} WHERE {where}{grouping}";
        var page = query.Page;
        var size = page.Top ?? Math.Min(page.Size, QueryPage.MaxSize);
        var skipped = page.Top is null && !isAfterCookie ? (long)(page.Number - 1) * size : 0;
        var order = keys.Count == 0 ? "" : " ORDER BY " + string.Join(", ", keys.Select(key => key.Sql + (key.IsDescending ? " DESC" : "")));
        var rows = database.Rows(string.Create(CultureInfo.InvariantCulture,
            $"{body}{order} LIMIT {size + 1L} OFFSET {skipped}"), parameters.Values);
        if (rows.Count > size)
        {
            rows.RemoveRange(size, rows.Count - size);
            result.MoreRecords = page.Top is null;
        }
        return rows;
    }

    EntityCollection NewCollection()
    {
        var result = new EntityCollection { EntityName = root.Table.LogicalName, TotalRecordCount = -1 };
        if (query.Page.ReturnTotalCount)
        {
            var limit = QueryPage.MaxSize;
            var count = (long)database.Scalar(
                $"SELECT COUNT(*) FROM (SELECT {(query.IsDistinct ? "DISTINCT " : "")}{select.Sql} FROM {from} WHERE {where} LIMIT {limit + 1})", parameters.Values)!;
            result.TotalRecordCount = (int)Math.Min(count, limit);
            result.TotalRecordCountLimitExceeded = count > limit;
        }
        return result;
    }

    void SelectColumns(QueryTable table, QuerySource source)
    {
        if (table.AllColumns)
        {
            foreach (var column in source.Table.Columns.Where(column => column.IsValidForRead))
                select.Add(source, column);
        }
        foreach (var selected in table.Columns)
        {
            if (selected.IsGroup || selected.Aggregate != XrmAggregateType.None)
                throw Faults.Create(Faults.QueryBuilderInvalidAggregate, $"'{selected.Name}' is grouped or aggregated but the query is not an aggregate query.");
            select.Add(source, source.Table.Column(selected.Name), string.IsNullOrEmpty(selected.Alias) ? null : selected.Alias);
        }
    }

    /// <summary>Lookups are ordered by name and choices by label, unless raw values are asked for.</summary>
    OrderKey OrderKey(QueryOrder order)
    {
        var source = order.Alias is null ? root : sources.ByAlias(order.Alias);
        var column = source.Table.Column(order.Column);
        if (column.IsLookup)
            return Key($"({SelectList.NameOf(catalog, source, column)}) COLLATE {Collation.Text}", ColumnType.Text);
        if (column.IsChoice && !query.OrdersByRawValue)
            return Key($"(CASE {source.Sql(column)} {string.Concat(column.Options.Select(Label))}END) COLLATE {Collation.Text}", ColumnType.Text);
        return Key(source.Sql(column), column.Type switch
        {
            _ when ValueCodec.SqlType(column) == "INTEGER" => ColumnType.WholeNumber,
            var type => type,
        });

        OrderKey Key(string sql, ColumnType type) => new(sql, order.IsDescending, column.LogicalName, type);

        string Label(Option option) => string.Create(CultureInfo.InvariantCulture,
            $"WHEN {option.Value} THEN {parameters.Add(option.Label.In(context.Language))} ");
    }
}
