using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>
/// What is believed of one customer, day by day: periods that follow on each other without gap or overlap, from the
/// first effective day to an open end; neighbours differ in a fact or in the market. A value: each change makes another.
/// </summary>
public sealed class Timeline : IReadOnlyList<StatusPeriod>
{
    static readonly Facts[] BegunWithASpell = [Facts.Live, Facts.Ended, Facts.Complete];

    static readonly Facts[] BegunWithTheFirstSpell = [.. BegunWithASpell, Facts.Chargeable, Facts.OnHold];

    readonly StatusPeriod[] _periods;

    Timeline(StatusPeriod[] periods) => _periods = periods;

    /// <summary>A customer of whom nothing is believed: outside the lifecycle.</summary>
    public static Timeline Empty { get; } = new([]);

    public int Count => _periods.Length;

    public StatusPeriod this[int index] => _periods[index];

    /// <summary>The first day on which the customer was active; null if it never was.</summary>
    public DateTime? FirstActiveDay => First(period => period.IsActive);

    /// <summary>The first Billable day; null if there is none.</summary>
    public DateTime? FirstBillableDay => First(period => period.Status == BillableStatus.Billable);

    /// <summary>
    /// Today; where the day of the last change lies ahead, that day, as its market was one of an earlier sunrise. An end
    /// may lie ahead.
    /// </summary>
    /// <param name="today">The business day.</param>
    public DateTime PresentDay(DateTime today)
    {
        var index = Count - 1;
        while (index > 0 && _periods[index].Facts.Has(Facts.Ended))
        {
            index--;
        }

        return index >= 0 && _periods[index].From > today ? _periods[index].From : today;
    }

    /// <summary>A timeline that begins.</summary>
    public static Timeline Starting(DateTime from, Facts facts, Guid? market) => Joined([new(from, facts, market)]);

    /// <summary>
    /// The timeline that stored periods tell. Only first day, facts and market count: where stored rows contradict one
    /// another, what begins later wins.
    /// </summary>
    public static Timeline Of(IEnumerable<StatusPeriod> stored)
    {
        List<Stretch> stretches = [.. stored.Select(period => new Stretch(period.From, period.Facts, period.Market))];
        stretches.Sort((one, other) => one.From.CompareTo(other.From));
        return Joined(stretches);
    }

    /// <summary>The period of a day; null before the first.</summary>
    public StatusPeriod? On(DateTime day) => IndexOn(day) is var index and >= 0 ? _periods[index] : null;

    /// <summary>The first day of the unbroken run of periods around a day that are alike in something.</summary>
    /// <param name="day">A day of the run.</param>
    /// <param name="trait">In what.</param>
    public DateTime StartOfRun<T>(DateTime day, Func<StatusPeriod, T> trait)
    {
        var index = IndexOn(day);
        while (index > 0 && EqualityComparer<T>.Default.Equals(trait(_periods[index - 1]), trait(_periods[index])))
        {
            index--;
        }

        return _periods[index].From;
    }

    /// <summary>The same but for one fact, from a day to the open end or to a last day.</summary>
    /// <remarks>
    /// Only going Live makes anything known of days before the first. Days that become active carry the market of the
    /// active days before them.
    /// </remarks>
    public Timeline With(Facts fact, bool holds, DateTime from, DateTime? until = null)
    {
        if (Count == 0)
        {
            return this;
        }

        var first = _periods[0].From;
        var start = from < first && !(fact == Facts.Live && holds) ? first : from;
        return start >= first && IsSo(fact, holds, start, until) ? this
            : holds ? Over(start, until, fact, static (old, begun) => old with { Facts = old.Facts | begun })
            : Over(start, until, fact, static (old, over) => old with { Facts = old.Facts & ~over });
    }

    /// <summary>The same with another market on the active days from a day to the open end or to a last day.</summary>
    public Timeline WithMarket(Guid? market, DateTime from, DateTime? until = null) =>
        IsIn(market, from, until) ? this : Over(
            from < _periods[0].From ? _periods[0].From : from, until, market,
            static (old, other) => old with { Market = other });

    /// <summary>The same with an end: Ended from the day after the last day of service.</summary>
    public Timeline WithEnd(DateTime lastDay) => With(Facts.Ended, true, lastDay.AddDays(1));

    /// <summary>The same without the end that stands, whoever has just told it.</summary>
    public Timeline WithoutEnd() => Count == 0 || !_periods[Count - 1].Facts.Has(Facts.Ended) ? this
        : With(Facts.Ended, false, StartOfRun(_periods[Count - 1].From, period => period.Facts.Has(Facts.Ended)));

    /// <summary>
    /// The same with the beginning of a spell elsewhere. What began with the spell moves along: that it was complete,
    /// that an earlier end was over, and, of the first spell, that it was chargeable or on hold.
    /// </summary>
    /// <param name="from">The first day of the spell today.</param>
    /// <param name="to">Its first day afterwards.</param>
    public Timeline WithSpellMoved(DateTime from, DateTime to)
    {
        var moved = this;
        if (to == from)
        {
            return moved;
        }

        if (to > from && IndexOn(from) == 0)
        {
            return moved.WithoutDaysBefore(to);
        }

        foreach (var fact in from == FirstActiveDay ? BegunWithTheFirstSpell : BegunWithASpell)
        {
            moved = moved.WithChangeMoved(this, fact, from, to);
        }

        if (to > from)
        {
            return moved;
        }

        var last = from.AddDays(-1);
        moved = moved.With(Facts.Live, true, to, last).With(Facts.Ended, false, to, last);
        return On(from)?.Market is { } market ? moved.WithMarket(market, to, last) : moved;
    }

    public FixedList<StatusPeriod>.Enumerator GetEnumerator() => new(_periods);

    IEnumerator<StatusPeriod> IEnumerable<StatusPeriod>.GetEnumerator() =>
        ((IEnumerable<StatusPeriod>)_periods).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _periods.GetEnumerator();

    /// <summary>Moves what changed with the spell's first day, as far as the fact's next change.</summary>
    Timeline WithChangeMoved(Timeline original, Facts fact, DateTime from, DateTime to)
    {
        var index = original.IndexOn(from);
        var now = original[index].Facts.Has(fact);
        var before = index > 0 && original[index - 1].Facts.Has(fact);
        if (before == now)
        {
            return this;
        }

        if (to < from)
        {
            return With(fact, now, to, from.AddDays(-1));
        }

        var nextChange = original._periods.Skip(index)
            .FirstOrDefault(period => period.Facts.Has(fact) != now).From;
        var end = nextChange > from && nextChange < to ? nextChange : to;
        return With(fact, before, from, end.AddDays(-1));
    }

    /// <summary>Nothing is known of the days before the first.</summary>
    Timeline WithoutDaysBefore(DateTime day)
    {
        List<Stretch> stretches =
            [.. _periods.Select(period => new Stretch(period.From, period.Facts, period.Market))];
        CutAt(stretches, day);
        stretches.RemoveAll(stretch => stretch.From < day);
        return Joined(stretches);
    }

    bool IsSo(Facts fact, bool holds, DateTime from, DateTime? until)
    {
        foreach (var period in _periods)
        {
            if (Overlaps(period, from, until) && period.Facts.Has(fact) != holds)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Only active days have a market.</summary>
    bool IsIn(Guid? market, DateTime from, DateTime? until)
    {
        foreach (var period in _periods)
        {
            if (period.IsActive && Overlaps(period, from, until) && period.Market != market)
            {
                return false;
            }
        }

        return true;
    }

    static bool Overlaps(StatusPeriod period, DateTime from, DateTime? until) =>
        !(period.From > until) && !(period.Until < from);

    DateTime? First(Func<StatusPeriod, bool> fits)
    {
        foreach (var period in _periods)
        {
            if (fits(period))
            {
                return period.From;
            }
        }

        return null;
    }

    /// <summary>The place of the period of a day; -1 before the first.</summary>
    internal int IndexOn(DateTime day)
    {
        var before = -1;
        var after = _periods.Length;
        while (after - before > 1)
        {
            var middle = (before + after) / 2;
            if (_periods[middle].From <= day)
            {
                before = middle;
            }
            else
            {
                after = middle;
            }
        }

        return before;
    }

    /// <summary>Changes every stretch between two days; a stretch that reaches over them is cut there.</summary>
    /// <param name="from">The first day.</param>
    /// <param name="until">The last day; null for the open end.</param>
    /// <param name="now">What is so of them.</param>
    /// <param name="change">What that makes of a stretch.</param>
    Timeline Over<T>(DateTime from, DateTime? until, T now, Func<Stretch, T, Stretch> change)
    {
        var stretches = new List<Stretch>(_periods.Length + 2);
        if (from < _periods[0].From)
        {
            stretches.Add(new(from, _periods[0].Facts, _periods[0].Market));
        }

        foreach (var period in _periods)
        {
            stretches.Add(new(period.From, period.Facts, period.Market));
        }

        CutAt(stretches, from);
        if (until is { } last)
        {
            CutAt(stretches, last.AddDays(1));
        }

        for (var i = 0; i < stretches.Count; i++)
        {
            var old = stretches[i];
            if (old.From < from || old.From > until)
            {
                continue;
            }

            var changed = change(old, now);
            stretches[i] = old.Facts.IsActiveCustomer() ? changed
                : changed with { Market = MarketBefore(stretches, i) };
        }

        return Joined(stretches);
    }

    static void CutAt(List<Stretch> stretches, DateTime day)
    {
        var index = stretches.FindLastIndex(stretch => stretch.From <= day);
        if (stretches[index].From != day)
        {
            stretches.Insert(index + 1, stretches[index] with { From = day });
        }
    }

    static Guid? MarketBefore(List<Stretch> stretches, int index)
    {
        while (--index >= 0)
        {
            if (stretches[index].Facts.IsActiveCustomer())
            {
                return stretches[index].Market;
            }
        }

        return null;
    }

    /// <summary>Joins neighbours that are alike, and tells the status of each.</summary>
    static Timeline Joined(List<Stretch> stretches)
    {
        var count = 0;
        for (var i = 0; i < stretches.Count; i++)
        {
            var next = stretches[i].Facts.IsActiveCustomer() ? stretches[i] : stretches[i] with { Market = null };
            if (count > 0 && stretches[count - 1].From == next.From)
            {
                count--;
            }

            if (count == 0 || !stretches[count - 1].IsLike(next))
            {
                stretches[count++] = next;
            }
        }

        var periods = new StatusPeriod[count];
        var hasBeenLive = false;
        BillableStatus? previous = null;
        for (var i = 0; i < count; i++)
        {
            var (from, facts, market) = stretches[i];
            hasBeenLive |= facts.IsActiveCustomer();
            var status = Billing.StatusOf(facts, hasBeenLive);
            DateTime? until = i + 1 < count ? stretches[i + 1].From.AddDays(-1) : null;
            periods[i] = new(from, until, facts, market, status, previous);
            previous = status;
        }

        return new(periods);
    }

    /// <summary>From a day on, until the next stretch.</summary>
    readonly record struct Stretch(DateTime From, Facts Facts, Guid? Market)
    {
        internal bool IsLike(Stretch other) => Facts == other.Facts && Market == other.Market;
    }
}
