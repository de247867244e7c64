using System;
using System.Globalization;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Sql;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Sandbox.App.Window;

/// <summary>The values of columns as a person reads and writes them.</summary>
/// <param name="environment">Whose language it is.</param>
sealed class FieldTexts(AppEnvironment environment)
{
    const string DayOfInput = "yyyy-MM-dd";
    const string MomentOfInput = "yyyy-MM-ddTHH:mm";

    readonly AppTexts _texts = AppTexts.In(environment.Language);

    /// <summary>What a person reads.</summary>
    internal string Shown(ColumnDefinition column, object? value) => value switch
    {
        null => "",
        bool flag => column.Option(flag ? 1 : 0) is { } option
            ? environment.Text(option.Label, "") : flag ? _texts.Yes : _texts.No,
        OptionSetValue choice => column.Option(choice.Value) is { } option
            ? environment.Text(option.Label, Number(choice.Value)) : Number(choice.Value),
        EntityReference row => row.Name ?? row.Id.ToString(),
        Money money => money.Value.ToString("N" + (column.Precision ?? 2), environment.Culture),
        DateTime date => OfClock(column, date).ToString(IsDay(column) ? "d" : "g", environment.Culture),
        decimal number => number.ToString("N" + (column.Precision ?? 2), environment.Culture),
        double number => number.ToString("N" + (column.Precision ?? 2), environment.Culture),
        IFormattable number => number.ToString(null, environment.Culture),
        _ => value.ToString() ?? "",
    };

    /// <summary>What stands in a date's field, in the browser's form.</summary>
    internal string OfInput(ColumnDefinition column, object? value) => value is DateTime date
        ? OfClock(column, date).ToString(IsDay(column) ? DayOfInput : MomentOfInput, CultureInfo.InvariantCulture) : "";

    /// <summary>Whether a date's field takes a day alone.</summary>
    internal static bool IsDay(ColumnDefinition column) =>
        column.DateBehavior == DateBehavior.DateOnly || column.DateFormat == DateFormat.Date;

    /// <summary>A date as the browser's field gives it; null for none or one that is not complete.</summary>
    internal DateTime? Date(ColumnDefinition column, string? input) =>
        !DateTime.TryParse(input, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? null
        : column.DateBehavior == DateBehavior.UserLocal ? Zones.ToUtc(date, environment.Zone)
        : DateTime.SpecifyKind(date, DateTimeKind.Utc);

    /// <summary>Reads a number as the person writes it; false for what isn't one.</summary>
    internal bool TryNumber(ColumnDefinition column, string text, out object? value)
    {
        value = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        if (!decimal.TryParse(text, NumberStyles.Number, environment.Culture, out var number))
        {
            return false;
        }

        var isWhole = column.Type is ColumnType.WholeNumber or ColumnType.BigNumber;
        if (isWhole && (number != decimal.Truncate(number) || Math.Abs(number) > long.MaxValue))
        {
            return false;
        }

        if (column.Type == ColumnType.WholeNumber && (number < int.MinValue || number > int.MaxValue))
        {
            return false;
        }

        value = column.Type switch
        {
            ColumnType.WholeNumber => (int)number,
            ColumnType.BigNumber => (long)number,
            ColumnType.FloatNumber => (double)number,
            ColumnType.Currency => new Money(number),
            _ => number,
        };
        return true;
    }

    /// <summary>What the person's clock shows, of a moment; other dates are what they are everywhere.</summary>
    DateTime OfClock(ColumnDefinition column, DateTime date) => column.DateBehavior == DateBehavior.UserLocal
        ? Zones.ToLocal(DateTime.SpecifyKind(date, DateTimeKind.Utc), environment.Zone) : date;

    string Number(int value) => value.ToString(environment.Culture);
}
