using System;
using System.Globalization;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Sql;

/// <summary>Turns checked SDK values into what SQLite stores, and back.</summary>
static class ValueCodec
{
    const string DayPattern = "yyyy-MM-dd";
    const string TimePattern = "yyyy-MM-ddTHH:mm:ss";

    /// <summary>The SQLite type and collation of a column.</summary>
    internal static string SqlType(ColumnDefinition column) => column.Type switch
    {
        ColumnType.Text or ColumnType.Memo => "TEXT COLLATE " + Collation.Text,
        ColumnType.DecimalNumber or ColumnType.Currency => "TEXT COLLATE " + Collation.Number,
        ColumnType.FloatNumber => "REAL",
        ColumnType.WholeNumber or ColumnType.BigNumber or ColumnType.YesNo
            or ColumnType.Choice or ColumnType.State or ColumnType.Status => "INTEGER",
        _ => "TEXT",
    };

    /// <summary>The extra SQLite column that says which table a polymorphic lookup points to.</summary>
    internal static string TypeColumn(ColumnDefinition column) => column.LogicalName + "$type";

    internal static string ToStored(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);

    internal static string ToStored(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A date as stored, in whole seconds. Times that are not UTC are read in the user's zone.</summary>
    internal static string ToStored(DateTime value, DateBehavior behavior, TimeZoneInfo userZone) => behavior switch
    {
        DateBehavior.DateOnly => value.ToString(DayPattern, CultureInfo.InvariantCulture),
        DateBehavior.UserLocal when value.Kind != DateTimeKind.Utc =>
            Zones.ToUtc(value, userZone).ToString(TimePattern, CultureInfo.InvariantCulture),
        _ => value.ToString(TimePattern, CultureInfo.InvariantCulture),
    };

    /// <summary>A value as stored; its type must be the column's, as the store has checked.</summary>
    internal static object ToStored(ColumnDefinition column, object value, TimeZoneInfo userZone) => value switch
    {
        Guid id => ToStored(id),
        EntityReference reference => ToStored(reference.Id),
        OptionSetValue option => (long)option.Value,
        Money money => ToStored(decimal.Round(money.Value, column.Precision ?? 4, MidpointRounding.AwayFromZero)),
        decimal number => ToStored(decimal.Round(number, column.Precision ?? 10, MidpointRounding.AwayFromZero)),
        DateTime date => ToStored(date, column.DateBehavior, userZone),
        bool flag => flag ? 1L : 0L,
        int number => (long)number,
        _ => value,
    };

    /// <summary>An SDK value from what is stored. References come without name, and need their table.</summary>
    internal static object FromStored(ColumnDefinition column, object stored, string? target) => column.Type switch
    {
        ColumnType.Id => Guid.Parse((string)stored),
        ColumnType.Lookup or ColumnType.Owner =>
            new EntityReference(target ?? column.Targets[0], Guid.Parse((string)stored)),
        ColumnType.WholeNumber => (int)(long)stored,
        ColumnType.YesNo => (long)stored != 0,
        ColumnType.Choice or ColumnType.State or ColumnType.Status => new OptionSetValue((int)(long)stored),
        ColumnType.DecimalNumber => Collation.ParseNumber((string)stored),
        ColumnType.Currency => new Money(Collation.ParseNumber((string)stored)),
        ColumnType.DateAndTime => ParseDate((string)stored, column.DateBehavior),
        _ => stored,
    };

    /// <summary>A stored date: UTC; without kind for calendar days and zone-less times.</summary>
    internal static DateTime ParseDate(string stored, DateBehavior behavior)
    {
        var pattern = stored.Length == DayPattern.Length ? DayPattern : TimePattern;
        return DateTime.SpecifyKind(DateTime.ParseExact(stored, pattern, CultureInfo.InvariantCulture),
            behavior == DateBehavior.UserLocal ? DateTimeKind.Utc : DateTimeKind.Unspecified);
    }
}
