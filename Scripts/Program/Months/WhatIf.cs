using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Months;

/// <summary>
/// The same history under another definition: the days on which customers were in a stage, had milestones dated, were
/// chargeable or on hold stay what they were; what follows from them is counted anew.
/// </summary>
/// <remarks>
/// A definition that asks for less doesn't move anybody into a stage earlier than it was entered: it tells who would
/// have counted, not what people would have done.
/// </remarks>
public static class WhatIf
{
    static readonly DateTime Always = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A customer's history as it would have counted.</summary>
    public static CustomerHistory Under(AlternativeDefinition definition, CustomerHistory customer)
    {
        if (customer.Timeline.Count == 0)
        {
            return customer;
        }

        var stages = Painted(customer.Events, happened => happened.Milestone is null, PaintStage);
        var milestones = definition.Milestones.Select(milestone =>
            Painted(customer.Events, happened => happened.Milestone == milestone, PaintMilestone)).ToArray();
        var first = customer.Timeline[0].From;
        var days = new[] { stages }.Concat(milestones).SelectMany(painted => painted)
            .Concat(customer.Timeline).Select(period => period.From)
            .Where(day => day >= first).Distinct().Order();
        return customer with { Timeline = Timeline.Of(WithMarkets([.. days.Select(Period)], customer.Timeline)) };

        StatusPeriod Period(DateTime day)
        {
            var known = customer.Timeline.On(day)!.Value;
            // The periods know it of days in Live alone, and of all three milestones together.
            var isTold = definition.AsksForAllMilestones
                && (known.Facts.Has(Facts.Live) || definition.ActiveFrom == Stage.Live);
            var isComplete = known.Facts.Has(Facts.Complete)
                || (!isTold && milestones.All(painted => Has(painted, Facts.Complete)));
            var facts = Facts.None
                | If(Facts.Live, known.Facts.Has(Facts.Live) || Has(stages, Facts.Live))
                | If(Facts.Complete, isComplete)
                | If(Facts.Chargeable, known.Facts.Has(Facts.Chargeable) || !definition.ChargeableNeeded)
                | If(Facts.OnHold, known.Facts.Has(Facts.OnHold) && definition.HoldCounts)
                | If(Facts.AccountActive, known.Facts.Has(Facts.AccountActive))
                | If(Facts.Ended, known.Facts.Has(Facts.Ended) || Has(stages, Facts.Ended));
            return known with { From = day, Facts = facts };

            bool Has(Timeline painted, Facts fact) => painted.On(day)!.Value.Facts.Has(fact);
        }

        // Of the present definition the periods know best.
        Timeline PaintStage(Timeline painted, HistoryEvent happened)
        {
            if (definition.ActiveFrom == Stage.Live)
            {
                return painted;
            }

            var isThere = happened.ToStage is { } stage and not Stage.Closed
                && Lifecycle.Stages.Rank(stage) >= Lifecycle.Stages.Rank(definition.ActiveFrom);
            // Who is closed before going live ends with that day; of the others the periods know the last day.
            var ends = happened.ToStage == Stage.Closed && painted.On(happened.EffectiveOn)!.Value.Facts.Has(Facts.Live)
                && !(customer.Timeline.On(happened.EffectiveOn)?.Facts.Has(Facts.Live) ?? false);
            return painted.With(Facts.Live, isThere || ends, happened.EffectiveOn)
                .With(Facts.Ended, ends, happened.EffectiveOn);
        }
    }

    static Facts If(Facts fact, bool holds) => holds ? fact : Facts.None;

    /// <summary>What was recorded last replaces, from its day on, what was known of later days.</summary>
    static Timeline Painted(
        IEnumerable<HistoryEvent> events, Func<HistoryEvent, bool> fits,
        Func<Timeline, HistoryEvent, Timeline> paint) =>
        events.Where(fits).Aggregate(
            Timeline.Starting(Always, IsEmptiedFirst(events.FirstOrDefault(fits)) ? Facts.Complete : Facts.None, null),
            paint);

    /// <summary>What is emptied first was there before the history begins.</summary>
    static bool IsEmptiedFirst(HistoryEvent? first) => first is { Milestone: not null, MilestoneDate: null };

    /// <summary>Dated from its date on; another date replaces the one before.</summary>
    static Timeline PaintMilestone(Timeline painted, HistoryEvent happened)
    {
        if (happened.MilestoneDate is not { } date)
        {
            return painted.With(Facts.Complete, false, happened.EffectiveOn);
        }

        var last = painted[painted.Count - 1];
        return (last.Facts.Has(Facts.Complete) ? painted.With(Facts.Complete, false, last.From) : painted)
            .With(Facts.Complete, true, date);
    }

    /// <summary>Days that weren't active carried no market: that of the next active ones, or else of those before.
    /// </summary>
    static IEnumerable<StatusPeriod> WithMarkets(IReadOnlyList<StatusPeriod> periods, Timeline known) =>
        from period in periods
        let next = known.FirstOrDefault(other => other.IsActive && other.From > period.From)
        let nearest = next.IsActive ? next : known.LastOrDefault(other => other.IsActive)
        select known.On(period.From)!.Value.IsActive ? period : period with { Market = nearest.Market };
}
