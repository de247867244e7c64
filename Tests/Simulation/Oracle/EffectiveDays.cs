using System;
using System.Linq;

namespace CrmMilestones.Simulation.Oracle;

/// <summary>From which day each change counts.</summary>
sealed partial class Days
{
    /// <summary>One save of a customer.</summary>
    /// <param name="before">The record before it.</param>
    /// <param name="after">The record after it, with what the server empties.</param>
    /// <param name="today">The business day.</param>
    /// <param name="given">What "takes effect on" says, where it counts.</param>
    public void Save(Record before, Record after, DateOnly today, DateOnly? given)
    {
        if (after.Stage is null)
        {
            _first = Length;
            return;
        }

        if (IsEmpty)
        {
            Begin(after, after.IsLive ? given ?? Latest(after, today) : given ?? today);
            return;
        }

        bool[] wereActive = [.. _days.Select(day => IsActive(day.Facts))];
        var from = given ?? today;
        var entersLive = after.Stage == Account.Live && before.Stage != Account.Live;
        var reopens = before.Stage == Account.Closed && after.Stage != Account.Closed;
        var hasBeenLive = FirstActiveDay is not null;
        var movesEnd = !reopens && before.LastDay != after.LastDay
            && (hasBeenLive || before.IsLive || after.IsLive);
        var service = LastService();
        if (movesEnd && !entersLive && before.LastDay is { } old)
        {
            Set(Fact.Ended, false, old.AddDays(1));
            CarryMarkets(wereActive, null, default);
        }

        var day = from;
        ServiceFrom = null;
        if (entersLive)
        {
            day = given ?? DayOfGoingLive(after, today, hasBeenLive);
            ServiceFrom = day;
            Know(day);
            Set(Fact.Live, true, day);
            Set(Fact.Complete, after.IsComplete, day);
            Set(Fact.Ended, false, day);
            if (!hasBeenLive)
            {
                Set(Fact.Chargeable, after.IsChargeable, day);
                Set(Fact.OnHold, after.IsOnHold, day);
            }
        }
        else if (before.IsLive && after.IsLive)
        {
            Correct(before, after, service, today);
        }
        else if (before.IsLive)
        {
            Set(Fact.Live | Fact.Complete, false, from);
        }

        if (reopens)
        {
            Set(Fact.Ended, false, day);
        }

        if (before.IsActiveAccount && !after.IsActiveAccount)
        {
            Deactivate(after.LastDay, from);
        }
        else if (!before.IsActiveAccount && after.IsActiveAccount)
        {
            Set(Fact.AccountActive, true, from);
        }

        ServiceFrom ??= LastService();
        End(after, entersLive || reopens && FirstActiveDay is not null || movesEnd, hasBeenLive);
        if (hasBeenLive || !entersLive)
        {
            SetIfChanged(Fact.Chargeable, before.IsChargeable, after.IsChargeable, from);
            SetIfChanged(Fact.OnHold, before.IsOnHold, after.IsOnHold, from);
        }

        var isOfThatDay = entersLive || before.Differs(after, Account.Market)
            || before.IsActiveAccount != after.IsActiveAccount;
        CarryMarkets(wereActive, !after.IsLive ? null : isOfThatDay ? day : today,
            NumberOf((Guid?)after[Account.Market]));
    }

    /// <summary>The account was deactivated, merged away or deleted.</summary>
    void Deactivate(DateOnly? lastDay, DateOnly from) =>
        Set(Fact.AccountActive, false, lastDay < from ? lastDay.Value.AddDays(1) : from);

    /// <summary>The latest of service start and the milestone dates that are there; no day after today.</summary>
    public static DateOnly Latest(Record record, DateOnly today) => Latest(record, Account.DatesOfGoingLive, today);

    static DateOnly Latest(Record record, System.Collections.Generic.IEnumerable<string> dates, DateOnly today)
    {
        var latest = dates.Max(record.Day);
        return latest is null || latest > today ? today : latest.Value;
    }

    /// <summary>The first days that are known.</summary>
    void Begin(Record record, DateOnly start)
    {
        _first = At(start);
        ServiceFrom = record.IsLive ? start : null;
        var market = NumberOf((Guid?)record[Account.Market]);
        var (isLive, isClosed, last) = (record.IsLive, record.Stage == Account.Closed, record.LastDay);
        var facts = isLive ? Fact.Live : Fact.None;
        facts |= isLive && record.IsComplete ? Fact.Complete : 0;
        facts |= record.IsChargeable ? Fact.Chargeable : 0;
        facts |= record.IsOnHold ? Fact.OnHold : 0;
        facts |= record.IsActiveAccount ? Fact.AccountActive : 0;
        for (var day = _first; day < Length; day++)
        {
            var wasServed = isLive && isClosed && Day(day) <= last ? Fact.AccountActive : 0;
            var isEnded = isLive && Day(day) > last ? Fact.Ended : 0;
            _days[day] = (facts | wasServed | isEnded, market);
        }
    }

    DateOnly DayOfGoingLive(Record after, DateOnly today, bool hasBeenLive)
    {
        var latest = Latest(after, today);
        return hasBeenLive && latest < FirstInactiveDayAround(today) ? today : latest;
    }

    /// <summary>The first day of the gap in which today lies, or that follows.</summary>
    DateOnly FirstInactiveDayAround(DateOnly today)
    {
        var day = At(today);
        while (day < Length && IsKnown(day) && IsActive(_days[day].Facts))
        {
            day++;
        }

        while (IsKnown(day - 1) && !IsActive(_days[day - 1].Facts))
        {
            day--;
        }

        return Day(day);
    }

    void End(Record after, bool isWritten, bool hadBeenLive)
    {
        if (!isWritten && !hadBeenLive && FirstActiveDay is { } first)
        {
            // Its account was active after all while it was Live.
            Set(Fact.Ended, false, first);
            isWritten = true;
        }

        if (isWritten && after.LastDay is { } last)
        {
            Set(Fact.Ended, true, last.AddDays(1));
        }
    }

    /// <summary>Of service start and milestone dates, while Live or Closed from Live.</summary>
    void Correct(Record before, Record after, DateOnly? service, DateOnly today)
    {
        var known = Account.DatesOfGoingLive.Where(before.IsFilled).ToArray();
        // One that is emptied, as a waiver allows, corrects nothing.
        var changed = known.Where(date => before.Differs(after, date) && after.IsFilled(date)).ToArray();
        if (changed.Length > 0 && service is { } start)
        {
            var corrected = Latest(after, changed, today);
            ServiceFrom = start == known.Max(before.Day) ? Latest(after, known, today)
                : corrected > start ? corrected : start;
            MoveService(start, ServiceFrom.Value);
        }

        SetIfChanged(Fact.Complete, before.IsComplete, after.IsComplete, today);
    }

    /// <summary>The first day of the last run of days of service.</summary>
    public DateOnly? LastService()
    {
        var day = Length - 1;
        while (IsKnown(day) && !IsService(_days[day].Facts))
        {
            day--;
        }

        if (!IsKnown(day))
        {
            return null;
        }

        while (IsKnown(day - 1) && IsService(_days[day - 1].Facts))
        {
            day--;
        }

        return Day(day);
    }

    /// <summary>
    /// The facts that began with a service begin on another day; what was changed later keeps its day.
    /// </summary>
    void MoveService(DateOnly start, DateOnly to)
    {
        if (At(start) == _first)
        {
            Know(to);
            _first = At(to);
            return;
        }

        var (eve, first) = (_days[At(start) - 1].Facts, _days[At(start)]);
        var begun = Fact.Live | Fact.Ended | Fact.Complete
            | (start == FirstActiveDay ? Fact.Chargeable | Fact.OnHold : 0);
        foreach (var fact in Enum.GetValues<Fact>().Where(fact => ((eve ^ first.Facts) & begun & fact) != 0))
        {
            for (var day = start; day < to && (_days[At(day)].Facts & fact) == (first.Facts & fact);
                day = day.AddDays(1))
            {
                Set(fact, (eve & fact) != 0, day, day);
            }

            if (to < start)
            {
                Know(to);
                Set(fact, (first.Facts & fact) != 0, to, start.AddDays(-1));
            }
        }

        if (to < start)
        {
            Set(Fact.Live, true, to, start.AddDays(-1));
            Set(Fact.Ended, false, to, start.AddDays(-1));
            for (var day = At(to); day < At(start) && IsActive(first.Facts) && first.Market != 0; day++)
            {
                _days[day].Market = first.Market;
            }
        }
    }

    void SetIfChanged(Fact fact, bool before, bool after, DateOnly from)
    {
        if (before != after)
        {
            Set(fact, after, from);
        }
    }

    /// <summary>Days that become active have the market of the active day before; from a day on, the record's.</summary>
    void CarryMarkets(bool[] wereActive, DateOnly? from, byte market)
    {
        byte carried = 0;
        for (var day = _first; day < Length; day++)
        {
            if (IsActive(_days[day].Facts))
            {
                carried = from is { } start && day >= At(start) ? market
                    : _days[day].Market != 0 || wereActive[day] ? _days[day].Market : carried;
                _days[day].Market = carried;
            }
        }
    }
}
