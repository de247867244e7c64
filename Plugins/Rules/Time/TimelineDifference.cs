using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>What a change of belief means for the stored rows: they are never edited, only superseded and added.</summary>
/// <param name="Superseded">Places of the stored periods that are no longer true.</param>
/// <param name="Added">The periods that are.</param>
public sealed record TimelineDifference(IReadOnlyList<int> Superseded, IReadOnlyList<StatusPeriod> Added)
{
    /// <summary>Between what is stored and what is believed from now on.</summary>
    public static TimelineDifference Between(IReadOnlyList<StatusPeriod> stored, Timeline believed)
    {
        var kept = new bool[believed.Count];
        var superseded = new List<int>();
        for (var i = 0; i < stored.Count; i++)
        {
            var place = believed.IndexOn(stored[i].From);
            if (place >= 0 && !kept[place] && believed[place] == stored[i])
            {
                kept[place] = true;
            }
            else
            {
                superseded.Add(i);
            }
        }

        return new(superseded, [.. believed.Where((_, place) => !kept[place])]);
    }

    /// <summary>Whether the periods that replaced others tell something else of any day up to one.</summary>
    /// <param name="replaced">Periods of one customer that are no longer believed, in order of time.</param>
    /// <param name="believed">Those that are instead, in order of time.</param>
    /// <param name="day">The last day that matters.</param>
    public static bool ReachesUpTo(
        IEnumerable<StatusPeriod> replaced, IEnumerable<StatusPeriod> believed, DateTime day) =>
        !Told(replaced, day).SequenceEqual(Told(believed, day));

    static List<StatusPeriod> Told(IEnumerable<StatusPeriod> periods, DateTime day)
    {
        var told = new List<StatusPeriod>();
        foreach (var period in periods.Where(period => period.From <= day))
        {
            var what = period with { Until = null, PreviousStatus = null };
            if (told.Count == 0 || told[told.Count - 1] != what with { From = told[told.Count - 1].From })
            {
                told.Add(what);
            }
        }

        return told;
    }

    /// <summary>Whether a period says, of any day up to a closed month's end, something else than was believed.</summary>
    /// <param name="period">A period that is added.</param>
    /// <param name="before">What was believed.</param>
    /// <param name="closedUpTo">The last day of the last closed month.</param>
    public static bool ChangesClosedDays(StatusPeriod period, Timeline before, DateTime closedUpTo)
    {
        // The first period says that there was nothing before it.
        if (period.PreviousStatus is null && before.Count > 0 && before[0].From < period.From
            && before[0].From <= closedUpTo)
        {
            return true;
        }

        var last = period.Until is { } until && until < closedUpTo ? until : closedUpTo;
        if (period.From > last)
        {
            return false;
        }

        return before.On(period.From) is null
            || before.Any(old => old.From <= last && (old.Until ?? DateTime.MaxValue) >= period.From
                && (old.Facts != period.Facts || old.Market != period.Market || old.Status != period.Status));
    }
}
