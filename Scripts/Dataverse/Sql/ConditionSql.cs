using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Sql;

/// <summary>Translates filters to SQL over the tables a query has joined so far.</summary>
sealed class ConditionSql(
    MetadataCatalog catalog, QuerySources sources, SqlParameters parameters, QueryContext context)
{
    /// <summary>The SQL of a filter that belongs to a table; empty filters hold for all rows.</summary>
    internal string Filter(QueryFilter? filter, QuerySource owner)
    {
        string[] parts = filter is null ? [] :
        [
            .. filter.Conditions.Select(condition => Condition(condition, owner)),
            .. filter.Filters.Where(child => !IsEmpty(child)).Select(child => Filter(child, owner)),
        ];
        return parts.Length == 0 ? "1" : $"({string.Join(filter!.IsOr ? " OR " : " AND ", parts)})";
    }

    /// <summary>The SQL that keeps only the rows the user may see.</summary>
    internal string Access(QuerySource source)
    {
        if (context.RowAccess?.Invoke(source.Table.LogicalName) is not { } access)
        {
            return "1";
        }

        var owner = Among("ownerid", access.OwnerIds);
        var isOwned = source.Table.TryGetColumn("owningbusinessunit", out _);
        var unit = Among(isOwned ? "owningbusinessunit" : "businessunitid", access.BusinessUnitIds);
        return $"({owner} OR {unit})";

        string Among(string column, IReadOnlyCollection<Guid> ids)
        {
            var placeholders = ids.Select(id => parameters.Add(ValueCodec.ToStored(id)));
            return ids.Count > 0 && source.Table.TryGetColumn(column, out var known)
                ? $"{source.Sql(known)} IN ({string.Join(',', placeholders)})"
                : "0";
        }
    }

    static bool IsEmpty(QueryFilter filter) => filter.Conditions.Count == 0 && filter.Filters.All(IsEmpty);

    string Condition(QueryCondition condition, QuerySource owner)
    {
        var source = condition.Alias is null ? owner : sources.ByAlias(condition.Alias);
        var (column, sql) = Compared(source, condition.Column);
        var known = Operator.Of(condition.Operator);
        if (condition.ValueOf is { } other)
        {
            return Columns(source, column, sql, known, other);
        }

        CheckValues(condition, known);
        CheckColumn(source, column, known);
        var not = known.IsNegation ? "NOT " : "";
        var test = known.Kind switch
        {
            // Few rows have one text in common: all are looked at as they lie, and not in the order asked for.
            OperatorKind.Comparison when column.IsText && known.Code == ConditionOperator.Equal =>
                $"likelihood({sql} = {Value(0)}, 0.0001)",
            OperatorKind.Comparison => $"{sql} {known.Sql} {Value(0)}",
            OperatorKind.Pattern => Pattern(),
            OperatorKind.List => $"{sql} {not}IN ({string.Join(',', condition.Values.Select((_, i) => Value(i)))})",
            OperatorKind.Range => $"{sql} {not}BETWEEN {Value(0)} AND {Value(1)}",
            OperatorKind.Emptiness => $"{sql} {known.Sql}",
            OperatorKind.Day => Day(source, column, known, condition.Values[0]),
            OperatorKind.Period => Period(source, column, known, condition.Values),
            OperatorKind.Caller => $"{sql} {known.Sql} {parameters.Add(ValueCodec.ToStored(CallerId(known.Code)))}",
            var kind => throw new InvalidOperationException($"No translation of {kind}."),
        };
        return known.IsNegation ? $"({test} OR {sql} IS NULL)" : test;

        string Value(int index) =>
            parameters.Add(ConditionValues.ToStored(source.Table, column, condition.Values[index], context));

        string Pattern()
        {
            var pattern = string.Format(CultureInfo.InvariantCulture, known.Sql, condition.Values[0]);
            var text = column.IsLookup ? SelectList.NameOf(catalog, source, column) : sql;
            var like = $"{not}dv_like({text}, {parameters.Add(pattern)})";
            if (known.IsNegation || !column.IsShortText || Collation.RangeOf(pattern) is not { } range)
            {
                return like;
            }

            // The index is asked first; what lies in the range is then held against the pattern.
            return $"({sql} BETWEEN {parameters.Add(range.First)} AND {parameters.Add(range.Last)} AND {like})";
        }
    }

    /// <summary>
    /// What a condition names: a column, or the name of the row that a lookup points to, as lookup's name + "name".
    /// </summary>
    (ColumnDefinition Column, string Sql) Compared(QuerySource source, string name)
    {
        const string OfName = "name";
        if (!source.Table.TryGetColumn(name, out _) && name.EndsWith(OfName, StringComparison.Ordinal)
            && source.Table.TryGetColumn(name[..^OfName.Length], out var lookup) && lookup.IsLookup)
        {
            return (lookup with { LogicalName = name, Type = ColumnType.Text },
                $"({SelectList.NameOf(catalog, source, lookup)} COLLATE {Collation.Text})");
        }

        var column = source.Table.Column(name);
        return (column, source.Sql(column));
    }

    /// <summary>A comparison with another column; both must hold the same type, as on the platform.</summary>
    string Columns(QuerySource source, ColumnDefinition column, string sql, Operator known, string other)
    {
        var dot = other.LastIndexOf('.');
        var otherSource = dot < 0 ? source : sources.ByAlias(other[..dot]);
        var (otherColumn, otherSql) = Compared(otherSource, other[(dot + 1)..]);
        if (known.Kind != OperatorKind.Comparison)
        {
            throw Unfit(known, "compare two columns");
        }

        if (otherColumn.Type != column.Type || otherColumn.DateBehavior != column.DateBehavior)
        {
            throw Faults.Invalid(
                $"'{column.LogicalName}' ({column.Type}) can't be compared with '{other}' ({otherColumn.Type}).");
        }
        return $"{sql} {known.Sql} {otherSql}";
    }

    string Day(QuerySource source, ColumnDefinition column, Operator known, object value)
    {
        var day = ConditionValues.ToDay(source.Table, column, value, context);
        return known.Code switch
        {
            ConditionOperator.OnOrAfter => Within(source, column, day, null),
            ConditionOperator.OnOrBefore => Within(source, column, null, day.AddDays(1)),
            ConditionOperator.NotOn => $"NOT ({Within(source, column, day, day.AddDays(1))})",
            _ => Within(source, column, day, day.AddDays(1)),
        };
    }

    string Period(QuerySource source, ColumnDefinition column, Operator known, IReadOnlyList<object> values)
    {
        if (column.DateBehavior == DateBehavior.DateOnly && DatePeriods.NeedsTime(known.Code))
        {
            throw Unfit(known, $"be used with '{column.LogicalName}', which holds no time");
        }

        var x = values.Count == 0 ? 0 : Number(known, values[0]);
        try
        {
            var (start, end) = DatePeriods.Of(known.Code, x, Zones.ToLocal(context.UtcNow, context.TimeZone));
            return Within(source, column, start, end);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Unfit(known, string.Create(CultureInfo.InvariantCulture, $"count {x}: that is outside the calendar"));
        }
    }

    /// <summary>From start to before end, both wall-clock times of the user.</summary>
    string Within(QuerySource source, ColumnDefinition column, DateTime? start, DateTime? end)
    {
        // A calendar day that ends in the middle still belongs to the period.
        if (column.DateBehavior == DateBehavior.DateOnly && end is { } time && time.TimeOfDay > TimeSpan.Zero)
        {
            end = time.AddDays(1);
        }

        string[] limits =
        [
            .. start is { } from ? [$"{source.Sql(column)} >= {Stored(from)}"] : Array.Empty<string>(),
            .. end is { } to ? [$"{source.Sql(column)} < {Stored(to)}"] : Array.Empty<string>(),
        ];
        return string.Join(" AND ", limits);

        string Stored(DateTime local) => parameters.Add(ValueCodec.ToStored(
            DateTime.SpecifyKind(local, DateTimeKind.Unspecified), column.DateBehavior, context.TimeZone));
    }

    Guid CallerId(ConditionOperator code) => code is ConditionOperator.EqualUserId or ConditionOperator.NotEqualUserId
        ? context.UserId
        : context.BusinessUnitId;

    static void CheckValues(QueryCondition condition, Operator known)
    {
        if (known.Values is { } count ? condition.Values.Count != count : condition.Values.Count == 0)
        {
            var needed = known.Values?.ToString(CultureInfo.InvariantCulture) ?? "at least one";
            var given = condition.Values.Count.ToString(CultureInfo.InvariantCulture);
            throw Faults.Invalid($"The condition operator '{known.FetchXmlName}' on '{condition.Column}' " +
                $"needs {needed} value(s) and has {given}.");
        }
        if (condition.Values.Any(value => value is null))
        {
            throw Faults.Invalid($"A condition on '{condition.Column}' has a null value; use the operator 'null'.");
        }
    }

    static void CheckColumn(QuerySource source, ColumnDefinition column, Operator known)
    {
        var fits = known.Kind switch
        {
            // A pattern on a lookup is held against the name, as quick find views of real exports do.
            OperatorKind.Pattern => column.IsText || column.IsLookup,
            OperatorKind.Day or OperatorKind.Period => column.Type == ColumnType.DateAndTime,
            OperatorKind.Caller => column.IsLookup || column.Type == ColumnType.Id,
            _ => true,
        };
        if (!fits)
        {
            throw Unfit(known, $"be used with '{column.LogicalName}' of '{source.Table.LogicalName}' ({column.Type})");
        }
    }

    static int Number(Operator known, object value)
    {
        try
        {
            return Convert.ToInt32(value, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            throw Faults.Invalid($"The condition operator '{known.FetchXmlName}' needs a whole number, not '{value}'.");
        }
    }

    static FaultException<OrganizationServiceFault> Unfit(Operator known, string use) =>
        Faults.Create(Faults.QueryBuilderInvalidConditionOperator,
            $"The condition operator '{known.FetchXmlName}' can't {use}.");
}
