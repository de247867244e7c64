using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CrmMilestones.Scripts.Lists;

/// <summary>
/// What somebody says of a list: which of its columns says what, and how its dates, amounts and words are written. The
/// small JSON file of --map; Scripts/Program/Lists/README.md shows one.
/// </summary>
public sealed record ListMap
{
    static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Header to target, as <see cref="ListTarget.Name"/> names it; "" leaves a column out.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>How dates are written; null where nothing is said.</summary>
    [JsonConverter(typeof(DateFormats.Converter))]
    public DateFormats? Dates { get; init; }

    /// <summary>The decimal mark of amounts, "." or ","; null where nothing is said.</summary>
    [JsonPropertyName("decimal")]
    public string? DecimalMark { get; init; }

    /// <summary>What people type for nothing, in any case; null: n/a, tbd, - and unknown.</summary>
    public IReadOnlyList<string>? Nothing { get; init; }

    /// <summary>Target to (word to label or Yes/No).</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Choices { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>A word for a country to its ISO 3166 code.</summary>
    public IReadOnlyDictionary<string, string> Markets { get; init; } = new Dictionary<string, string>();

    /// <summary>A map, from its file.</summary>
    /// <exception cref="InvalidDataException">It is none; the message names the file.</exception>
    public static ListMap Read(string path)
    {
        try
        {
            var map = JsonSerializer.Deserialize<ListMap>(File.ReadAllBytes(path), Reading)
                ?? throw new InvalidDataException($"{path} is no map: it says null.");
            map.Check();
            return map;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw new InvalidDataException($"{path} is no map of a list. {e.Message}", e);
        }
    }

    /// <summary>What several say together; the later overrules the earlier.</summary>
    public ListMap With(ListMap other) => new()
    {
        Columns = Join(Columns, other.Columns),
        Dates = other.Dates ?? Dates,
        DecimalMark = other.DecimalMark ?? DecimalMark,
        Nothing = other.Nothing ?? Nothing,
        Choices = Join(Choices, other.Choices),
        Markets = Join(Markets, other.Markets),
    };

    /// <exception cref="InvalidDataException">Something in it makes no sense.</exception>
    internal void Check()
    {
        if (DecimalMark is not (null or "." or ","))
        {
            throw new InvalidDataException($"The decimal mark is '.' or ',', not '{DecimalMark}'.");
        }

        foreach (var (word, code) in Markets)
        {
            if (!Countries.IsCode(code))
            {
                throw new InvalidDataException($"Market '{word}': '{code}' is no ISO 3166 code, such as US or NZ.");
            }
        }
    }

    static Dictionary<string, T> Join<T>(
        IReadOnlyDictionary<string, T> first, IReadOnlyDictionary<string, T> second) =>
        first.Where(pair => !second.ContainsKey(pair.Key)).Concat(second)
            .ToDictionary(pair => pair.Key, pair => pair.Value);
}
