using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Sql;

/// <summary>A value of a result row and where in the SQL row it stands.</summary>
/// <param name="Key">Its key in the result's attributes.</param>
/// <param name="Table">The table it comes from.</param>
/// <param name="Column">Its column, or for aggregates a column of the type that comes out.</param>
/// <param name="IsAliased">Whether it is wrapped in an <see cref="AliasedValue"/>.</param>
/// <param name="Value">The position of the value.</param>
/// <param name="Target">The position of a polymorphic lookup's table.</param>
/// <param name="Name">The position of a lookup's name.</param>
/// <param name="IsAggregate">Whether it comes without a value too.</param>
sealed record ResultColumn(
    string Key, string Table, ColumnDefinition Column, bool IsAliased, int Value, int? Target = null, int? Name = null,
    bool IsAggregate = false);

/// <summary>The SELECT list of a query and how its rows become entities; once it is read, nothing is added.</summary>
sealed class SelectList(MetadataCatalog catalog)
{
    static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");

    readonly List<string> _expressions = [];
    readonly List<ResultColumn> _results = [];
    readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    /// <summary>How many values a row of it has.</summary>
    internal int Count => _expressions.Count;

    internal string Sql => field ??= string.Join(", ", _expressions);

    /// <summary>Adds a column; a column that is already there is not added twice.</summary>
    internal void Add(QuerySource source, ColumnDefinition column, string? alias = null)
    {
        var key = alias ?? source.Key(column.LogicalName);
        if (!_keys.Add(key))
        {
            return;
        }

        _results.Add(new(key, source.Table.LogicalName, column, source.Alias is not null || alias is not null,
            Add(source.Sql(column)),
            column.IsPolymorphic ? Add(source.SqlOfTarget(column)) : null,
            column.IsLookup ? Add(NameOf(catalog, source, column)) : null));
    }

    /// <summary>Adds the result of an aggregate or date grouping, of the type of the column given.</summary>
    internal void AddComputed(
        QuerySource source, ColumnDefinition column, string alias, string expression, bool isAggregate)
    {
        _keys.Add(alias);
        _results.Add(new(
            alias, source.Table.LogicalName, column, true, Add(expression), IsAggregate: isAggregate));
    }

    int Add(string expression)
    {
        _expressions.Add(expression);
        return _expressions.Count - 1;
    }

    /// <summary>The SQL of the name of the row that a lookup points to.</summary>
    internal static string NameOf(MetadataCatalog catalog, QuerySource source, ColumnDefinition column)
    {
        return column.Targets is [var single] ? NameIn(single) :
            $"CASE {source.SqlOfTarget(column)} {string.Concat(column.Targets.Select(Case))}END";

        string Case(string target) => $"WHEN '{target}' THEN {NameIn(target)} ";

        string NameIn(string target) =>
            catalog.TryGetTable(target, out var table) && table.PrimaryNameColumn is { } name
            ? $"(SELECT n.{Database.Quote(name)} FROM {Database.Quote(target)} n" +
              $" WHERE n.{Database.Quote(table.PrimaryIdColumn)} = {source.Sql(column)})"
            : "NULL";
    }

    /// <summary>Fills a result row. Empty columns are left out, as on the platform, and empty aggregates not.</summary>
    internal void Fill(Entity row, object?[] stored, QueryContext context)
    {
        foreach (var result in _results)
        {
            if (stored[result.Value] is not { } value)
            {
                if (result.IsAggregate)
                {
                    row[result.Key] = new AliasedValue(result.Table, result.Column.LogicalName, null);
                }

                continue;
            }

            var target = result.Target is { } position ? (string?)stored[position] : null;
            var sdkValue = ValueCodec.FromStored(result.Column, value, target);
            if (sdkValue is EntityReference reference && result.Name is { } name)
            {
                reference.Name = (string?)stored[name];
            }

            row[result.Key] = result.IsAliased
                ? new AliasedValue(result.Table, result.Column.LogicalName, sdkValue)
                : sdkValue;
            Format(row, result.Key, result.Column, sdkValue, context);
        }
    }

    /// <summary>Adds what people see of a value, where its type has such a text.</summary>
    internal static void Format(Entity row, string key, ColumnDefinition column, object value, QueryContext context)
    {
        if (FormattedValue(column, value, context) is { } text)
        {
            row.FormattedValues[key] = text;
        }
    }

    /// <summary>What people see of a value, in US format; null for texts and ids, which have no other form.</summary>
    static string? FormattedValue(ColumnDefinition column, object value, QueryContext context)
    {
        return value switch
        {
            OptionSetValue choice => column.Option(choice.Value)?.Label.In(context.Language),
            bool flag => column.Option(flag ? 1 : 0)?.Label.In(context.Language),
            EntityReference reference => reference.Name,
            DateTime date => Shown(column.DateBehavior == DateBehavior.UserLocal
                ? Zones.ToLocal(date, context.TimeZone)
                : date),
            Money money => money.Value.ToString("C" + Digits(), English),
            decimal or double => ((IFormattable)value).ToString("N" + Digits(), English),
            int or long => ((IFormattable)value).ToString("N0", English),
            _ => null,
        };

        string Digits() => (column.Precision ?? 2).ToString(CultureInfo.InvariantCulture);

        string Shown(DateTime date) => date.ToString(
            column.DateFormat == DateFormat.Date ? "M/d/yyyy" : "M/d/yyyy h:mm tt", CultureInfo.InvariantCulture);
    }
}
