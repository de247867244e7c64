using System;
using System.Globalization;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Store;

/// <summary>The checks of type and limits that every written value passes.</summary>
static class ValueRules
{
    static readonly DateTime EarliestDate = new(1753, 1, 1);

    /// <summary>Throws the platform's fault unless the value fits the column.</summary>
    internal static void Check(Table table, Column column, object value)
    {
        var expected = ClrType(column.Type);
        if (value.GetType() != expected)
        {
            throw Faults.Invalid($"Error converting attribute value to Property: Attribute [{column.LogicalName}] of entity " +
                $"[{table.LogicalName}] expects type {expected.FullName} and was given {value.GetType().FullName}.");
        }
        switch (value)
        {
            case string text when text.Length > column.MaxLength:
                throw Faults.Create(Faults.StringLengthTooLong, string.Create(CultureInfo.InvariantCulture,
                    $"A validation error occurred. The length of the '{column.LogicalName}' attribute of the '{table.LogicalName}' entity exceeded the maximum allowed length of '{column.MaxLength}'."));
            case OptionSetValue choice when column.Option(choice.Value) is null:
                throw Faults.Create(Faults.PicklistValueOutOfRange, string.Create(CultureInfo.InvariantCulture,
                    $"A validation error occurred. The value {choice.Value} of '{column.LogicalName}' on record of type '{table.LogicalName}' is outside the valid range. Accepted Values: {string.Join(',', column.Options.Select(option => option.Value))}"));
            case int number when IsOutside(column, number):
                throw Faults.Create(Faults.IntegerValueOutOfRange, OutOfRange(table, column));
            case double number when IsOutside(column, (decimal)Math.Clamp(number, -7e27, 7e27)):
                throw Faults.Create(Faults.DecimalValueOutOfRange, OutOfRange(table, column));
            case decimal number when IsOutside(column, number):
                throw Faults.Create(Faults.DecimalValueOutOfRange, OutOfRange(table, column));
            case Money money when IsOutside(column, money.Value):
                throw Faults.Create(Faults.DecimalValueOutOfRange, OutOfRange(table, column));
            case DateTime date when date < EarliestDate:
                throw Faults.Create(Faults.InvalidDateTime, string.Create(CultureInfo.InvariantCulture,
                    $"DateTime is less than minimum value supported by CrmDateTime. Attribute: {column.LogicalName}. Actual value: {date}, Minimum value supported: {EarliestDate}"));
        }
    }

    /// <summary>The table a reference points to; it must be one of the column's targets.</summary>
    internal static string TargetOf(Table table, Column column, EntityReference reference) =>
        column.Targets.Contains(reference.LogicalName)
            ? reference.LogicalName
            : throw Faults.Invalid($"'{column.LogicalName}' of '{table.LogicalName}' can't refer to '{reference.LogicalName}'. " +
                $"Accepted tables: {string.Join(',', column.Targets)}");

    static Type ClrType(ColumnType type) => type switch
    {
        ColumnType.Id => typeof(Guid),
        ColumnType.Text or ColumnType.Memo => typeof(string),
        ColumnType.WholeNumber => typeof(int),
        ColumnType.BigNumber => typeof(long),
        ColumnType.DecimalNumber => typeof(decimal),
        ColumnType.FloatNumber => typeof(double),
        ColumnType.Currency => typeof(Money),
        ColumnType.YesNo => typeof(bool),
        ColumnType.DateAndTime => typeof(DateTime),
        ColumnType.Choice or ColumnType.State or ColumnType.Status => typeof(OptionSetValue),
        ColumnType.Lookup or ColumnType.Owner => typeof(EntityReference),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    static bool IsOutside(Column column, decimal number) => number < column.Min || number > column.Max;

    static string OutOfRange(Table table, Column column) => string.Create(CultureInfo.InvariantCulture,
        $"A validation error occurred. The value of '{column.LogicalName}' on record of type '{table.LogicalName}' is outside the valid range ({column.Min} to {column.Max}).");
}
