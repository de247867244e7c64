using System;
using System.Globalization;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Sql;

/// <summary>Turns the values of conditions, SDK values or FetchXML's texts, into what SQLite stores.</summary>
static class ConditionValues
{
    internal static object ToStored(TableDefinition table, ColumnDefinition column, object value, QueryContext context)
    {
        try
        {
            return column.Type switch
            {
                ColumnType.Id or ColumnType.Lookup or ColumnType.Owner =>
                    ValueCodec.ToStored(value as Guid? ?? Guid.Parse((string)value)),
                ColumnType.Text or ColumnType.Memo => Convert.ToString(value, CultureInfo.InvariantCulture)!,
                ColumnType.DecimalNumber or ColumnType.Currency => ValueCodec.ToStored(
                    value is Money money ? money.Value : Convert.ToDecimal(value, CultureInfo.InvariantCulture)),
                ColumnType.FloatNumber => Convert.ToDouble(value, CultureInfo.InvariantCulture),
                ColumnType.YesNo => ToFlag(value) ? 1L : 0L,
                ColumnType.DateAndTime => ValueCodec.ToStored(ToDate(value), column.DateBehavior, context.TimeZone),
                _ when value is OptionSetValue option => (long)option.Value,
                _ => Convert.ToInt64(value, CultureInfo.InvariantCulture),
            };
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            throw Faults.Invalid($"The value '{value}' of a condition does not fit '{column.LogicalName}' of " +
                $"'{table.LogicalName}' ({column.Type}).");
        }
    }

    /// <summary>The day that on, on-or-before and the like mean, in the user's zone where the column has one.</summary>
    internal static DateTime ToDay(TableDefinition table, ColumnDefinition column, object value, QueryContext context)
    {
        var stored = (string)ToStored(table, column, value, context);
        var date = ValueCodec.ParseDate(stored, column.DateBehavior);
        return column.DateBehavior == DateBehavior.UserLocal ? Zones.ToLocal(date, context.TimeZone).Date : date.Date;
    }

    static bool ToFlag(object value) => value switch
    {
        "1" => true,
        "0" => false,
        string text => bool.Parse(text),
        _ => Convert.ToBoolean(value, CultureInfo.InvariantCulture),
    };

    /// <summary>A text without offset stays without kind, so that it is read in the user's zone.</summary>
    static DateTime ToDate(object value) => value is string text
        ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)
        : (DateTime)value;
}
