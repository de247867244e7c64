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
    internal static void Check(TableDefinition table, ColumnDefinition column, object value)
    {
        var expected = ClrType(column.Type);
        if (value.GetType() != expected)
        {
            throw Faults.Invalid("Error converting attribute value to Property: " +
                $"Attribute [{column.LogicalName}] of entity [{table.LogicalName}] expects type {expected.FullName} " +
                $"and was given {value.GetType().FullName}.");
        }
        var (code, problem) = Problem(table, column, value);
        if (code != 0)
        {
            throw Faults.Create(code, "A validation error occurred. " + problem);
        }
    }

    /// <summary>The table a reference points to; it must be one of the column's targets.</summary>
    internal static string TargetOf(TableDefinition table, ColumnDefinition column, EntityReference reference) =>
        column.Targets.Contains(reference.LogicalName)
            ? reference.LogicalName
            : throw Faults.Invalid($"'{column.LogicalName}' of '{table.LogicalName}' can't refer to " +
                $"'{reference.LogicalName}'. Accepted tables: {string.Join(',', column.Targets)}");

    /// <summary>The error code and text for a value outside the column's limits; code 0 when it fits.</summary>
    static (int Code, string Text) Problem(TableDefinition table, ColumnDefinition column, object value)
    {
        return value switch
        {
            string text when text.Length > column.MaxLength => (Faults.StringLengthTooLong,
                Invariant($"The length of the '{column.LogicalName}' attribute of the '{table.LogicalName}' entity ") +
                Invariant($"exceeded the maximum allowed length of '{column.MaxLength}'.")),
            OptionSetValue choice when column.Type == ColumnType.Choice
                && column.Option(choice.Value) is null => (Faults.PicklistValueOutOfRange,
                Invariant($"The value {choice.Value} of {Where()} is outside the valid range. ") +
                $"Accepted Values: {string.Join(',', column.Options.Select(option => option.Value))}"),
            int number when IsOutside(number) => (Faults.IntegerValueOutOfRange, OutOfRange()),
            double.NaN => (Faults.DecimalValueOutOfRange, OutOfRange()),
            double number when IsOutside((decimal)Math.Clamp(number, -7e27, 7e27)) =>
                (Faults.DecimalValueOutOfRange, OutOfRange()),
            decimal number when IsOutside(number) => (Faults.DecimalValueOutOfRange, OutOfRange()),
            Money money when IsOutside(money.Value) => (Faults.DecimalValueOutOfRange, OutOfRange()),
            DateTime date when date < EarliestDate => (Faults.InvalidDateTime,
                Invariant($"DateTime is less than minimum value supported by CrmDateTime in {Where()}. ") +
                Invariant($"Actual value: {date}, Minimum value supported: {EarliestDate}")),
            _ => default,
        };

        bool IsOutside(decimal number) => number < column.Min || number > column.Max;

        string Where() => $"'{column.LogicalName}' on record of type '{table.LogicalName}'";

        string OutOfRange() =>
            Invariant($"The value of {Where()} is outside the valid range ({column.Min} to {column.Max}).");
    }

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

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
