using System;
using System.Threading;

namespace CrmMilestones.Sandbox.Clock;

/// <summary>The environment's time: that of a real clock, moved ahead as people ask, never back.</summary>
public sealed class SandboxClock(TimeProvider real) : TimeProvider
{
    long _aheadTicks;

    /// <summary>By how much it is ahead.</summary>
    public TimeSpan Ahead => TimeSpan.FromTicks(Interlocked.Read(ref _aheadTicks));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + Ahead;

    /// <summary>Moves it ahead.</summary>
    /// <exception cref="ArgumentOutOfRangeException">By less than nothing, or beyond the year 2200.</exception>
    public void MoveAhead(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(by, Last - GetUtcNow());
        Interlocked.Add(ref _aheadTicks, by.Ticks);
    }

    /// <summary>Moves it ahead by whole days, until it shows a day of the calendar (UTC).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is past, or beyond the year 2200.</exception>
    public void MoveTo(DateOnly day)
    {
        var today = DateOnly.FromDateTime(GetUtcNow().UtcDateTime);
        MoveAhead(TimeSpan.FromDays(day.DayNumber - today.DayNumber));
    }

    static DateTimeOffset Last { get; } = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
