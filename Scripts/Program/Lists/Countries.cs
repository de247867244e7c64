using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CrmMilestones.Scripts.Lists;

/// <summary>The countries of ISO 3166, by their codes and by their names in English and in their own languages.</summary>
static class Countries
{
    static readonly Dictionary<string, string> Codes = Read();

    /// <summary>The two-letter code of a country; null if the word is none of its names.</summary>
    public static string? Find(string word) => Codes.GetValueOrDefault(word);

    /// <summary>Whether it is a two-letter code.</summary>
    public static bool IsCode(string code) => Codes.GetValueOrDefault(code) == code;

    /// <summary>A country's name in English.</summary>
    public static string NameOf(string code) => new RegionInfo(code).EnglishName;

    static Dictionary<string, string> Read()
    {
        var regions = CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Select(culture => new RegionInfo(culture.Name))
            .Where(region => region.TwoLetterISORegionName is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'])
            .ToArray();
        // Its code in ISO 3166 is GB, and UK is kept free for it.
        Dictionary<string, string> codes = new(StringComparer.OrdinalIgnoreCase) { ["UK"] = "GB" };
        Func<RegionInfo, string>[] names =
        [
            region => region.TwoLetterISORegionName, region => region.ThreeLetterISORegionName,
            region => region.EnglishName, region => region.NativeName,
        ];
        foreach (var name in names)
        {
            foreach (var region in regions)
            {
                codes.TryAdd(name(region), region.TwoLetterISORegionName);
            }
        }

        return codes;
    }
}
