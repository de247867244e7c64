using System;
using System.Globalization;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Sql;

/// <summary>The numbers by which FetchXML's dategrouping groups.</summary>
static class DateParts
{
    /// <summary>The day of the month, week of the year (from Sunday), month, quarter or year of a date.</summary>
    /// <param name="stored">A date as stored.</param>
    /// <param name="part">The name of an <see cref="XrmDateTimeGrouping"/>.</param>
    /// <param name="userZone">The zone to convert to, null for dates that have no zone.</param>
    internal static int Of(string stored, string part, TimeZoneInfo? userZone)
    {
        var date = userZone is null
            ? ValueCodec.ParseDate(stored, DateBehavior.TimeZoneIndependent)
            : Zones.ToLocal(ValueCodec.ParseDate(stored, DateBehavior.UserLocal), userZone);
        return Enum.Parse<XrmDateTimeGrouping>(part) switch
        {
            XrmDateTimeGrouping.Day => date.Day,
            XrmDateTimeGrouping.Week =>
                CultureInfo.InvariantCulture.Calendar.GetWeekOfYear(date, CalendarWeekRule.FirstDay, DayOfWeek.Sunday),
            XrmDateTimeGrouping.Month => date.Month,
            XrmDateTimeGrouping.Quarter => (date.Month + 2) / 3,
            XrmDateTimeGrouping.Year => date.Year,
            var other => throw new ArgumentOutOfRangeException(nameof(part), other, null),
        };
    }
}
