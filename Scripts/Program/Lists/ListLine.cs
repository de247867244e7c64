using System;
using System.Collections.Generic;
using System.Globalization;

namespace CrmMilestones.Scripts.Lists;

/// <summary>
/// One line of a list: reads what its fields say and collects what can't be read. It is the same object for all lines
/// and says what the present one says.
/// </summary>
public sealed class ListLine
{
    readonly RecordReader _reader;
    readonly ListHeader _header;
    readonly ListMap _map;
    readonly ListWords _words;
    readonly DateFormats _dates;
    readonly List<Refused> _refused = [];
    bool _isCountryUnreadable;

    internal ListLine(RecordReader reader, ListHeader header, ListMap map)
    {
        (_reader, _header, _map, _words) = (reader, header, map, new(map));
        _dates = map.Dates ?? (header.IsOfSample ? DateFormats.OfSample : DateFormats.IsoAlone);
    }

    /// <summary>The line of the file on which it starts.</summary>
    public int Number => _reader.Number;

    /// <summary>Why it can't be read; empty if it can.</summary>
    public IReadOnlyList<Refused> Refused => _refused;

    /// <summary>ISO 3166; it decides how dates are written. Null where the line has none.</summary>
    public string? Country { get; private set; }

    /// <summary>Whether the list has a column that says it.</summary>
    public bool Has(ListTarget target) => _header.IndexOf(target) >= 0;

    /// <summary>Says that the line can't be read.</summary>
    public void Refuse(ListTarget target, string reason) => Refuse(_header.NameOf(target), reason);

    /// <summary>Trimmed; null when it says nothing.</summary>
    public string? Text(ListTarget target)
    {
        var field = Field(target);
        return _words.IsNothing(field) ? null : Fitting(target, field.ToString());
    }

    /// <summary>As <see cref="Text"/>, where every line must say it.</summary>
    public string RequiredText(ListTarget target)
    {
        if (Text(target) is { } text)
        {
            return text;
        }

        Refuse(target, "is empty");
        return "";
    }

    /// <summary>What every line must say.</summary>
    /// <param name="read">Reads it, such as <see cref="Date"/>.</param>
    public T Required<T>(ListTarget target, Func<ListTarget, T?> read)
        where T : struct
    {
        if (_words.IsNothing(Field(target)))
        {
            Refuse(target, "is empty");
        }

        return read(target) ?? default;
    }

    /// <summary>"Jane Carter", also when the list says "Carter, Jane".</summary>
    public string? Person(ListTarget target) =>
        WordValue(target) is string name ? Fitting(target, name) : null;

    /// <summary>A day; null when nothing is said, or nothing that can be read.</summary>
    public DateTime? Date(ListTarget target) => (DateTime?)DateValue(target);

    /// <summary>A moment, UTC; null when nothing is said, or nothing that can be read.</summary>
    public DateTime? Moment(ListTarget target)
    {
        var field = Field(target);
        if (_words.IsNothing(field))
        {
            return null;
        }

        if (DateFormats.Moment(field) is { } moment)
        {
            return moment;
        }

        Refuse(target, $"'{field}' is not a moment such as 2026-11-01T12:00:00Z");
        return null;
    }

    /// <summary>A choice's value; null when nothing is said, or nothing that can be read.</summary>
    public int? Choice(ListTarget target) => (int?)WordValue(target);

    /// <summary>Yes or no; null when nothing is said, or nothing that can be read.</summary>
    public bool? YesNo(ListTarget target) => (bool?)WordValue(target);

    /// <summary>An amount; null when nothing is said, or nothing that can be read.</summary>
    public decimal? Amount(ListTarget target)
    {
        if (Text(target) is not { } text)
        {
            return null;
        }

        var reason = Lists.Amount.Read(text, _map.DecimalMark?[0], out var amount);
        if (reason is null)
        {
            return amount;
        }

        Refuse(target, reason);
        return null;
    }

    /// <summary>What the line says of a target: a day, an option's value, yes or no, a name or another text.</summary>
    public object? Value(ListTarget target) => target.Kind switch
    {
        TargetKind.Date => DateValue(target),
        TargetKind.Moment => Moment(target),
        TargetKind.Choice or TargetKind.YesNo => WordValue(target),
        TargetKind.Person => Person(target),
        TargetKind.Amount => Amount(target),
        TargetKind.Country => Country,
        _ => Text(target),
    };

    internal void Clear() => _refused.Clear();

    internal void ReadCountry(ListTarget? country)
    {
        Country = country is null ? null : (string?)WordValue(country);
        _isCountryUnreadable = _refused.Count > 0;
    }

    /// <summary>What tells the line apart; empty when it says nothing.</summary>
    internal ReadOnlySpan<char> Key(ListTarget target) => _words.IsNothing(Field(target)) ? default : Field(target);

    internal void Refuse(string column, string reason) => _refused.Add(new(Number, column, reason));

    ReadOnlySpan<char> Field(ListTarget target)
    {
        var index = _header.IndexOf(target);
        return index < 0 || index >= _reader.FieldCount ? default : _reader.Field(index).Trim();
    }

    string Fitting(ListTarget target, string text)
    {
        if (text.Length > target.MaxLength)
        {
            Refuse(target, string.Create(
                CultureInfo.InvariantCulture,
                $"has {text.Length} characters, and the CRM stores {target.MaxLength} of them"));
        }

        return text;
    }

    object? DateValue(ListTarget target)
    {
        var field = Field(target);
        if (_words.IsNothing(field))
        {
            return null;
        }

        if (_words.Recalls(Country ?? DateFormats.Everywhere, field, out var day))
        {
            return day;
        }

        if (_dates.Read(field, Country, out var read) is { } reason)
        {
            // How the dates of an unknown country are written goes without saying.
            if (!_isCountryUnreadable)
            {
                Refuse(target, reason);
            }

            return null;
        }

        day = read;
        _words.Keep(Country ?? DateFormats.Everywhere, field.ToString(), day);
        return day;
    }

    object? WordValue(ListTarget target)
    {
        var field = Field(target);
        if (_words.IsNothing(field))
        {
            return null;
        }

        if (_words.Recalls(target.Name, field, out var value))
        {
            return value;
        }

        var word = field.ToString();
        value = target.Kind switch
        {
            TargetKind.Person => ListWords.Person(word),
            TargetKind.Choice => _words.Choice(target, word),
            TargetKind.YesNo => _words.YesNo(target, word),
            _ => _words.Country(word),
        };
        if (value is null)
        {
            Refuse(target, $"'{word}' {WhyNot(target)}");
            return null;
        }

        _words.Keep(target.Name, word, value);
        return value;
    }

    static string WhyNot(ListTarget target) => target.Kind switch
    {
        TargetKind.Choice => $"is none of: {string.Join(", ", ChoiceLabels.Of(target.Choice).Labels)}",
        TargetKind.YesNo => "is neither yes nor no",
        _ => "is no country by its name or ISO code; name it in the map's markets",
    };
}
