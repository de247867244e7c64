using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Simulation.Oracle;

/// <summary>What is so from one day to another (null: open end).</summary>
sealed record Span(DateOnly From, DateOnly? Until, Fact Facts, Status Status, Guid? Market)
{
    public bool IsActive => Days.IsActive(Facts);

    public bool Covers(DateOnly day) => From <= day && (Until is null || Until >= day);

    public override string ToString() =>
        $"{Status} {Record.Text(From)} - {Record.Text(Until)} ({Facts}, market {Record.Text(Market)})";
}

/// <summary>
/// What is so of one customer on each day, day by day: the table of effective days (design, section 3) played through
/// in the plainest way.
/// </summary>
sealed partial class Days
{
    /// <summary>No story begins earlier or plans further.</summary>
    public static readonly DateOnly Dawn = new(2021, 1, 1), Dusk = new(2032, 1, 1);

    static readonly int Length = Dusk.DayNumber - Dawn.DayNumber;

    readonly (Fact Facts, byte Market)[] _days;

    /// <summary>The markets by their numbers on days, from 1.</summary>
    readonly List<Guid> _markets;

    /// <summary>The first day of which something is known; <see cref="Length"/> if nothing is.</summary>
    int _first = Length;

    public Days() => (_days, _markets) = (new (Fact, byte)[Length], []);

    Days(Days other) => (_days, _markets, _first) = ([.. other._days], [.. other._markets], other._first);

    public Days Copy() => new(this);

    public bool IsEmpty => _first == Length;

    public DateOnly? FirstActiveDay => First(IsActive);

    public DateOnly? FirstDay => IsEmpty ? null : Day(_first);

    /// <summary>
    /// The first day of the last service of all, at the time of the last save before its end was written; null if there
    /// was none.
    /// </summary>
    public DateOnly? ServiceFrom { get; private set; }

    public static bool IsActive(Fact facts) => (facts & (Fact.Live | Fact.AccountActive | Fact.Ended))
        == (Fact.Live | Fact.AccountActive);

    /// <summary>Whether a day before today is Ended, by its last day, that wasn't so far.</summary>
    public bool EndsBefore(DateOnly today, Days soFar)
    {
        var known = soFar.Spans();
        return Spans().Where(span => span.Status == Status.Ended && (span.Facts & Fact.Ended) != 0).Any(ended =>
        {
            var day = ended.From;
            while (day < today && ended.Covers(day)
                && known.Any(span => span.Status == Status.Ended && span.Covers(day)))
            {
                day = day.AddDays(1);
            }

            return day < today && ended.Covers(day);
        });
    }

    public static Status StatusOf(Fact facts, bool hasBeenLive)
    {
        if (hasBeenLive && ((facts & Fact.Ended) != 0 || (facts & Fact.AccountActive) == 0))
        {
            return Status.Ended;
        }

        return !IsActive(facts) || (facts & Fact.Chargeable) == 0 ? Status.NotBillable
            : (facts & Fact.OnHold) != 0 ? Status.OnHold
            : (facts & Fact.Complete) != 0 ? Status.Billable
            : Status.NotBillable;
    }

    /// <summary>The periods that tell it: neighbours differ.</summary>
    public IReadOnlyList<Span> Spans()
    {
        List<Span> spans = [];
        var hasBeenLive = false;
        for (var start = _first; start < Length;)
        {
            var (facts, market) = Told(start);
            var end = start + 1;
            while (end < Length && Told(end) == (facts, market))
            {
                end++;
            }

            hasBeenLive |= IsActive(facts);
            spans.Add(new(
                Day(start), end == Length ? null : Day(end - 1), facts, StatusOf(facts, hasBeenLive),
                market == 0 ? null : _markets[market - 1]));
            start = end;
        }

        return spans;
    }

    /// <summary>Takes over what periods tell.</summary>
    public static Days Of(IEnumerable<Span> spans)
    {
        Days days = new();
        foreach (var span in spans)
        {
            days._first = Math.Min(days._first, At(span.From));
            var market = days.NumberOf(span.Market);
            for (var day = At(span.From); day <= (span.Until is { } until ? At(until) : Length - 1); day++)
            {
                days._days[day] = (span.Facts, market);
            }
        }

        return days;
    }

    /// <summary>The business day in a zone.</summary>
    public static DateOnly Today(DateTime now, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone));

    /// <summary>The market is told of active days.</summary>
    (Fact Facts, byte Market) Told(int day) =>
        IsActive(_days[day].Facts) ? _days[day] : (_days[day].Facts, default);

    byte NumberOf(Guid? market)
    {
        if (market is not { } id)
        {
            return 0;
        }

        if (!_markets.Contains(id))
        {
            _markets.Add(id);
        }

        return (byte)(_markets.IndexOf(id) + 1);
    }

    bool IsKnown(int day) => day >= _first && day < Length;

    static bool IsService(Fact facts) => (facts & (Fact.Live | Fact.Ended)) == Fact.Live;

    static int At(DateOnly day) => Math.Clamp(day.DayNumber - Dawn.DayNumber, 0, Length - 1);

    static DateOnly Day(int at) => Dawn.AddDays(at);

    DateOnly? First(Func<Fact, bool> fits)
    {
        for (var day = _first; day < Length; day++)
        {
            if (fits(_days[day].Facts))
            {
                return Day(day);
            }
        }

        return null;
    }

    /// <summary>The days before the first become known, as the first one was.</summary>
    void Know(DateOnly from)
    {
        for (; At(from) < _first; _first--)
        {
            _days[_first - 1] = _days[_first];
        }
    }

    void Set(Fact fact, bool holds, DateOnly from, DateOnly? until = null)
    {
        for (var day = Math.Max(At(from), _first); day <= (until is { } last ? At(last) : Length - 1); day++)
        {
            var (facts, market) = _days[day];
            var now = holds ? facts | fact : facts & ~fact;
            _days[day] = (now, IsActive(facts) || !IsActive(now) ? market : default);
        }
    }
}
