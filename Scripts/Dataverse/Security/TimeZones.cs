using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Dataverse.Security;

/// <summary>The platform's time zone codes (usersettings.timezonecode), as far as this host knows them.</summary>
static class TimeZones
{
    internal const int Utc = 92;

    static readonly FrozenDictionary<int, string> Ids = new Dictionary<int, string>
    {
        [2] = "Pacific/Honolulu",
        [4] = "America/Los_Angeles",
        [10] = "America/Denver",
        [15] = "America/Phoenix",
        [20] = "America/Chicago",
        [35] = "America/New_York",
        [85] = "Europe/London",
        [Utc] = "UTC",
        [105] = "Europe/Paris",
        [110] = "Europe/Berlin",
        [190] = "Asia/Kolkata",
        [210] = "Asia/Shanghai",
        [225] = "Australia/Perth",
        [235] = "Asia/Tokyo",
        [245] = "Australia/Darwin",
        [250] = "Australia/Adelaide",
        [255] = "Australia/Sydney",
        [260] = "Australia/Brisbane",
        [290] = "Pacific/Auckland",
    }.ToFrozenDictionary();

    /// <summary>The zone of a code; a code that this host does not know is refused.</summary>
    internal static TimeZoneInfo FromCode(int code) =>
        Ids.TryGetValue(code, out var id) ? TimeZoneInfo.FindSystemTimeZoneById(id)
        : throw Faults.Invalid($"Time zone code {code} is not known to this host.");

    /// <summary>The code of an IANA zone; one that this host does not know is refused.</summary>
    internal static int CodeOf(string id)
    {
        foreach (var (code, known) in Ids)
        {
            if (known == id)
            {
                return code;
            }
        }
        var all = string.Join(", ", Ids.Values.Order(StringComparer.Ordinal));
        throw Faults.Invalid($"Time zone '{id}' is not known to this host; it knows {all}.");
    }
}
