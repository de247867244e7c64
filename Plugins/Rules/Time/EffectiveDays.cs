using System;

namespace CrmMilestones.Plugins.Rules;

/// <summary>
/// From which day a change counts (Plugins/DEFINITION.md, "Effective days"). A change replaces its own fact from its
/// effective day on; the other facts keep what is known of later days. Only an end may lie ahead.
/// </summary>
public static class EffectiveDays
{
    /// <summary>Whether the customer has ended, its last day tells.</summary>
    static readonly Facts[] FollowedFromTheRecord =
        [Facts.Live, Facts.Complete, Facts.Chargeable, Facts.OnHold, Facts.AccountActive];

    static readonly Facts[] CountedFromTheChange = [Facts.Chargeable, Facts.OnHold];

    /// <summary>What is believed after a save.</summary>
    public static Timeline Timeline(CustomerChange change)
    {
        if (change.After.Stage is null)
        {
            return Rules.Timeline.Empty;
        }

        if (change.Before.Stage is null && change.Believed.Count > 0)
        {
            // A deleted account that comes again with its key, or one whose stage was emptied past the plug-ins.
            return FromTodayOn(change.Believed, change.After, Of(change));
        }

        return change.Believed.Count > 0 ? Continued(change)
            : Beginning(change.After, change.After.IsLive ? OfGoingLive(change) : Of(change));
    }

    /// <summary>
    /// What is believed after a record was judged as it is: what differs from the beliefs counts from today on.
    /// </summary>
    public static Timeline FromTodayOn(Timeline believed, CustomerFacts record, DateTime today)
    {
        if (record.Stage is null || believed.Count == 0)
        {
            return AsIfEntered(record, today);
        }

        var timeline = believed;
        foreach (var fact in FollowedFromTheRecord)
        {
            // Who came in as Closed was served to its last day, whatever the state of its account (Beginning).
            var from = fact == Facts.AccountActive && record is { Stage: Stage.Closed, IsLive: true }
                && record.LastDayOfService is { } served && served >= today ? served.AddDays(1) : today;
            timeline = timeline.With(fact, record.Facts.Has(fact), from);
        }

        // Of who never was active nothing ends, and an end that is believed gives way to who is by now.
        var isClosed = record is { Stage: Stage.Closed, IsLive: true, LastDayOfService: null };
        var told = timeline.With(Facts.Ended, isClosed, today);
        if (timeline.FirstActiveDay is not null || told.FirstActiveDay is not null)
        {
            timeline = told;
            if (record.LastDayOfService is { } last)
            {
                timeline = timeline.With(Facts.Ended, true, last < today ? today : last.AddDays(1));
            }
        }

        return timeline.WithMarket(record.Market, today);
    }

    /// <summary>A record as if it entered its stage today, as it is; nothing outside the lifecycle.</summary>
    public static Timeline AsIfEntered(CustomerFacts record, DateTime today) => record.Stage is null
        ? Rules.Timeline.Empty : Beginning(record, record.IsLive ? DayOfGoingLive(record, today) : today);

    /// <summary>The day from which a change counts that has no row of its own: the given one, or today.</summary>
    public static DateTime Of(CustomerChange change) => change.TakesEffectOn ?? change.At.Today;

    /// <summary>The day from which a customer that enters Live is Live.</summary>
    public static DateTime OfGoingLive(CustomerChange change)
    {
        var today = change.At.Today;
        if (change.TakesEffectOn is { } given)
        {
            return given;
        }

        var latest = DayOfGoingLive(change.After, today);
        return change.Believed.FirstActiveDay is null || latest >= FirstDayWithout(change.Believed, today)
            ? latest : today;
    }

    /// <summary>
    /// The first day of the present spell of service, after what a save corrects: the last one, if the customer is no
    /// longer live. Null if there is none.
    /// </summary>
    public static DateTime? StartOfSpell(CustomerChange change)
    {
        if (StartOfSpell(change.Believed) is not { } start)
        {
            return null;
        }

        if (!change.After.IsLive || GoesLive(change) || LatestKnown(change, change.Changes) is not { } corrected)
        {
            return start;
        }

        var moved = start == change.Before.LatestDate ? LatestKnown(change, _ => true)!.Value
            : corrected > start ? corrected : start;
        return moved <= change.At.Today ? moved : change.At.Today;
    }

    /// <summary>Of the dates that were there before: one that is filled for the first time corrects nothing.</summary>
    static DateTime? LatestKnown(CustomerChange change, Func<Column, bool> counts)
    {
        DateTime? latest = null;
        foreach (var column in Lifecycle.DatesOfGoingLive)
        {
            if (change.Before.IsFilled(column) && counts(column) && change.After.Date(column) is { } date
                && (latest is null || date > latest))
            {
                latest = date;
            }
        }

        return latest;
    }

    static DateTime? StartOfSpell(Timeline timeline)
    {
        for (var index = timeline.Count - 1; index >= 0; index--)
        {
            if (IsService(timeline[index]))
            {
                return timeline.StartOfRun(timeline[index].From, IsService);
            }
        }

        return null;
    }

    static bool IsService(StatusPeriod period) => period.Facts.IsInService();

    /// <summary>Of a customer that was never live.</summary>
    static DateTime DayOfGoingLive(CustomerFacts customer, DateTime today) =>
        customer.LatestDate is { } date && date <= today ? date : today;

    /// <summary>Nothing was believed: the customer enters, or was there before its periods were kept.</summary>
    static Timeline Beginning(CustomerFacts customer, DateTime from)
    {
        if (customer is not { IsLive: true, LastDayOfService: { } last })
        {
            return Rules.Timeline.Starting(from, customer.Facts, customer.Market);
        }

        // Nobody knows since when an account that comes in as Closed has been inactive: it was served as an active one.
        var wasActive = customer.Stage == Stage.Closed || customer.IsActiveAccount;
        return Rules.Timeline.Starting(from, customer.Facts.With(Facts.AccountActive, wasActive), customer.Market)
            .WithEnd(last).With(Facts.AccountActive, customer.IsActiveAccount, last.AddDays(1));
    }

    static Timeline Continued(CustomerChange change)
    {
        var customer = change.After;
        var timeline = WithCorrections(change);
        timeline = WithStage(timeline, change);
        timeline = WithAccountState(timeline, change);
        timeline = WithEnd(timeline, change);
        foreach (var fact in CountedFromTheChange)
        {
            if (change.Before.Facts.Has(fact) != customer.Facts.Has(fact))
            {
                timeline = timeline.With(fact, customer.Facts.Has(fact), Of(change));
            }
        }

        return customer.IsLive ? timeline.WithMarket(customer.Market, OfMarket(change)) : timeline;
    }

    /// <summary>
    /// A market that changed while the customer wasn't active counts from when it is active again, or from today where
    /// past days became active.
    /// </summary>
    static DateTime OfMarket(CustomerChange change) =>
        GoesLive(change) ? OfGoingLive(change)
        : change.Changes(Columns.Market) || !change.Before.IsActiveAccount && change.After.IsActiveAccount ? Of(change)
        : change.At.Today;

    static bool GoesLive(CustomerChange change) => change.Entered == Stage.Live;

    static Timeline WithStage(Timeline timeline, CustomerChange change)
    {
        var customer = change.After;
        if (GoesLive(change))
        {
            var day = OfGoingLive(change);
            var live = timeline.With(Facts.Live, true, day)
                .With(Facts.Complete, customer.Facts.Has(Facts.Complete), day)
                .With(Facts.Ended, false, day);

            // As they are at entry: what they were in the meantime, nobody was charged for.
            return change.Believed.FirstActiveDay is null
                ? live.With(Facts.Chargeable, customer.IsChargeable, day).With(Facts.OnHold, customer.IsOnHold, day)
                : live;
        }

        if (change.Before.IsLive && !customer.IsLive)
        {
            timeline = timeline.With(Facts.Live, false, Of(change)).With(Facts.Complete, false, Of(change));
        }

        return change.Reopens ? timeline.With(Facts.Ended, false, Of(change)) : timeline;
    }

    static Timeline WithEnd(Timeline timeline, CustomerChange change)
    {
        var begins = GoesLive(change);
        if (change.Believed.FirstActiveDay is null && timeline.FirstActiveDay is { } first)
        {
            // Also where its account turns out to have been active while it was Live.
            timeline = timeline.With(Facts.Ended, false, first);
            begins = true;
        }

        // Of who never was Live nothing ends.
        var ends = begins || change.ChangesEnd
            || timeline.FirstActiveDay is not null && change.Changes(Columns.ServiceEndedOn);
        return ends && change.After.LastDayOfService is { } last ? timeline.WithEnd(last) : timeline;
    }

    /// <summary>A corrected service start or milestone moves the beginning of the present spell.</summary>
    static Timeline WithCorrections(CustomerChange change)
    {
        // An end that moves in the same save is withdrawn first: the beginning may move past it.
        var timeline = !change.ChangesEnd || GoesLive(change) ? change.Believed
            : change.IsOvertaken ? change.Believed.WithoutEnd()
            : change.Before.LastDayOfService is { } old ? change.Believed.With(Facts.Ended, false, old.AddDays(1))
            : change.Believed;
        if (StartOfSpell(change.Believed) is { } start && StartOfSpell(change) is { } moved)
        {
            timeline = timeline.WithSpellMoved(start, moved);
        }

        var isComplete = change.After.Facts.Has(Facts.Complete);
        return change.Before.Facts.Has(Facts.Complete) == isComplete ? timeline
            : timeline.With(Facts.Complete, isComplete, change.At.Today);
    }

    static Timeline WithAccountState(Timeline timeline, CustomerChange change)
    {
        if (change.Before.IsActiveAccount == change.After.IsActiveAccount)
        {
            return timeline;
        }

        var day = Of(change);
        if (!change.After.IsActiveAccount && change.After.LastDayOfService is { } last && last < day)
        {
            day = last.AddDays(1);
        }

        return timeline.With(Facts.AccountActive, change.After.IsActiveAccount, day);
    }

    /// <summary>The first of the days up to today on which the customer wasn't active; today if it is.</summary>
    static DateTime FirstDayWithout(Timeline believed, DateTime today) =>
        believed.On(today) is { IsActive: false } ? believed.StartOfRun(today, period => period.IsActive) : today;
}
