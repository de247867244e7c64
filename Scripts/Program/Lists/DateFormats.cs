using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace CrmMilestones.Scripts.Lists;

/// <summary>
/// How dates are written, by country: 3/4/2025 is a day of March or of April, which nobody guesses at. Year-month-day
/// is read everywhere, with a time behind it or without.
/// </summary>
public sealed partial class DateFormats
{
    /// <summary>Stands for every country of which nothing else is said, and for none.</summary>
    public const string Everywhere = "";

    static readonly string[] Iso =
    [
        "yyyy-M-d", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'00:00:00'Z'",
    ];

    /// <summary>K: UTC where it stands for nothing.</summary>
    static readonly string[] Moments =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>A day whose parts can't be taken for one another.</summary>
    static readonly DateTime Probe = new(2031, 12, 28);

    readonly Dictionary<string, string[]> _formats;

    /// <exception cref="InvalidDataException">A format doesn't tell day, month and year.</exception>
    public DateFormats(IReadOnlyDictionary<string, string[]> formats)
    {
        _formats = formats.ToDictionary(
            pair => pair.Key.ToUpperInvariant(), pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        foreach (var format in _formats.Values.SelectMany(format => format))
        {
            Check(format);
        }
    }

    /// <summary>Nothing but year-month-day.</summary>
    public static DateFormats IsoAlone { get; } = new(new Dictionary<string, string[]>());

    /// <summary>As the sample's page declares it.</summary>
    public static DateFormats OfSample { get; } =
        new(new Dictionary<string, string[]> { ["US"] = ["M/d/yyyy"], ["AU"] = ["d/M/yyyy"] });

    /// <summary>d/M/yyyy for all, or US=M/d/yyyy for a country.</summary>
    public static DateFormats Parse(IEnumerable<string> texts) => new(texts.Select(text => text.Split('=', 2))
        .GroupBy(parts => parts.Length == 2 ? parts[0].Trim() : Everywhere)
        .ToDictionary(group => group.Key, group => group.Select(parts => parts[^1].Trim()).ToArray()));

    /// <summary>The moment that a text means, year-month-day with a time or without, UTC unless it names another offset.
    /// </summary>
    /// <returns>UTC; null if it means none.</returns>
    public static DateTime? Moment(ReadOnlySpan<char> text) => DateTime.TryParseExact(
        text, Moments, CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;

    /// <summary>The day that a text means.</summary>
    /// <param name="text">Trimmed.</param>
    /// <param name="country">Of the line; null if it has none.</param>
    /// <param name="day">The day.</param>
    /// <returns>Why it can't be read; null if it can.</returns>
    public string? Read(ReadOnlySpan<char> text, string? country, out DateTime day)
    {
        if (DateTime.TryParseExact(text, Iso, CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            day = day.Date;
            return null;
        }

        var formats = Of(country);
        DateTime? found = null;
        foreach (var format in formats)
        {
            if (!DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            {
                continue;
            }

            if (found is not null && found != day.Date)
            {
                return $"'{text}' can be read as two days, {Shown(found.Value)} and {Shown(day)}";
            }

            found = day.Date;
        }

        day = found ?? default;
        return found is not null ? null
            : YearMonthDay().IsMatch(text) ? $"'{text}' is no day of the calendar"
            : formats.Length > 0 ? $"'{text}' is not a date ({InWords(formats)}{In(country)}, or year-month-day)"
            : country is null && _formats.Count > 0
                ? $"'{text}' can't be read without a country; only year-month-day can"
            : $"'{text}' can't be read: how dates are written{In(country)} isn't declared (--dates); "
                + "only year-month-day can";
    }

    string[] Of(string? country) => country is not null && _formats.TryGetValue(country, out var own) ? own
        : _formats.TryGetValue(Everywhere, out var all) ? all : [];

    [GeneratedRegex(@"^\d{4}-\d{1,2}-\d{1,2}$")]
    private static partial Regex YearMonthDay();

    static string In(string? country) => country is null ? "" : $" in {country}";

    static string InWords(string[] formats) => string.Join(" or ", formats.Select(format => format switch
    {
        "M/d/yyyy" => "month/day/year",
        "d/M/yyyy" => "day/month/year",
        _ => format,
    }));

    static string Shown(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static void Check(string format)
    {
        try
        {
            var written = Probe.ToString(format, CultureInfo.InvariantCulture);
            if (DateTime.TryParseExact(
                written, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && read == Probe)
            {
                return;
            }
        }
        catch (FormatException)
        {
            // Refused below.
        }

        throw new InvalidDataException(
            $"'{format}' tells no day: write d, M and yyyy, such as d/M/yyyy or dd.MM.yyyy (m stands for minutes).");
    }

    /// <summary>A format, a list of them, or a list by country.</summary>
    internal sealed class Converter : JsonConverter<DateFormats>
    {
        public override DateFormats Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            using var json = JsonDocument.ParseValue(ref reader);
            return new(json.RootElement.ValueKind == JsonValueKind.Object
                ? json.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => Texts(member.Value))
                : new() { [Everywhere] = Texts(json.RootElement) });
        }

        public override void Write(Utf8JsonWriter writer, DateFormats value, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        static string[] Texts(JsonElement json) => json.ValueKind switch
        {
            JsonValueKind.String => [json.GetString()!],
            JsonValueKind.Array => [.. json.EnumerateArray().Select(item => item.ToString())],
            _ => throw new JsonException("dates: a format such as \"d/M/yyyy\", or one for each country."),
        };
    }
}
