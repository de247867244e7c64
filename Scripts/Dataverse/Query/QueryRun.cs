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
        conditions = new(catalog, sources, parameters, context);
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
            var column = source.Sql(source.Table.Column(link.Column));
            var parentColumn = parent.Sql(parent.Table.Column(link.ParentColumn));
            from += $" {(link.IsOuter ? "LEFT JOIN" : "JOIN")} {Database.Quote(link.Table)} {source.SqlAlias}"
                + $" ON {column} = {parentColumn}"
                + $" AND {conditions.Access(source)} AND {conditions.Filter(link.Filter, source)}";
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
        var keys = RowOrder();
        var keyPositions = HasCookie ? keys.Select(key => select.Add(key.Sql)).ToArray() : [];

        var result = NewCollection();
        var last = HasCookie ? PagingCookie.ReadLast(query.Page.Cookie, query.Page.Number, keys) : null;
        if (last is not null)
            where += " AND " + PagingCookie.After(keys, last, parameters);
        var rows = Page(result, keys, "", isAfterCookie: last is not null);
        foreach (var stored in rows)
        {
            var row = Add(result, stored);
            row.Id = row.GetAttributeValue<Guid>(root.Table.PrimaryIdColumn);
            if (version is { } position)
                row.RowVersion = Convert.ToString(stored[position], CultureInfo.InvariantCulture);
        }
        if (HasCookie && rows.Count > 0)
            result.PagingCookie = PagingCookie.Write(query.Page.Number, keys, Keys(rows[0]), Keys(rows[^1]));
        return result;

        object?[] Keys(object?[] row) => [.. keyPositions.Select(position => row[position])];
    }

    EntityCollection Groups()
    {
        var grouping = new Grouping(select);
        foreach (var (table, source) in tables)
        {
            foreach (var selected in table.Columns)
                grouping.Add(source, selected);
        }
        if (Count("SELECT 1", Grouping.RowLimit + 1) > Grouping.RowLimit)
        {
            throw Faults.Create(Faults.AggregateQueryRecordLimit,
                "AggregateQueryRecordLimit exceeded. Cannot perform this operation on more than 50,000 rows.");
        }
        var result = NewCollection();
        foreach (var stored in Page(result, grouping.Order(query.Orders), grouping.Sql, isAfterCookie: false))
            Add(result, stored);
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
            {
                throw Faults.Create(Faults.QueryBuilderInvalidAggregate,
                    $"'{selected.Name}' is grouped or aggregated but the query is not an aggregate query.");
            }
            var alias = string.IsNullOrEmpty(selected.Alias) ? null : selected.Alias;
            select.Add(source, source.Table.Column(selected.Name), alias);
        }
    }

    /// <summary>
    /// Whether a page can be continued after its last row: not if the columns that identify it are not returned, and
    /// not if one root row gives several rows.
    /// </summary>
    bool HasCookie => !query.IsDistinct && query.Page.Top is null
        && tables.Skip(1).All(table => ((QueryLink)table.Query).Column == table.Source.Table.PrimaryIdColumn);

    /// <summary>The order asked for, and after it ids, so that it is the same each time.</summary>
    List<OrderKey> RowOrder()
    {
        var keys = query.Orders
            .Select(order => OrderKey.Of(catalog, order.Alias is null ? root : sources.ByAlias(order.Alias), order,
                query.OrdersByRawValue, context.Language, parameters))
            .ToList();
        if (!query.IsDistinct)
            keys.AddRange(tables.Take(HasCookie ? 1 : tables.Count).Select(table => OrderKey.OfId(table.Source)));
        return keys;
    }

    /// <summary>The rows of the page asked for; says in the result whether there are more.</summary>
    List<object?[]> Page(EntityCollection result, List<OrderKey> keys, string grouping, bool isAfterCookie)
    {
        var page = query.Page;
        var size = page.Top ?? Math.Min(page.Size, QueryPage.MaxSize);
        var skipped = page.Top is null && !isAfterCookie ? (long)(page.Number - 1) * size : 0;
        var order = keys.Count == 0 ? "" : " ORDER BY " +
            string.Join(", ", keys.Select(key => key.IsDescending ? key.Sql + " DESC" : key.Sql));
        var limit = string.Create(CultureInfo.InvariantCulture, $" LIMIT {size + 1L} OFFSET {skipped}");
        var rows = database.Rows($"{Select} FROM {from} WHERE {where}{grouping}{order}{limit}", parameters.Values);
        if (rows.Count > size)
        {
            rows.RemoveRange(size, rows.Count - size);
            result.MoreRecords = page.Top is null;
        }
        return rows;
    }

    string Select => $"SELECT {(query.IsDistinct ? "DISTINCT " : "")}{select.Sql}";

    EntityCollection NewCollection()
    {
        var result = new EntityCollection { EntityName = root.Table.LogicalName, TotalRecordCount = -1 };
        if (query.Page.ReturnTotalCount)
        {
            var count = Count(Select, QueryPage.MaxSize + 1);
            result.TotalRecordCount = (int)Math.Min(count, QueryPage.MaxSize);
            result.TotalRecordCountLimitExceeded = count > QueryPage.MaxSize;
        }
        return result;
    }

    /// <summary>How many rows there are, up to a limit.</summary>
    long Count(string selected, int limit) => (long)database.Scalar(string.Create(CultureInfo.InvariantCulture,
        $"SELECT COUNT(*) FROM ({selected} FROM {from} WHERE {where} LIMIT {limit})"), parameters.Values)!;

    Entity Add(EntityCollection result, object?[] stored)
    {
        var row = new Entity(root.Table.LogicalName);
        select.Fill(row, stored, context);
        result.Entities.Add(row);
        return row;
    }
}
