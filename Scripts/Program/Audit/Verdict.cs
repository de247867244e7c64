using System.Collections.Generic;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Audit;

/// <summary>What a record is by the shared definition.</summary>
public enum Finding
{
    /// <summary>An active customer.</summary>
    Active,

    /// <summary>Everybody else of whom the record tells one story.</summary>
    NotActive,

    /// <summary>The record says two things that can't both be true: a person has to decide.</summary>
    Contradictory,
}

/// <summary>What the audit says of one record.</summary>
/// <param name="Finding">Active, not active, or contradictory.</param>
/// <param name="Furthest">
/// The furthest stage that the record's data support: the server would accept it there. Null when it would accept the
/// record in no stage.
/// </param>
/// <param name="Suggested">
/// The stage to import it with; null when a person has to decide first, so that it stays outside the lifecycle.
/// </param>
/// <param name="Present">
/// What the server would compute in the furthest stage; null when there is none.
/// </param>
/// <param name="Missing">
/// What must be filled before the customer can be Live, by the stage that requires it; of one whose service has ended,
/// before it can be Closed (no stage).
/// </param>
/// <param name="Why">Sentences, the weightiest first.</param>
public sealed record Verdict(
    Finding Finding, Stage? Furthest, Stage? Suggested, PresentStatus? Present, IReadOnlyList<Checklist> Missing,
    IReadOnlyList<string> Why)
{
    public bool IsActive => Finding == Finding.Active;

    public bool IsBillable => IsActive && Present?.Status == BillableStatus.Billable;
}
