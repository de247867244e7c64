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

    /// <summary>Whether a period says, of any day up to a closed month's end, something else than was believed.</summary>
    /// <param name="period">A period that is added.</param>
    /// <param name="before">What was believed.</param>
    /// <param name="closedUpTo">The last day of the last closed month.</param>
    public static bool ChangesClosedDays(StatusPeriod period, Timeline before, DateTime closedUpTo)
    {
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
