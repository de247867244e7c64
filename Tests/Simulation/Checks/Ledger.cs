using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Simulation.Oracle;
using CrmMilestones.Simulation.World;

namespace CrmMilestones.Simulation.Checks;

/// <summary>
/// What was seen of every customer last, and the promises about what may change from one look to the next.
/// </summary>
sealed class Ledger(Town town)
{
    readonly Dictionary<Guid, Sight> _seen = [];

    public IReadOnlyDictionary<Guid, Sight> Seen => _seen;

    /// <summary>The last day of the month that was closed last.</summary>
    public DateOnly? ClosedUpTo { get; set; }

    /// <summary>How many were billable at its end, as it was frozen.</summary>
    public int FrozenClosing { get; set; }

    /// <summary>What was believed of everybody at a moment.</summary>
    public Counting KnownOn(DateTime moment) => new(
        [.. _seen.Select(customer => (customer.Key, Spans(customer.Value, moment)))], market => town.CodeOf(market)!);

    /// <summary>Whether something else is believed of a day than at a moment.</summary>
    public bool HasChangedSince(DateTime moment, DateOnly upTo) => _seen.Values.Any(sight =>
        sight.Periods.Values.Any(period => period.RecordedOn > moment || period.SupersededOn > moment)
        && !Told(sight, moment, upTo).SequenceEqual(Told(sight, town.Now, upTo)));

    public Sight SeenOf(Customer customer) => _seen.GetValueOrDefault(customer.Id, Sight.Nothing);

    /// <summary>Nothing of a customer has changed: its save was refused, or said nothing new.</summary>
    public void Unchanged(Customer customer) => Unchanged(customer.Id);

    /// <summary>Nothing of anybody has changed since the last look, as the versions of the rows say.</summary>
    public void NobodyChanged()
    {
        var seen = _seen.Values.Aggregate(
            (Rows: 0L, Versions: 0L), (sum, one) => (sum.Rows + one.Sum.Rows, sum.Versions + one.Sum.Versions));
        var now = Sight.SumOfAll(town.Host);
        if (now != seen)
        {
            foreach (var id in _seen.Keys)
            {
                Unchanged(id);
            }

            throw new BrokenPromiseException($"Rows of nobody who is known, found in all {now}, known {seen}.");
        }
    }

    /// <summary>Every row of everybody still says what was seen, whatever its version.</summary>
    public void NothingChanged()
    {
        NobodyChanged();
        Same(Sight.OfAccounts, sight => sight.Accounts);
        Same(Sight.OfProcesses, sight => sight.Processes);
        Same(Sight.OfPeriods, sight => sight.Periods);
        Same(Sight.OfEvents, sight => sight.Events);

        void Same<T>(Source<T> source, Func<Sight, IReadOnlyDictionary<Guid, T>> seen)
        {
            var known = _seen.Values.SelectMany(seen).ToDictionary();
            foreach (var (id, row) in source.Read(town.Host))
            {
                Promises.Require(Equals(row, known[id]), $"a row of {source.Table}", known[id], row);
            }
        }
    }

    /// <summary>A customer is as the oracle says; what was known before is known still.</summary>
    public Sight Agrees(Customer customer, IReadOnlyCollection<string>? openColumns = null)
    {
        var (before, now) = Look(customer);
        Promises.RecordIs(customer, now, openColumns);
        Promises.PeriodsAre(customer, now);
        Promises.ProcessIs(customer, now);
        Promises.PastIsKept(before, now, town.Now, ClosedUpTo);
        return now;
    }

    /// <summary>
    /// A customer contradicts itself nowhere; the oracle takes over how it is. What was known before is known still,
    /// and who was recomputed is told nothing new of earlier days. A save of nothing needn't tell an end that has come.
    /// </summary>
    public void Adopts(Customer customer, bool isRecomputed = false, bool tellsEnd = true)
    {
        var (before, now) = Look(customer);
        var today = town.Today(now.Account!);
        Promises.IsConsistent(now, today, tellsEnd);
        Promises.PastIsKept(before, now, town.Now, ClosedUpTo);
        var eve = today.AddDays(-1);
        Promises.Require(
            !isRecomputed || before.Periods.Count == 0
            || Told(before, DateTime.MaxValue, eve).SequenceEqual(Told(now, DateTime.MaxValue, eve)),
            "earlier days of a recomputed customer", Promises.Told(Told(before, DateTime.MaxValue, eve)),
            Promises.Told(Told(now, DateTime.MaxValue, eve)));
        customer.Record = now.Account!.Copy();
        customer.Days = Days.Of(now.Believed.Select(period => period.Span));
        (customer.Process, customer.IsProcessOver) = (now.Process?.Stage, now.Process is { IsActive: false });
        ClaimChecks.Agree(town.Host, customer);
    }

    /// <summary>The history of customers refers to another account now, or to none; it says what it said.</summary>
    public void Moved(IEnumerable<Customer> customers)
    {
        foreach (var customer in customers)
        {
            var (before, now) = Look(customer);
            Promises.PastIsKept(before, now, town.Now, ClosedUpTo);
            Promises.Require(
                before.Periods.Count == now.Periods.Count && before.Believed.SequenceEqual(now.Believed),
                "the history of who was merged away", Promises.Told(before.Believed.Select(period => period.Span)),
                Promises.Told(now.Believed.Select(period => period.Span)));
        }
    }

    /// <summary>
    /// After a sweep those alone have changed whose stored status wasn't today's: a planned end has come; or of whom a
    /// milestone was said to be waived, as waivers end by themselves.
    /// </summary>
    public void OnlyEndsAreTold(IEnumerable<Customer> customers)
    {
        foreach (var customer in customers.Where(customer => customer.IsThere))
        {
            Verdict verdict = new(customer.Record.Copy(), customer.Days);
            Computed.WriteStatus(customer.Record, verdict, town.Today(customer.Record), isFresh: true);
            if (Account.OfTheStatus.Any(column => customer.Record.Differs(verdict.After, column))
                || customer.Record is { IsLive: true, IsComplete: false })
            {
                Adopts(customer, isRecomputed: true);
            }
        }

        NobodyChanged();
    }

    static IReadOnlyList<Span> Spans(Sight sight, DateTime moment) =>
        [.. sight.Periods.Values.Where(period => period.Known(moment)).Select(period => period.Span)];

    /// <summary>What is told of the days up to one.</summary>
    static IEnumerable<Span> Told(Sight sight, DateTime moment, DateOnly upTo) =>
        Spans(sight, moment).Where(span => span.From <= upTo).OrderBy(span => span.From)
            .Select(span => span with { Until = span.Until < upTo ? span.Until : upTo });

    (Sight Before, Sight Now) Look(Customer customer)
    {
        var before = SeenOf(customer);
        return (before, _seen[customer.Id] = Sight.Of(town.Host, customer.Id, before));
    }

    void Unchanged(Guid id)
    {
        var before = _seen.GetValueOrDefault(id, Sight.Nothing);
        var now = Sight.Of(town.Host, id, before);
        if (!ReferenceEquals(before, now))
        {
            throw new BrokenPromiseException(
                $"Something changed that shouldn't have, found of {Record.Text(id)}. Before: {before.Account}. "
                + $"Now: {now.Account}. Rows: {before.Versions.Count} and {now.Versions.Count}.");
        }
    }
}
