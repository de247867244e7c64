using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules.Requirements;

namespace CrmMilestones.Plugins.Rules;

/// <summary>Where a customer stands, what it lacks for the next stage, and why it has its billable status.</summary>
/// <param name="Stage">The stage; null outside the lifecycle.</param>
/// <param name="NextStage">The one after it in the guided process; null at its end.</param>
/// <param name="Status">The billable status.</param>
/// <param name="Since">The first day of its unbroken run.</param>
/// <param name="Missing">What must be filled before the next stage is entered, by the stage that requires it.</param>
/// <param name="Reasons">Why the status is what it is.</param>
public sealed record CustomerExplanation(
    Stage? Stage, Stage? NextStage, BillableStatus? Status, DateTime? Since,
    IReadOnlyList<Checklist> Missing, IReadOnlyList<Sentence> Reasons)
{
    /// <summary>Of a customer as it is.</summary>
    public static CustomerExplanation OfToday(
        CustomerFacts record, Timeline believed, DateTime today, StageRequirements requirements)
    {
        PresentStatus? present = record.Stage is not null && believed.Count > 0
            ? Billing.Present(believed, record, today) : null;
        var next = Next(record.Stage);
        return new(
            record.Stage, next, present?.Status, present?.Since,
            next is { } stage ? requirements.Missing(stage, record) : [],
            present is not { Status: var status } ? []
                : BillingReasons.For(status, record, record.HasBeenLive, requirements.IsWaived));
    }

    /// <summary>Of a day, as it is believed now; what was missing then isn't known.</summary>
    /// <param name="stage">The stage on that day.</param>
    /// <param name="believed">What is believed of the customer.</param>
    /// <param name="day">The day.</param>
    public static CustomerExplanation OfDay(Stage? stage, Timeline believed, DateTime day) =>
        believed.On(day) is not { } period ? new(null, null, null, null, [], [])
        : new(
            stage, Next(stage), period.Status, believed.StartOfRun(day, other => other.Status), [],
            BillingReasons.For(period));

    static Stage? Next(Stage? stage) => stage is not { } known || known == Rules.Stage.Closed ? null
        : Lifecycle.Stages.After(known).Select(next => (Stage?)next.Stage)
            .FirstOrDefault(next => next != Rules.Stage.Closed);
}
