using System;

namespace CrmMilestones.Dataverse.Sql;

/// <summary>Conversions between UTC and a user's wall clock, also for hours that a clock change skips.</summary>
public static class Zones
{
    /// <summary>What a clock shows at an instant.</summary>
    public static DateTime ToLocal(DateTime utc, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(utc, zone);

    /// <summary>The instant of a wall-clock time; a time that the zone skips counts as one hour later.</summary>
    public static DateTime ToUtc(DateTime local, TimeZoneInfo zone)
    {
        var wallClock = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(wallClock) ? wallClock.AddHours(1) : wallClock, zone);
    }
}
