using System;

namespace CrmMilestones.Tests.Journeys;

/// <summary>A clock that a test sets; the plug-ins of the environment follow it.</summary>
sealed class SettableClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
