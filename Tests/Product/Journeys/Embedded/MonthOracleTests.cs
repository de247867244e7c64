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
        RandomCustomer[] customers = [.. Enumerable.Range(0, 25).Select(_ => RandomCustomer.AtRandom(random))];
        foreach (var customer in customers)
        {
            customer.WriteTo(book);
        }

        for (var question = 0; question < 25; question++)
        {
            DateTime[] days = [.. new[] { Day(random), Day(random) }.Order()];
            var knownOn = RandomCustomer.FirstDay.AddHours(random.Next(-5, 60));
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

    static DateTime Day(Random random) => RandomCustomer.FirstDay.AddDays(random.Next(-1, 12));

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
}
