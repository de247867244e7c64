using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using static CrmMilestones.Plugins.Rules.BillableStatus;

namespace CrmMilestones.Tests.Journeys;

/// <summary>What was believed of a customer from each moment on: a timeline, or none any more.</summary>
sealed record RandomCustomer(IReadOnlyList<(DateTime From, IReadOnlyList<Span> Timeline)> Beliefs)
{
    /// <summary>The first day of all histories.</summary>
    public static readonly DateTime FirstDay = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static RandomCustomer AtRandom(Random random)
    {
        var moments = Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(0, 50)).Distinct().Order();
        return new([.. moments.Select(hours => (FirstDay.AddHours(hours), Timeline(random)))]);
    }

    public IReadOnlyList<Span> KnownOn(DateTime moment) =>
        Beliefs.LastOrDefault(belief => belief.From <= moment).Timeline ?? [];

    public void WriteTo(PeriodBook book)
    {
        var key = Guid.NewGuid();
        for (var i = 0; i < Beliefs.Count; i++)
        {
            book.Record(
                key, Beliefs[i].From, i + 1 < Beliefs.Count ? Beliefs[i + 1].From : null, Beliefs[i].Timeline);
        }
    }

    /// <summary>Spans that tile the days from the first one on, some to an end.</summary>
    static List<Span> Timeline(Random random)
    {
        List<Span> timeline = [];
        int[] starts =
            [.. Enumerable.Range(0, random.Next(0, 6)).Select(_ => random.Next(0, 12)).Distinct().Order()];
        for (var i = 0; i < starts.Length; i++)
        {
            var status = (BillableStatus)random.Next((int)NotBillable, (int)Ended + 1);
            var isActive = status is Billable or OnHold || status == NotBillable && random.Next(2) == 0;
            timeline.Add(new(
                FirstDay.AddDays(starts[i]),
                i + 1 < starts.Length ? FirstDay.AddDays(starts[i + 1] - 1)
                    : random.Next(4) == 0 ? FirstDay.AddDays(starts[i] + random.Next(4)) : null,
                status, isActive, isActive ? random.Next(3) switch { 0 => "AU", 1 => "NZ", _ => null } : null));
        }

        return timeline;
    }
}
