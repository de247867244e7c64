using System;

namespace CrmMilestones.Plugins.Rules;

/// <summary>When a save is judged. Passed in, so that the rules never read a clock.</summary>
/// <param name="utcNow">UTC.</param>
/// <param name="businessDay">
/// Tells the calendar day in the customer's market; asked at most once and only if it matters, as it may cost a read.
/// Left out: the UTC day.
/// </param>
public sealed class Moment(DateTime utcNow, Func<DateTime>? businessDay = null)
{
    readonly Lazy<DateTime> _today = new(businessDay ?? (() => utcNow.Date));

    /// <summary>UTC, to the second, as Dataverse stores it.</summary>
    public DateTime UtcNow { get; } = new(
        utcNow.Ticks - (utcNow.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);

    /// <summary>The business day: the calendar day in the customer's market.</summary>
    public DateTime Today => _today.Value.Date;

    /// <summary>
    /// The latest calendar day anywhere on earth (UTC+14): a colleague in Auckland may rightly enter what is still
    /// tomorrow in UTC.
    /// </summary>
    public DateTime LatestDay => UtcNow.AddHours(14).Date;
}
