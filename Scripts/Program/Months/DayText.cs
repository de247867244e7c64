using System;
using System.Globalization;

namespace CrmMilestones.Scripts.Months;

/// <summary>Days and months as reports write them.</summary>
static class DayText
{
    /// <summary>2026-10-31.</summary>
    public static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>2026-10.</summary>
    public static string Month(DateTime day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>Oct.</summary>
    public static string MonthName(DateTime day) => day.ToString("MMM", CultureInfo.InvariantCulture);

    /// <summary>2026-11-01 11:55:00, of a moment in UTC.</summary>
    public static string Moment(DateTime moment) =>
        moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
