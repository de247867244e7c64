using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CrmMilestones.Scripts.Lists;
using CsvHelper;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Scripts.Demo;

/// <summary>
/// Markets as Scripts/Samples/Markets has them. Another country is a market too, without a time zone: its days are
/// those of UTC until somebody sets one.
/// </summary>
static class MarketPack
{
    static readonly Lazy<Dictionary<string, (string Name, int Zone)>> Packed = new(Read);

    /// <summary>The market of a country, by its ISO code.</summary>
    public static Entity Row(string country)
    {
        var row = new Entity("cm_market") { ["cm_code"] = country, ["cm_name"] = Countries.NameOf(country) };
        if (Packed.Value.TryGetValue(country, out var market))
        {
            (row["cm_name"], row["cm_timezonecode"]) = (market.Name, market.Zone);
        }

        return row;
    }

    /// <summary>Whether the business day of a country's customers is that of UTC, for want of a time zone.</summary>
    public static bool LacksZone(string country) => !Packed.Value.ContainsKey(country);

    static Dictionary<string, (string Name, int Zone)> Read()
    {
        Dictionary<string, (string, int)> markets = [];
        foreach (var file in Directory.EnumerateFiles(
            Path.Combine(RepositoryRoot.Path, "Scripts", "Samples", "Markets"), "1-market.csv",
            SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using CsvReader csv = new(File.OpenText(file), CultureInfo.InvariantCulture);
            csv.Read();
            csv.ReadHeader();
            while (csv.Read())
            {
                markets[csv.GetField("Code")!] = (csv.GetField("Name")!, csv.GetField<int>("Time zone"));
            }
        }

        return markets;
    }
}
