using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>The lines of the history that a save writes.</summary>
public static class CustomerEvents
{
    /// <summary>One of each change of stage, milestone and billable status, and of each waiver used.</summary>
    /// <param name="change">The save.</param>
    /// <param name="saved">The record after it, with what the server wrote.</param>
    public static IReadOnlyList<CustomerEvent> Of(CustomerChange change, CustomerFacts saved) => change.IsInLifecycle
        ?
        [
            .. StageEvents(change), .. WaiverEvents(change), .. MilestoneEvents(change, saved),
            .. StatusEvents(change, saved),
        ]
        : [];

    static IEnumerable<CustomerEvent> StageEvents(CustomerChange change)
    {
        if (change.After.Stage == change.Before.Stage)
        {
            yield break;
        }

        yield return new(EventKind.Stage, DayOfTheMove(change))
        {
            FromStage = change.Before.Stage,
            ToStage = change.After.Stage,
            DaysInStage = change.Before.Stage is not null && change.Before[Columns.StageEnteredOn] is DateTime entered
                ? (int)(change.At.UtcNow - entered).TotalDays : null,
            Reason = change.Reason,
        };
    }

    static DateTime DayOfTheMove(CustomerChange change) => change.Entered switch
    {
        Stage.Live => EffectiveDays.OfGoingLive(change),
        Stage.Closed when change.After is { IsLive: true, LastDayOfService: { } last } => last.AddDays(1),
        _ => EffectiveDays.Of(change),
    };

    /// <summary>Of every stage that this save leaves behind, though a column is empty, thanks to a waiver.</summary>
    static IEnumerable<CustomerEvent> WaiverEvents(CustomerChange change)
    {
        if (change.Entered is not { } entered || entered == Stage.Closed)
        {
            return [];
        }

        var behind = change.Before.Stage is { } left and not Stage.Closed ? change.Stages.Rank(left) : 0;
        return from stage in change.Stages.Below(entered).Skip(behind)
               from waiver in change.Requirements.WaiversUsed(stage.Stage, change.After)
               select new CustomerEvent(EventKind.WaiverUsed, DayOfTheMove(change))
               {
                   Waiver = waiver.Name,
                   Reason = waiver.Reason,
               };
    }

    static IEnumerable<CustomerEvent> MilestoneEvents(CustomerChange change, CustomerFacts saved) =>
        from milestone in change.Stages.Milestones
        where !Equals(change.Before.Date(milestone.DatedBy), saved.Date(milestone.DatedBy))
        let date = saved.Date(milestone.DatedBy)
        select new CustomerEvent(EventKind.Milestone, date ?? EffectiveDays.Of(change))
        {
            Milestone = milestone.Milestone,
            MilestoneDate = date,
            Reason = change.Reason,
        };

    static IEnumerable<CustomerEvent> StatusEvents(CustomerChange change, CustomerFacts saved)
    {
        if (saved.BillableStatus == change.Before.BillableStatus)
        {
            yield break;
        }

        yield return new(
            EventKind.BillableStatus, saved.Date(Columns.BillableStatusOn) ?? EffectiveDays.Of(change))
        {
            FromStatus = change.Before.BillableStatus,
            ToStatus = saved.BillableStatus,
            Reason = ReasonOfStatus(change, saved),
        };
    }

    /// <summary>
    /// The account's own reason of a hold is emptied when the hold is lifted, so a reason for change stands beside it.
    /// </summary>
    static string? ReasonOfStatus(CustomerChange change, CustomerFacts saved)
    {
        var computed = saved[Columns.BillableReason] as string;
        return change.Reason is null ? computed
            : saved.BillableStatus == BillableStatus.OnHold ? $"{change.Reason}\n{computed}"
            : change.Reason;
    }
}

/// <summary>One line of the history: something that changed.</summary>
/// <param name="Kind">What.</param>
/// <param name="EffectiveOn">The day from which it counts.</param>
public sealed record CustomerEvent(EventKind Kind, DateTime EffectiveOn)
{
    public Stage? FromStage { get; init; }

    public Stage? ToStage { get; init; }

    /// <summary>Whole days that the customer spent in the stage it left.</summary>
    public int? DaysInStage { get; init; }

    public BillableStatus? FromStatus { get; init; }

    public BillableStatus? ToStatus { get; init; }

    public Milestone? Milestone { get; init; }

    /// <summary>The milestone's new date; null when it was emptied.</summary>
    public DateTime? MilestoneDate { get; init; }

    /// <summary>What the waiver that was used says in one line; null for other kinds.</summary>
    public string? Waiver { get; init; }

    public string? Reason { get; init; }
}
