using System;
using System.Collections.Generic;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Months;

/// <summary>What is believed of a customer, day by day.</summary>
/// <param name="Key">The account's id as text; it outlives the account.</param>
/// <param name="Name">The account's name today; its key, if the account is gone.</param>
/// <param name="Number">The account number.</param>
/// <param name="Timeline">Its status periods.</param>
/// <param name="Events">Its changes of stage and milestones in the order in which they were recorded.</param>
public sealed record CustomerHistory(
    string Key, string Name, string? Number, Timeline Timeline, IReadOnlyList<HistoryEvent> Events)
{
    /// <summary>The account today: of one that was merged away, the account that stayed; null if it is gone.</summary>
    public Guid? Account { get; init; }
}

/// <summary>A change of a customer's stage or of a milestone.</summary>
/// <param name="EffectiveOn">The day from which it counts.</param>
public sealed record HistoryEvent(DateTime EffectiveOn)
{
    /// <summary>The stage that was entered; null for a milestone, and for leaving the lifecycle.</summary>
    public Stage? ToStage { get; init; }

    /// <summary>The milestone that was dated or emptied; null for a stage.</summary>
    public Milestone? Milestone { get; init; }

    /// <summary>The milestone's date; null when it was emptied.</summary>
    public DateTime? MilestoneDate { get; init; }
}
