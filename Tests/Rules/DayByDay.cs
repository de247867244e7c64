using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>
/// The table of effective days (Plugins/DEFINITION.md) played through naively, one day after the other: what the
/// timeline of a customer is held against.
/// </summary>
sealed class DayByDay
{
    /// <summary>The open end stands for the days up to here.</summary>
    static readonly DateTime Horizon = Day(1, 1).AddDays(400);

    static readonly Column[] Dates =
    [
        Columns.ServiceStartsOn, Columns.OnboardingCompletedOn, Columns.DocumentsSubmittedOn, Columns.ReadyForServiceOn,
    ];

    readonly SortedDictionary<DateTime, (Facts Facts, Guid? Market)> _days = [];

    /// <summary>What is so on each day from the first.</summary>
    public IEnumerable<(DateTime Day, Facts Facts, Guid? Market, BillableStatus Status)> Known
    {
        get
        {
            var hasBeenLive = false;
            foreach (var (day, (facts, market)) in _days)
            {
                hasBeenLive |= IsActive(facts);
                yield return (day, facts, IsActive(facts) ? market : null, Status(facts, hasBeenLive));
            }
        }
    }

    DateTime? FirstActiveDay => _days.Keys.Cast<DateTime?>().FirstOrDefault(day => IsActive(_days[day!.Value].Facts));

    /// <summary>One save.</summary>
    /// <param name="before">The record before it.</param>
    /// <param name="after">The record after it.</param>
    /// <param name="today">The business day.</param>
    /// <param name="given">Takes effect on.</param>
    public void Save(CustomerFacts before, CustomerFacts after, DateTime today, DateTime? given)
    {
        var from = given ?? today;
        var entersLive = after.Stage == Stage.Live && before.Stage != Stage.Live;
        var reopens = before.Stage == Stage.Closed && after.Stage != Stage.Closed;
        var hasBeenLive = FirstActiveDay is not null;
        var last = after.LastDayOfService;
        if (after.Stage is null)
        {
            _days.Clear();
            return;
        }

        if (_days.Count == 0)
        {
            Begin(after, IsLive(after) ? given ?? Latest(after, Dates, today) : from);
            return;
        }

        var movesEnd = !reopens && last != before.LastDayOfService
            && (hasBeenLive || IsLive(before) || IsLive(after));
        if (movesEnd && !entersLive)
        {
            Set(Facts.Ended, false, before.LastDayOfService?.AddDays(1) ?? Horizon);
            CarryMarkets(Horizon, after.Market);
        }

        var day = from;
        if (entersLive)
        {
            day = given ?? Latest(after, Dates, today);
            if (given is null && hasBeenLive && day < FirstInactiveDayAround(today))
            {
                day = today;
            }

            Know(day);
            Set(Facts.Live, true, day);
            Set(Facts.Complete, Dates.Skip(1).All(after.IsFilled), day);
            Set(Facts.Ended, false, day);
            if (!hasBeenLive)
            {
                Set(Facts.Chargeable, after.IsChargeable, day);
                Set(Facts.OnHold, after.IsOnHold, day);
            }
        }
        else if (IsLive(before) && IsLive(after))
        {
            Correct(before, after, today);
        }
        else if (IsLive(before))
        {
            Set(Facts.Live, false, from);
            Set(Facts.Complete, false, from);
        }

        if (reopens)
        {
            Set(Facts.Ended, false, day);
        }

        if (before.IsActiveAccount && !after.IsActiveAccount)
        {
            Set(Facts.AccountActive, false, last < from ? last.Value.AddDays(1) : from);
        }
        else if (!before.IsActiveAccount && after.IsActiveAccount)
        {
            Set(Facts.AccountActive, true, from);
        }

        if (entersLive || reopens && FirstActiveDay is not null)
        {
            Set(Facts.Ended, true, last?.AddDays(1) ?? Horizon);
        }
        else if (!hasBeenLive && FirstActiveDay is { } first)
        {
            // Its account was active after all while it was Live.
            Set(Facts.Ended, false, first);
            Set(Facts.Ended, true, last?.AddDays(1) ?? Horizon);
        }
        else if (movesEnd)
        {
            Set(Facts.Ended, true, last?.AddDays(1) ?? Horizon);
        }

        if (hasBeenLive || !entersLive)
        {
            SetIfChanged(Facts.Chargeable, before.IsChargeable, after.IsChargeable, from);
            SetIfChanged(Facts.OnHold, before.IsOnHold, after.IsOnHold, from);
        }

        var isOfThatDay =
            entersLive || before.Market != after.Market || before.IsActiveAccount != after.IsActiveAccount;
        CarryMarkets(!IsLive(after) ? Horizon : isOfThatDay ? day : today, after.Market);
    }

    static bool IsLive(CustomerFacts customer) => customer.Stage == Stage.Live
        || customer.Stage == Stage.Closed && customer[Columns.ClosedFromStage] is (int)Stage.Live;

    static bool IsActive(Facts facts) =>
        (facts & Facts.Live) != 0 && (facts & Facts.AccountActive) != 0 && (facts & Facts.Ended) == 0;

    static bool IsService(Facts facts) => (facts & Facts.Live) != 0 && (facts & Facts.Ended) == 0;

    static DateTime Latest(CustomerFacts customer, IEnumerable<Column> dates, DateTime today)
    {
        var filled = dates.Where(customer.IsFilled).Select(date => customer.Date(date)!.Value).ToArray();
        return filled.Length == 0 || filled.Max() > today ? today : filled.Max();
    }

    void Begin(CustomerFacts customer, DateTime start)
    {
        for (var day = start; day < Horizon; day = day.AddDays(1))
        {
            var facts = Facts.None;
            facts |= IsLive(customer) ? Facts.Live : 0;
            facts |= IsLive(customer) && Dates.Skip(1).All(customer.IsFilled) ? Facts.Complete : 0;
            facts |= customer.IsChargeable ? Facts.Chargeable : 0;
            facts |= customer.IsOnHold ? Facts.OnHold : 0;
            var wasServed = customer.Stage == Stage.Closed && IsLive(customer) && day <= customer.LastDayOfService;
            facts |= customer.IsActiveAccount || wasServed ? Facts.AccountActive : 0;
            facts |= IsLive(customer) && day > customer.LastDayOfService ? Facts.Ended : 0;
            _days[day] = (facts, customer.Market);
        }
    }

    void Correct(CustomerFacts before, CustomerFacts after, DateTime today)
    {
        var known = Dates.Where(before.IsFilled).ToArray();
        var changed = known.Where(date => before.Date(date) != after.Date(date)).ToArray();
        if (changed.Length > 0 && _days.Keys.LastOrDefault(day => IsService(_days[day].Facts)) is var start
            && start != default)
        {
            while (_days.TryGetValue(start.AddDays(-1), out var eve) && IsService(eve.Facts))
            {
                start = start.AddDays(-1);
            }

            var was = known.Max(date => before.Date(date)!.Value);
            var corrected = Latest(after, changed, today);
            MoveSpell(start, start == was ? Latest(after, known, today) : corrected > start ? corrected : start);
        }

        SetIfChanged(Facts.Complete, Dates.Skip(1).All(before.IsFilled), Dates.Skip(1).All(after.IsFilled), today);
    }

    void MoveSpell(DateTime start, DateTime to)
    {
        var begun = new List<Facts> { Facts.Live, Facts.Ended, Facts.Complete };
        if (start == FirstActiveDay)
        {
            begun.AddRange([Facts.Chargeable, Facts.OnHold]);
        }

        if (!_days.TryGetValue(start.AddDays(-1), out var eve))
        {
            Know(to);
            foreach (var day in _days.Keys.Where(day => day < to).ToArray())
            {
                _days.Remove(day);
            }

            return;
        }

        var first = _days[start];
        foreach (var fact in begun.Where(fact => (eve.Facts & fact) != (first.Facts & fact)))
        {
            for (var day = start; day < to && (_days[day].Facts & fact) == (first.Facts & fact); day = day.AddDays(1))
            {
                Set(fact, (eve.Facts & fact) != 0, day, day);
            }

            Set(fact, (first.Facts & fact) != 0, to, start.AddDays(-1));
        }

        if (to < start)
        {
            Know(to);
            Set(Facts.Live, true, to, start.AddDays(-1));
            Set(Facts.Ended, false, to, start.AddDays(-1));
            for (var day = to; day < start && IsActive(first.Facts) && first.Market is not null; day = day.AddDays(1))
            {
                _days[day] = (_days[day].Facts, first.Market);
            }
        }
    }

    /// <summary>The days before the first become known, as the first one was.</summary>
    void Know(DateTime from)
    {
        var first = _days.First();
        for (var day = from; day < first.Key; day = day.AddDays(1))
        {
            _days[day] = first.Value;
        }
    }

    void SetIfChanged(Facts fact, bool before, bool after, DateTime from)
    {
        if (before != after)
        {
            Set(fact, after, from);
        }
    }

    void Set(Facts fact, bool holds, DateTime from, DateTime? until = null)
    {
        for (var day = from; day <= (until ?? Horizon); day = day.AddDays(1))
        {
            if (_days.TryGetValue(day, out var known))
            {
                var facts = holds ? known.Facts | fact : known.Facts & ~fact;
                _days[day] = (facts, IsActive(known.Facts) || !IsActive(facts) ? known.Market : null);
            }
        }
    }

    /// <summary>Active days without a market have that of the active day before; from a day on, the record's.</summary>
    void CarryMarkets(DateTime from, Guid? market)
    {
        Guid? carried = null;
        foreach (var day in _days.Keys.Where(day => IsActive(_days[day].Facts)).ToArray())
        {
            carried = day >= from ? market : _days[day].Market ?? carried;
            _days[day] = (_days[day].Facts, carried);
        }
    }

    DateTime FirstInactiveDayAround(DateTime today)
    {
        var day = today;
        while (IsActive(_days[day].Facts))
        {
            day = day.AddDays(1);
        }

        while (_days.TryGetValue(day.AddDays(-1), out var eve) && !IsActive(eve.Facts))
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    static BillableStatus Status(Facts facts, bool hasBeenLive) =>
        hasBeenLive && ((facts & Facts.Ended) != 0 || (facts & Facts.AccountActive) == 0) ? BillableStatus.Ended
        : !IsActive(facts) || (facts & Facts.Chargeable) == 0 ? BillableStatus.NotBillable
        : (facts & Facts.OnHold) != 0 ? BillableStatus.OnHold
        : (facts & Facts.Complete) != 0 ? BillableStatus.Billable
        : BillableStatus.NotBillable;
}
