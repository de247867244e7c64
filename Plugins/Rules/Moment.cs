using System;

namespace CrmMilestones.Plugins.Rules;

/// <summary>When a save is judged. Passed in, so that the rules never read a clock.</summary>
public readonly struct Moment(DateTime utcNow)
{
    /// <summary>UTC, to the second, as Dataverse stores it.</summary>
    public DateTime UtcNow { get; } = new(
        utcNow.Ticks - (utcNow.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);

    /// <summary>The UTC day.</summary>
    public DateTime Today => UtcNow.Date;

    /// <summary>
    /// The latest calendar day anywhere on earth (UTC+14): a colleague in Auckland may rightly enter what is still
    /// tomorrow in UTC.
    /// </summary>
    public DateTime LatestDay => UtcNow.AddHours(14).Date;
}
