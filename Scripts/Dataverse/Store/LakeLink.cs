using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Sql;

namespace CrmMilestones.Dataverse.Store;

/// <summary>
/// A link that exports tables to a lake again and again, like Link to Fabric and Synapse Link: each time the rows that
/// are new or changed, and those deleted, flagged. It remembers what went out.
/// </summary>
public sealed class LakeLink
{
    const string Version = "versionnumber";

    static readonly LakeColumn[] OfTheLink =
    [
        new("Id", LakeType.Text), new("SinkCreatedOn", LakeType.Moment), new("SinkModifiedOn", LakeType.Moment),
        new("IsDelete", LakeType.YesNo), new("PartitionId", LakeType.Text),
    ];

    readonly RowStore _store;
    readonly IReadOnlyList<string> _tables;
    readonly Dictionary<(string Table, string Id), Exported> _exported = [];

    /// <summary>The highest row version of each table that went out.</summary>
    readonly Dictionary<string, long> _latest = [];

    internal LakeLink(RowStore store, IReadOnlyList<string> tables) => (_store, _tables) = (store, tables);

    /// <summary>What has happened since the last time.</summary>
    /// <param name="now">The moment of the export, UTC, which the columns Sink... tell.</param>
    public IReadOnlyList<LakeTable> Next(DateTime now) => [.. _tables.Select(name => Next(name, now))];

    LakeTable Next(string name, DateTime now)
    {
        var table = _store.Catalog.Table(name);
        var columns = table.Columns.SelectMany(LakeColumns).ToList();
        List<IReadOnlyList<object?>> rows = [];
        // Every write gives a row a version higher than any before.
        foreach (var stored in _store.StoredRows(table, _latest.GetValueOrDefault(name)))
        {
            var key = (name, (string)stored[table.PrimaryIdColumn]!);
            Exported row = new(_exported.GetValueOrDefault(key)?.Since ?? now, [.. table.Columns.SelectMany(
                column => Values(column, stored))]);
            _exported[key] = row;
            _latest[name] = Math.Max(_latest.GetValueOrDefault(name), (long)stored[Version]!);
            rows.Add(row.Line(key.Item2, now, isDelete: null));
        }

        var there = _store.StoredIds(table);
        foreach (var key in _exported.Keys.Where(key => key.Table == name && !there.Contains(key.Id)).ToArray())
        {
            rows.Add(_exported[key].Line(key.Id, now, isDelete: true));
            _exported.Remove(key);
        }

        return new(name, [.. OfTheLink, .. columns], rows);
    }

    static IEnumerable<LakeColumn> LakeColumns(ColumnDefinition column)
    {
        yield return new(column.LogicalName, column.Type switch
        {
            ColumnType.WholeNumber or ColumnType.BigNumber or ColumnType.Choice or ColumnType.State
                or ColumnType.Status => LakeType.WholeNumber,
            ColumnType.DecimalNumber or ColumnType.Currency => LakeType.Number,
            ColumnType.FloatNumber => LakeType.FloatNumber,
            ColumnType.YesNo => LakeType.YesNo,
            ColumnType.DateAndTime =>
                column.DateBehavior == DateBehavior.DateOnly ? LakeType.Day : LakeType.Moment,
            _ => LakeType.Text,
        });
        if (column.IsLookup)
        {
            yield return new(column.LogicalName + "_entitytype", LakeType.Text);
        }
    }

    static IEnumerable<object?> Values(ColumnDefinition column, Dictionary<string, object?> stored)
    {
        var value = stored[column.LogicalName];
        yield return (column.Type, value) switch
        {
            (_, null) => null,
            (ColumnType.DecimalNumber or ColumnType.Currency, string number) => Collation.ParseNumber(number),
            (ColumnType.YesNo, long flag) => flag != 0,
            (ColumnType.DateAndTime, string date) => Date(date, column.DateBehavior),
            _ => value,
        };
        if (column.IsLookup)
        {
            yield return value is null ? null
                : column.IsPolymorphic ? stored[ValueCodec.TypeColumn(column)]
                : column.Targets[0];
        }
    }

    static object Date(string stored, DateBehavior behavior) => ValueCodec.ParseDate(stored, behavior) is var date
        && behavior == DateBehavior.DateOnly ? DateOnly.FromDateTime(date) : date;

    /// <summary>A row as it went out last.</summary>
    /// <param name="Since">When it went out first.</param>
    /// <param name="Values">The values of the table's columns.</param>
    sealed record Exported(DateTime Since, IReadOnlyList<object?> Values)
    {
        public IReadOnlyList<object?> Line(string id, DateTime now, bool? isDelete) =>
            [id, Since, now, isDelete, Since.Year.ToString(CultureInfo.InvariantCulture), .. Values];
    }
}
