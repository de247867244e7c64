using System;

namespace CrmMilestones.Plugins.Rules;

/// <summary>One save of one customer, as the rules see it.</summary>
/// <param name="before">The stored record; default on create.</param>
/// <param name="after">The record as the caller would have it after the save.</param>
/// <param name="at">When the save happens.</param>
/// <param name="by">The person who started it (a systemuser id).</param>
/// <param name="stages">The definition to judge by; <see cref="Lifecycle.Stages"/> if left out.</param>
public sealed class CustomerChange(
    CustomerFacts before, CustomerFacts after, Moment at, Guid by, StageSequence? stages = null)
{
    public StageSequence Stages { get; } = stages ?? Lifecycle.Stages;

    public CustomerFacts Before { get; } = WithKnownStage(before, stages ?? Lifecycle.Stages);

    public CustomerFacts After { get; } = WithKnownStage(after, stages ?? Lifecycle.Stages);

    public Moment At { get; } = at;

    public Guid By { get; } = by;

    /// <summary>The stage that this save enters, if it enters one.</summary>
    public Stage? Entered => After.Stage != Before.Stage ? After.Stage : null;

    /// <summary>To a stage of lower rank; reopening from Closed is one of these moves.</summary>
    public bool MovesBack =>
        Before.Stage is { } from && After.Stage is { } to && Stages.Rank(to) < Stages.Rank(from);

    public bool Changes(Column column) => !Equals(Before[column], After[column]);

    public bool Empties(Column column) => Before.IsFilled(column) && !After.IsFilled(column);

    /// <summary>
    /// Whether a rule about this column applies now: when it changes, or when the record enters the lifecycle with it.
    /// A record that was saved otherwise before stays editable, and one outside the lifecycle is untouched.
    /// </summary>
    public bool Judges(Column column) => After.Stage is not null && (Before.Stage is null || Changes(column));

    /// <summary>An option that is no stage counts as none: the platform refuses it when it writes the row.</summary>
    static CustomerFacts WithKnownStage(CustomerFacts customer, StageSequence stages) =>
        customer.Stage is { } stage && !stages.Contains(stage) ? customer.With([new(Columns.Stage, null)]) : customer;
}
