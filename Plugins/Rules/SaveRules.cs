using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>The rules CM001 to CM009 (design.md, section 5): what is wrong with a save, all of it at once.</summary>
public static class SaveRules
{
    /// <summary>Earlier dates are typing errors (CM004).</summary>
    public static DateTime EarliestDate { get; } = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    static readonly Func<CustomerChange, IEnumerable<Problem>>[] InLifecycle =
    [
        RequirementsAreFilled, RequirementsStayFilled, MovingBackHasReason, DatesAreInRange,
        MilestonesWaitForTheirStage,
        ComputedColumnsAreLeftAlone, ServiceHasStarted, EndIsComplete, HoldHasReason,
    ];

    /// <summary>Every problem of the save, in the order of the codes; none when it is accepted.</summary>
    public static IReadOnlyList<Problem> Check(CustomerChange change)
    {
        if (change.After.Stage is not null)
        {
            return [.. InLifecycle.SelectMany(rule => rule(change))];
        }

        // Outside the lifecycle nothing is judged, but the door out is shut and computed columns are the server's.
        IEnumerable<Problem> erased = change.Before.Stage is null ? [] : [new ErasedStage()];
        return [.. erased, .. ComputedColumnsAreLeftAlone(change)];
    }

    /// <summary>CM001. Closed is entered from anywhere and asks for its own columns (CM008).</summary>
    static IEnumerable<Problem> RequirementsAreFilled(CustomerChange change)
    {
        if (change.Entered is not { } stage || stage == Stage.Closed)
        {
            yield break;
        }

        var missing = Lifecycle.Below(stage).SelectMany(passed => passed.Requires)
            .Where(column => !change.After.IsFilled(column)).ToArray();
        if (missing.Length > 0)
        {
            yield return new MissingRequirements(stage, missing);
        }
    }

    /// <summary>CM002. Not when a stage is entered: CM001 then names the same columns.</summary>
    static IEnumerable<Problem> RequirementsStayFilled(CustomerChange change)
    {
        if (change.Entered is not null and not Stage.Closed)
        {
            yield break;
        }

        var reached = change.Entered is null ? change.After.Stage : change.Before.Stage;
        var erased = Lifecycle.Below(reached ?? Stage.Prospect).SelectMany(passed => passed.Requires)
            .Where(change.Empties).ToArray();
        if (erased.Length > 0)
        {
            yield return new ErasedRequirements(erased);
        }
    }

    /// <summary>CM003.</summary>
    static IEnumerable<Problem> MovingBackHasReason(CustomerChange change)
    {
        if (change.MovesBack && !change.After.IsFilled(Columns.StageChangeReason))
        {
            yield return new MissingReason(change.Before.Stage!.Value, change.After.Stage!.Value);
        }
    }

    /// <summary>CM004.</summary>
    static IEnumerable<Problem> DatesAreInRange(CustomerChange change)
    {
        foreach (var column in Columns.PastDates.Where(change.Judges))
        {
            if (change.After.Date(column) is not { } date)
            {
                continue;
            }

            if (date > change.At.LatestDay)
            {
                yield return new FutureDate(column, date);
            }
            else if (date < EarliestDate)
            {
                yield return new TooOldDate(column, date, EarliestDate);
            }
        }
    }

    /// <summary>
    /// CM005. Dates that were there before the record entered the lifecycle may wait for their stage.
    /// </summary>
    static IEnumerable<Problem> MilestonesWaitForTheirStage(CustomerChange change) =>
        from later in Lifecycle.Stages.Skip(Lifecycle.Rank(change.After.Stage!.Value) + 1)
        let column = later.Milestone?.DatedBy
        where column is not null && change.Changes(column) && change.After.IsFilled(column)
        select new EarlyMilestone(column, later.Stage);

    /// <summary>CM006.</summary>
    static IEnumerable<Problem> ComputedColumnsAreLeftAlone(CustomerChange change)
    {
        var written = Columns.Computed.Where(column => !IsSame(change.Before[column], change.After[column])).ToArray();
        if (written.Length > 0)
        {
            yield return new ComputedColumnsWritten(written);
        }
    }

    /// <summary>CM007.</summary>
    static IEnumerable<Problem> ServiceHasStarted(CustomerChange change)
    {
        if (change.Entered == Stage.Live && change.After.ServiceStartsOn is { } start && start > change.At.LatestDay)
        {
            yield return new ServiceNotStarted(start);
        }
    }

    /// <summary>CM008.</summary>
    static IEnumerable<Problem> EndIsComplete(CustomerChange change)
    {
        var stage = Lifecycle.Of(change.After.Stage!.Value);
        var missing = stage.ToEnter.Where(column => !change.After.IsFilled(column))
            .Where(column => change.Entered is not null || change.Empties(column)).ToArray();
        if (missing.Length > 0)
        {
            yield return new IncompleteEnd(missing);
        }

        if ((change.Judges(Columns.ServiceEndedOn) || change.Judges(Columns.ServiceStartsOn))
            && change.After.ServiceEndedOn is { } end && change.After.ServiceStartsOn is { } start && end < start)
        {
            yield return new EndBeforeStart(end, start);
        }
    }

    /// <summary>CM009.</summary>
    static IEnumerable<Problem> HoldHasReason(CustomerChange change)
    {
        if (change.After.IsOnHold && !change.After.IsFilled(Columns.BillingHoldReason)
            && (change.Judges(Columns.BillingHold) || change.Judges(Columns.BillingHoldReason)))
        {
            yield return new HoldWithoutReason();
        }
    }

    /// <summary>
    /// A computed value that a form or a re-imported sheet sends back as it was: No for empty, a time without its
    /// seconds, another kind of line break.
    /// </summary>
    static bool IsSame(object? stored, object? sent) => Equals(Normalize(stored), Normalize(sent));

    static object? Normalize(object? value) => value switch
    {
        false => null,
        DateTime time => time.Ticks / TimeSpan.TicksPerMinute,
        string text => text.Replace("\r\n", "\n").Trim(),
        _ => value,
    };
}
