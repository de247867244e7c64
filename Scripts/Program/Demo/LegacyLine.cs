using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CsvHelper;

namespace CrmMilestones.Scripts.Demo;

/// <summary>Reads the fields of one line and collects what can't be read.</summary>
sealed class LegacyLine
{
    static readonly string[] Placeholders = ["n/a", "tbd", "-", "unknown"];

    readonly IReaderRow _row;
    readonly int _number;
    readonly List<UnreadableField> _unreadable = [];
    readonly string? _dateFormat;
    readonly string _dateSpelling;

    public LegacyLine(IReaderRow row, int number)
    {
        (_row, _number) = (row, number);
        Country = Text(LegacyColumns.Country)?.ToUpperInvariant() switch
        {
            null => null,
            "US" or "USA" or "UNITED STATES" => "US",
            "AU" or "AUS" or "AUSTRALIA" => "AU",
            var other => other,
        };
        (_dateFormat, _dateSpelling) = Country switch
        {
            "US" => ("M/d/yyyy", "month/day/year"),
            "AU" => ("d/M/yyyy", "day/month/year"),
            _ => (null, ""),
        };
        if (Country is not null && _dateFormat is null)
        {
            Refuse(
                LegacyColumns.Country, $"'{Text(LegacyColumns.Country)}' is neither the United States nor Australia");
        }
    }

    /// <summary>ISO 3166: US or AU.</summary>
    public string? Country { get; }

    public IReadOnlyList<UnreadableField> Unreadable => _unreadable;

    public void Refuse(string column, string reason) => _unreadable.Add(new(_number, column, reason));

    /// <summary>Trimmed; null when empty or one of the placeholders that people type for "nothing".</summary>
    public string? Text(string column)
    {
        var text = _row.GetField(column)!.Trim();
        return text.Length == 0 || Placeholders.Contains(text, StringComparer.OrdinalIgnoreCase) ? null : text;
    }

    /// <summary>What the line says of a column of the definition, read as that column's type has it.</summary>
    public object? Value(Column column, string header) => column.Type switch
    {
        ColumnType.Date => Date(header),
        ColumnType.Choice => Choice(header, ChoiceLabels.Of(column)),
        ColumnType.Lookup => Person(header),
        ColumnType.YesNo when column == Columns.Chargeable => YesNo(header, empty: true, no: "pilot"),
        ColumnType.YesNo => YesNo(header),
        _ => Text(header),
    };

    public string RequiredText(string column)
    {
        if (Text(column) is { } text)
        {
            return text;
        }

        Refuse(column, "is empty");
        return "";
    }

    /// <summary>"Jane Carter", also when the list says "Carter, Jane".</summary>
    public string? Person(string column) =>
        Text(column) is { } text ? string.Join(' ', text.Split(',', StringSplitOptions.TrimEntries).Reverse()) : null;

    /// <summary>
    /// yyyy-MM-dd from everybody; otherwise the customer's country decides, so that 3/4/2025 is never guessed at: in
    /// the United States the fourth of March, in Australia the third of April, and without a country unreadable.
    /// </summary>
    DateTime? Date(string column)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        if (TryParse(text, "yyyy-MM-dd", out var date)
            || (_dateFormat is not null && TryParse(text, _dateFormat, out date)))
        {
            return date;
        }

        if (_dateFormat is not null)
        {
            Refuse(column, $"'{text}' is not a date ({_dateSpelling} in {Country}, or year-month-day)");
        }
        else if (Country is null)
        {
            Refuse(column, $"'{text}' can't be read without a country; only year-month-day can");
        }

        return null;
    }

    int? Choice(string column, ChoiceLabels choice)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        var value = choice.Find(text);
        if (value is null)
        {
            Refuse(column, $"'{text}' is none of: {string.Join(", ", choice.Labels)}");
        }

        return value;
    }

    /// <param name="empty">What an empty field means.</param>
    /// <param name="no">A word of this column for no, beside the usual ones.</param>
    public bool YesNo(string column, bool empty = false, string no = "n")
    {
        var text = Text(column)?.ToLowerInvariant();
        switch (text)
        {
            case null:
                return empty;
            case "y" or "yes" or "true" or "1":
                return true;
            case "n" or "no" or "false" or "0":
                return false;
            default:
                if (text != no)
                {
                    Refuse(column, $"'{Text(column)}' is neither yes nor no");
                }

                return false;
        }
    }

    public decimal? Amount(string column)
    {
        if (Text(column) is not { } text)
        {
            return null;
        }

        if (decimal.TryParse(text.TrimStart('$'), NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out var amount))
        {
            return amount;
        }

        Refuse(column, $"'{text}' is not an amount");
        return null;
    }

    static bool TryParse(string text, string format, out DateTime date) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
