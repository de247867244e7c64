using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Dataverse.Security;

/// <summary>The platform's time zone codes (timezonedefinition.timezonecode), as far as this host knows them.</summary>
static class TimeZones
{
    internal const int Utc = 92;

    static readonly FrozenDictionary<int, string> Ids = new Dictionary<int, string>
    {
        [0] = "Etc/GMT+12",
        [1] = "Pacific/Apia",
        [2] = "Pacific/Honolulu",
        [3] = "America/Anchorage",
        [4] = "America/Los_Angeles",
        [10] = "America/Denver",
        [13] = "America/Mazatlan",
        [15] = "America/Phoenix",
        [20] = "America/Chicago",
        [25] = "America/Regina",
        [30] = "America/Mexico_City",
        [33] = "America/Guatemala",
        [35] = "America/New_York",
        [40] = "America/Indiana/Indianapolis",
        [45] = "America/Bogota",
        [50] = "America/Halifax",
        [55] = "America/La_Paz",
        [56] = "America/Santiago",
        [60] = "America/St_Johns",
        [65] = "America/Sao_Paulo",
        [70] = "America/Cayenne",
        [80] = "Atlantic/Azores",
        [83] = "Atlantic/Cape_Verde",
        [85] = "Europe/London",
        [90] = "Atlantic/Reykjavik",
        [Utc] = "UTC",
        [95] = "Europe/Budapest",
        [100] = "Europe/Warsaw",
        [105] = "Europe/Paris",
        [110] = "Europe/Berlin",
        [113] = "Africa/Lagos",
        [115] = "Europe/Chisinau",
        [120] = "Africa/Cairo",
        [125] = "Europe/Helsinki",
        [130] = "Europe/Bucharest",
        [135] = "Asia/Jerusalem",
        [140] = "Africa/Johannesburg",
        [145] = "Europe/Moscow",
        [150] = "Asia/Riyadh",
        [155] = "Africa/Nairobi",
        [158] = "Asia/Baghdad",
        [160] = "Asia/Tehran",
        [165] = "Asia/Dubai",
        [170] = "Asia/Yerevan",
        [175] = "Asia/Kabul",
        [180] = "Asia/Yekaterinburg",
        [185] = "Asia/Tashkent",
        [190] = "Asia/Kolkata",
        [193] = "Asia/Kathmandu",
        [200] = "Asia/Colombo",
        [203] = "Asia/Yangon",
        [205] = "Asia/Bangkok",
        [207] = "Asia/Krasnoyarsk",
        [210] = "Asia/Shanghai",
        [215] = "Asia/Singapore",
        [220] = "Asia/Taipei",
        [225] = "Australia/Perth",
        [227] = "Asia/Irkutsk",
        [230] = "Asia/Seoul",
        [235] = "Asia/Tokyo",
        [240] = "Asia/Yakutsk",
        [245] = "Australia/Darwin",
        [250] = "Australia/Adelaide",
        [255] = "Australia/Sydney",
        [260] = "Australia/Brisbane",
        [265] = "Australia/Hobart",
        [270] = "Asia/Vladivostok",
        [275] = "Pacific/Port_Moresby",
        [280] = "Pacific/Guadalcanal",
        [285] = "Pacific/Fiji",
        [290] = "Pacific/Auckland",
        [300] = "Pacific/Tongatapu",
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
