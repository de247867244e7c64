using System;

namespace CrmMilestones.Plugins.Rules;

/// <summary>One save of one customer, as the rules see it.</summary>
/// <param name="before">The stored record; default on create.</param>
/// <param name="after">The record as the caller would have it after the save.</param>
/// <param name="at">When the save happens.</param>
/// <param name="by">The person who started it (a systemuser id).</param>
public sealed class CustomerChange(CustomerFacts before, CustomerFacts after, Moment at, Guid by)
{
    public CustomerFacts Before { get; } = before;

    public CustomerFacts After { get; } = after;

    public Moment At { get; } = at;

    public Guid By { get; } = by;

    /// <summary>The stage that this save enters, if it enters one.</summary>
    public Stage? Entered => After.Stage != Before.Stage ? After.Stage : null;

    public bool EntersLifecycle => Before.Stage is null && After.Stage is not null;

    /// <summary>To a stage of lower rank; reopening from Closed is one of these moves.</summary>
    public bool MovesBack =>
        Before.Stage is { } from && After.Stage is { } to && Lifecycle.Rank(to) < Lifecycle.Rank(from);

    public bool Reopens => MovesBack && Before.Stage == Stage.Closed;

    public bool Changes(string column) => !Equals(Before[column], After[column]);

    public bool Empties(string column) => Before.IsFilled(column) && !After.IsFilled(column);

    /// <summary>
    /// Whether a rule about this column applies now: when it changes, or when the record enters the lifecycle with it.
    /// A record that was saved otherwise before stays editable.
    /// </summary>
    public bool Judges(string column) => EntersLifecycle || Changes(column);
}
