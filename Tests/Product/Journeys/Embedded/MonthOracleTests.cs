using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Plugins.Rules.BillableStatus;

namespace CrmMilestones.Tests.Journeys;

/// <summary>The queries of the custom APIs against counting customer by customer, for histories at random.</summary>
public sealed class MonthOracleTests
{
    static readonly DateTime FirstDay = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Every_day_every_month_and_every_moment_is_counted_right(int seed)
    {
        Random random = new(seed);
        using PeriodBook book = new();
        Customer[] customers = [.. Enumerable.Range(0, 25).Select(_ => Customer.AtRandom(random))];
        foreach (var customer in customers)
        {
            customer.WriteTo(book);
        }

        for (var question = 0; question < 25; question++)
        {
            DateTime[] days = [.. new[] { Day(random), Day(random) }.Order()];
            var knownOn = FirstDay.AddHours(random.Next(-5, 60));
            var market = random.Next(3) switch { 0 => "AU", 1 => "NZ", _ => null };
            var known = customers.Select(customer => customer.KnownOn(knownOn)).ToArray();

            Assert.Equal(Expected(known, days[0], days[1], market), book.Compare(days[0], days[1], knownOn, market));
            var count = book.Count(days[0], knownOn, market);
            var active = known.Select(timeline => On(timeline, days[0]))
                .Where(span => span is { IsActive: true } && (market is null || span.Market == market)).ToArray();
            Assert.Equal(
                (active.Length, active.Count(span => span!.Status == Billable),
                    active.Count(span => span!.Status == OnHold)),
                (count["Active"], count["Billable"], count["OnHold"]));
        }
    }

    static DateTime Day(Random random) => FirstDay.AddDays(random.Next(-1, 12));

    static Span? On(IEnumerable<Span> timeline, DateTime day) => timeline.SingleOrDefault(span => span.Covers(day));

    static RollForward Expected(
        IReadOnlyList<IReadOnlyList<Span>> customers, DateTime first, DateTime last, string? market)
    {
        Dictionary<string, int> classes = [];
        foreach (var timeline in customers)
        {
            var (before, after) = (On(timeline, first), On(timeline, last));
            var opens = before?.Status == Billable && (market is null || before.Market == market);
            var closes = after?.Status == Billable && (market is null || after.Market == market);
            var wasBillable = timeline.Any(span => span.Status == Billable && span.From <= first);
            Tally("Opening", opens);
            Tally("Closing", closes);
            Tally("New", closes && !wasBillable);
            Tally("Released", closes && wasBillable && before?.Status == OnHold);
            Tally("Returned", closes && wasBillable && before?.Status is not (OnHold or Billable));
            Tally("Held", opens && after?.Status == OnHold);
            Tally("Ended", opens && after?.Status == Ended);
            Tally("Lost", opens && after?.Status is not (Billable or OnHold or Ended));
            Tally("MovedIn", closes && !opens && before?.Status == Billable);
            Tally("MovedOut", opens && !closes && after?.Status == Billable);
        }

        RollForward month = new(
            classes["Opening"], classes["New"], classes["Returned"], classes["Released"], classes["Held"],
            classes["Ended"], classes["Closing"]);
        // What Other is by itself, and not as the remainder.
        Assert.Equal(classes["MovedIn"] - classes["MovedOut"] - classes["Lost"], month.Other);
        return month;

        void Tally(string name, bool counts) => classes[name] = classes.GetValueOrDefault(name) + (counts ? 1 : 0);
    }

    /// <summary>What was believed of a customer from each moment on: a timeline, or none any more.</summary>
    sealed record Customer(IReadOnlyList<(DateTime From, IReadOnlyList<Span> Timeline)> Beliefs)
    {
        public static Customer AtRandom(Random random)
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
}
