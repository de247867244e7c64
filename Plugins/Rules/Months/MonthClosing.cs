using System;

namespace CrmMilestones.Plugins.Rules;

/// <summary>A month that is about to be closed.</summary>
/// <param name="monthEnd">The day by which it is closed.</param>
/// <param name="now">The moment of the call, UTC.</param>
/// <param name="lastClosed">The last day of the last closed month; null before the first close.</param>
/// <param name="isStillMoving">Whether a change that reaches into the month came after <see cref="KnownOn"/>.</param>
public sealed class MonthClosing(DateTime monthEnd, DateTime now, DateTime? lastClosed, bool isStillMoving)
{
    /// <summary>What was recorded later may still be waiting for its transaction to end.</summary>
    static readonly TimeSpan Settling = TimeSpan.FromMinutes(5);

    public DateTime MonthEnd { get; } = monthEnd;

    public DateTime? LastClosed { get; } = lastClosed;

    public bool IsStillMoving { get; } = isStillMoving;

    /// <summary>The last day of the month in which <see cref="MonthEnd"/> lies.</summary>
    public DateTime LastDay => LastDayOf(MonthEnd);

    /// <summary>Whether the day has passed where it passes last (UTC-12).</summary>
    public bool IsOver => now.AddHours(-12).Date > MonthEnd;

    /// <summary>The only month that can be closed; null before the first close, when it is any.</summary>
    public DateTime? NextInOrder => LastClosed is { } last ? LastDayOf(last.AddDays(1)) : null;

    /// <summary>What a month is closed by, when called at a moment: what was known then.</summary>
    public static DateTime KnownOn(DateTime now) => new Moment(now).UtcNow - Settling;

    /// <summary>The last day of the month before.</summary>
    public static DateTime EndBefore(DateTime day) => new DateTime(day.Year, day.Month, 1, 0, 0, 0, DateTimeKind.Utc)
        .AddDays(-1);

    static DateTime LastDayOf(DateTime day) => EndBefore(day.AddMonths(1));
}
