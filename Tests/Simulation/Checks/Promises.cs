using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Simulation.Oracle;

namespace CrmMilestones.Simulation.Checks;

/// <summary>What the design promises of one customer.</summary>
static class Promises
{
    /// <summary>Every column as the oracle has it; an open one is taken over.</summary>
    public static void RecordIs(Customer customer, Sight now, IReadOnlyCollection<string>? open)
    {
        Require(
            now.Account is null == customer.IsDeleted, "the account is there or not", customer.IsThere, now.Account);
        if (now.Account is null)
        {
            return;
        }

        foreach (var column in Account.All)
        {
            if (open?.Contains(column) == true)
            {
                customer.Record[column] = now.Account[column];
            }

            Require(
                !customer.Record.Differs(now.Account, column), column, customer.Record[column], now.Account[column]);
        }

        // As it is stored, an empty choice of yes or no with its default.
        var reason = now.Account[Account.BillableReason];
        Require(
            reason is null == customer.Record.Stage is null, Account.BillableReason,
            $"one as there is a stage, {now.Account}", reason);
        customer.Record = now.Account.Copy();
    }

    /// <summary>
    /// The believed periods tell every day as the oracle does; so they tile the time, and neighbours differ.
    /// </summary>
    public static void PeriodsAre(Customer customer, Sight now)
    {
        var believed = now.Believed.ToArray();
        var expected = customer.Days.Spans();
        Require(
            expected.SequenceEqual(believed.Select(period => period.Span)), "the believed periods", Told(expected),
            Told(believed.Select(period => period.Span)));
        Status? previous = null;
        foreach (var period in believed)
        {
            Require(period.Previous == previous, "the status before a period", previous, period.Previous);
            Require(
                period.IsActive == period.Span.IsActive, "whether a period is active", period.Span, period.IsActive);
            Require(
                period.Version == Computed.Definition, "the version of a period", Computed.Definition, period.Version);
            previous = period.Span.Status;
        }
    }

    /// <summary>Account and process never disagree; while the account is Closed the process stays.</summary>
    public static void ProcessIs(Customer customer, Sight now)
    {
        Require(
            now.Process?.Stage == customer.Process, "the stage of the process", customer.Process, now.Process?.Stage);
        if (now.Process is { } process)
        {
            Require(process.IsActive != customer.IsProcessOver, "the process is over", customer.IsProcessOver, process);
            Require(process.Path == Sight.PathTo(process.Stage), "the path", Sight.PathTo(process.Stage), process.Path);
        }
    }

    /// <summary>
    /// No row of history says something else than before, but that it is believed no longer from this moment on; what
    /// is new was recorded at this moment. So what was known at any earlier moment can be read again.
    /// </summary>
    public static void PastIsKept(Sight before, Sight now, DateTime moment, DateOnly? closedUpTo)
    {
        foreach (var (id, was) in before.Periods)
        {
            Require(now.Periods.TryGetValue(id, out var period), "a period that was recorded", was, "gone");
            if (was != period)
            {
                Require(
                    was.SupersededOn is null && period == was with { SupersededOn = moment }, "a recorded period",
                    was, period);
            }
        }

        foreach (var (id, was) in before.Events)
        {
            Require(now.Events.ContainsKey(id), "an event", was, "gone");
        }

        // Of two saves of one request the second is held against what the first believed.
        var between = now.Periods.Values.Where(period => period.SupersededOn == period.RecordedOn
            && !before.Periods.ContainsKey(period.Id)).Select(period => period.Span).ToArray();
        var added = now.Periods.Values.Where(period => !before.Periods.ContainsKey(period.Id)).ToArray();
        foreach (var period in added)
        {
            Require(period.RecordedOn == moment, "when a period was recorded", moment, period.RecordedOn);
            // The second of two saves of one request may believe the first no longer; no moment knew of that.
            Require(period.SupersededOn is null || period.SupersededOn == moment, "a new period", "believed", period);
            var isAfterClose = IsAdjustment(period, [.. before.Believed.Select(old => old.Span)], closedUpTo);
            Require(
                period.IsAfterClose == isAfterClose
                || between.Length > 0 && period.IsAfterClose == IsAdjustment(period, between, closedUpTo),
                "an adjustment", isAfterClose, period);
        }
    }

    /// <summary>The periods tile the time and say of today what the record says; so do status and process.</summary>
    /// <param name="now">The customer.</param>
    /// <param name="today">The business day.</param>
    /// <param name="tellsEnd">Whether an end that has come must have been told.</param>
    public static void IsConsistent(Sight now, DateOnly today, bool tellsEnd)
    {
        var (record, believed) = (now.Account!, now.Believed.Select(period => period.Span).ToArray());
        var days = Days.Of(believed);
        Require(
            days.Spans().SequenceEqual(believed), "periods that tile the time", Told(days.Spans()), Told(believed));
        Require(record.Stage is null == days.IsEmpty, "whether anything is believed", record, Told(believed));
        if (record.Stage is not { } stage)
        {
            foreach (var column in Account.Computed)
            {
                // No is what the platform stores on create.
                Require(
                    record[column] is null or false, $"{column} outside the lifecycle", "empty", record[column]);
            }

            return;
        }

        var present = believed.Single(span => span.Covers(Computed.PresentDay(believed, today)));
        var isServed = stage == Account.Closed && record.IsLive && today <= record.LastDay;
        RequireFact(Fact.Live, record.IsLive);
        RequireFact(Fact.Complete, record.IsLive && record.IsComplete);
        RequireFact(Fact.Chargeable, record.IsChargeable);
        RequireFact(Fact.OnHold, record.IsOnHold);
        if (!isServed)
        {
            RequireFact(Fact.AccountActive, record.IsActiveAccount);
        }

        Verdict verdict = new(record.Copy(), days);
        Computed.WriteStatus(record, verdict, today, isFresh: tellsEnd);
        foreach (var column in Account.OfTheStatus.Except(verdict.OpenColumns))
        {
            Require(!record.Differs(verdict.After, column), column, verdict.After[column], record[column]);
        }

        Require(
            now.Process is not { IsActive: true } process || stage == Account.Closed || process.Stage == stage,
            "account and process", stage, now.Process?.Stage);

        void RequireFact(Fact fact, bool holds) => Require(
            (present.Facts & fact) != 0 == holds, $"the fact {fact} of today", $"{holds}, {record}", Told(believed));
    }

    /// <summary>
    /// One event for each move of the stage and each change of the status; one for each milestone that was dated.
    /// </summary>
    public static void EventsTell(Record before, Verdict verdict, Record after, Sight was, Sight now)
    {
        var between = verdict.First;
        var kinds = now.Events.Values.Where(line => !was.Events.ContainsKey(line.Id)).Select(line => line.Kind)
            .ToArray();
        Require(
            kinds.Count(kind => kind == 0) == (before.Differs(after, Account.Stage) ? 1 : 0), "events of the stage",
            before[Account.Stage], after[Account.Stage]);
        var changes = new[] { before, between ?? after, after }.Zip([between ?? after, after])
            .Count(pair => pair.First.Differs(pair.Second, Account.Status));
        Require(
            kinds.Count(kind => kind == 2) == changes, "events of the status", before[Account.Status],
            after[Account.Status]);
        var used = kinds.Count(kind => kind == 3);
        Require(
            used >= verdict.WaiversUsed.Least && (used == 0 || verdict.WaiversUsed.IsAny), "events of waivers",
            verdict.WaiversUsed, used);
        var dated = after.Stage is null ? 0 : Account.Milestones.Count(
            milestone => after.IsFilled(milestone.Date) && before.Differs(after, milestone.Date));
        Require(kinds.Count(kind => kind == 1) >= dated, "events of milestones", dated, string.Join(' ', kinds));
    }

    public static string Told(IEnumerable<Span> spans) => string.Join("; ", spans);

    public static void Require(bool holds, string what, object? expected, object? found)
    {
        if (!holds)
        {
            throw new BrokenPromiseException(
                $"{what}: expected {Record.Text(expected)}, found {Record.Text(found)}.");
        }
    }

    /// <summary>
    /// It tells something new of a closed month; the first period of a customer tells of the days before it too:
    /// nothing.
    /// </summary>
    static bool IsAdjustment(Period period, IReadOnlyCollection<Span> believed, DateOnly? closedUpTo)
    {
        var span = period.Span;
        if (closedUpTo is not { } end)
        {
            return false;
        }

        if (period.Previous is null && believed.Any(old => old.From < span.From && old.From <= end))
        {
            return true;
        }

        for (var day = span.From; day <= end && span.Covers(day); day = day.AddDays(1))
        {
            var was = believed.SingleOrDefault(old => old.Covers(day));
            if (was is null || (was.Facts, was.Market, was.Status) != (span.Facts, span.Market, span.Status))
            {
                return true;
            }
        }

        return false;
    }
}
