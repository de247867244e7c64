using System;
using System.Collections.Generic;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Audit;

/// <summary>
/// What somebody once chose as the customer's status or stage: a claim, held against what the dates say.
/// </summary>
/// <param name="Words">In the old system's words; null when it says nothing.</param>
/// <param name="Stage">The stage of the lifecycle that is claimed; null when none is.</param>
/// <param name="IsKept">
/// Whether the environment keeps the stage by the rules: a Live customer may then have ended, and its account be
/// inactive.
/// </param>
public readonly record struct OldStatus(string? Words, Stage? Stage, bool IsKept = false)
{
    static readonly HashSet<string> Active =
        new(["active", "live", "in service", "in production", "pilot"], StringComparer.OrdinalIgnoreCase);

    /// <summary>"Closed won" and "closed lost" aren't among them: they speak of the sale.</summary>
    static readonly HashSet<string> Ended = new(
        ["cancelled", "canceled", "churned", "closed", "ended", "former", "inactive", "lost", "terminated"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it says that the customer is served.</summary>
    public bool SaysActive =>
        Stage == Plugins.Rules.Stage.Live && !IsKept || Words is not null && Active.Contains(Words);

    /// <summary>Whether it says that the customer has left.</summary>
    public bool SaysEnded => Stage == Plugins.Rules.Stage.Closed || Words is not null && Ended.Contains(Words);
}
