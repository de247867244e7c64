using System;
using Microsoft.Xrm.Sdk.Query;
using static Microsoft.Xrm.Sdk.Query.ConditionOperator;

namespace CrmMilestones.Dataverse.Sql;

/// <summary>
/// The periods that relative date operators mean, as wall-clock times of the user: the start belongs to a period, the
/// end does not. Dataverse publishes no definition of the boundaries; these follow what its views show: "last x" starts
/// at midnight and ends now, "next x" starts now and ends at midnight, weeks start on Sunday.
/// </summary>
static class DatePeriods
{
    internal static (DateTime? Start, DateTime? End) Of(ConditionOperator period, int x, DateTime now)
    {
        var today = now.Date;
        var week = today.AddDays(-(int)today.DayOfWeek);
        var month = new DateTime(today.Year, today.Month, 1);
        var year = new DateTime(today.Year, 1, 1);
        // Stored times have whole seconds: what was written in this very second counts as past.
        var past = now.AddSeconds(1);
        return period switch
        {
            Yesterday => (today.AddDays(-1), today),
            Today => (today, today.AddDays(1)),
            Tomorrow => (today.AddDays(1), today.AddDays(2)),
            LastWeek => (week.AddDays(-7), week),
            ThisWeek => (week, week.AddDays(7)),
            NextWeek => (week.AddDays(7), week.AddDays(14)),
            LastMonth => (month.AddMonths(-1), month),
            ThisMonth => (month, month.AddMonths(1)),
            NextMonth => (month.AddMonths(1), month.AddMonths(2)),
            LastYear => (year.AddYears(-1), year),
            ThisYear => (year, year.AddYears(1)),
            NextYear => (year.AddYears(1), year.AddYears(2)),
            Last7Days => (today.AddDays(-7), past),
            LastXHours => (now.AddHours(-x), past),
            LastXDays => (today.AddDays(-x), past),
            LastXWeeks => (today.AddDays(-7.0 * x), past),
            LastXMonths => (today.AddMonths(-x), past),
            LastXYears => (today.AddYears(-x), past),
            Next7Days => (now, today.AddDays(8)),
            NextXHours => (now, now.AddHours(x)),
            NextXDays => (now, today.AddDays(x + 1.0)),
            NextXWeeks => (now, today.AddDays(7.0 * x + 1)),
            NextXMonths => (now, today.AddMonths(x).AddDays(1)),
            NextXYears => (now, today.AddYears(x).AddDays(1)),
            OlderThanXMinutes => (null, now.AddMinutes(-x)),
            OlderThanXHours => (null, now.AddHours(-x)),
            OlderThanXDays => (null, today.AddDays(-x)),
            OlderThanXWeeks => (null, today.AddDays(-7.0 * x)),
            OlderThanXMonths => (null, today.AddMonths(-x)),
            OlderThanXYears => (null, today.AddYears(-x)),
            _ => throw new ArgumentOutOfRangeException(nameof(period), period, null),
        };
    }

    /// <summary>Whether a period is shorter than a day and so means nothing for calendar days.</summary>
    internal static bool NeedsTime(ConditionOperator period) =>
        period is LastXHours or NextXHours or OlderThanXHours or OlderThanXMinutes;
}
