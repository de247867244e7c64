using System;
using System.Runtime.CompilerServices;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Benchmarks.Rules;

/// <summary>A customer's days: the facts of the first one, and what is so from which day on, the last word counting.</summary>
struct HandWrittenDays(DateTime first, Facts facts)
{
    Changes _changes;
    int _count;
    Facts _facts = facts;

    public DateTime First { get; private set; } = first;

    /// <summary>The day of the last change.</summary>
    public readonly DateTime Last
    {
        get
        {
            var last = First;
            for (var place = 0; place < _count; place++)
            {
                last = _changes[place].From > last ? _changes[place].From : last;
            }

            return last;
        }
    }

    public readonly DateTime? FirstActiveDay => FirstDay(facts => facts.IsActiveCustomer());

    public readonly DateTime? FirstBillableDay => FirstDay(facts => Status(facts, true) == BillableStatus.Billable);

    /// <summary>Days that come before the first so far are like it.</summary>
    public void BeginOn(DateTime first)
    {
        _facts = first < First ? On(First) : _facts;
        First = first;
    }

    public void Change(Facts fact, bool holds, DateTime from) =>
        _changes[_count++] = new(fact, holds, from < First ? First : from);

    public readonly Facts On(DateTime day)
    {
        var facts = _facts;
        for (var place = 0; place < _count; place++)
        {
            var (fact, holds, from) = _changes[place];
            facts = from > day ? facts : holds ? facts | fact : facts & ~fact;
        }

        return facts;
    }

    public readonly BillableStatus StatusOn(DateTime day) => Status(On(day), FirstActiveDay <= day);

    /// <summary>The first day of the unbroken run of a day's status.</summary>
    public readonly DateTime StartOfStatus(DateTime day)
    {
        var status = StatusOn(day);
        var start = First;
        for (var place = 0; place < _count; place++)
        {
            var from = _changes[place].From;
            start = from > start && from <= day && StatusOn(from.AddDays(-1)) != status ? from : start;
        }

        return start;
    }

    /// <summary>Whether both say the same of each day.</summary>
    public readonly bool IsLike(HandWrittenDays other) =>
        First == other.First && On(First) == other.On(First) && AgreesWith(other) && other.AgreesWith(this);

    /// <summary>On the days of its changes.</summary>
    readonly bool AgreesWith(HandWrittenDays other)
    {
        for (var place = 0; place < _count; place++)
        {
            var day = _changes[place].From;
            if (day >= First && On(day) != other.On(day))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a day of a change that has passed is Ended now and wasn't believed to be.</summary>
    public readonly bool AnyEnded(DateTime today, HandWrittenDays now, HandWrittenDays believed)
    {
        for (var place = -1; place < _count; place++)
        {
            var day = place < 0 ? First : _changes[place].From;
            if (day >= First && day < today && day >= now.First && now.On(day).Has(Facts.Ended)
                && now.StatusOn(day) == BillableStatus.Ended
                && (day < believed.First || believed.StatusOn(day) != BillableStatus.Ended))
            {
                return true;
            }
        }

        return false;
    }

    static BillableStatus Status(Facts facts, bool hasBeenLive) =>
        hasBeenLive && (facts.Has(Facts.Ended) || !facts.Has(Facts.AccountActive)) ? BillableStatus.Ended
        : !facts.IsActiveCustomer() || !facts.Has(Facts.Chargeable) ? BillableStatus.NotBillable
        : facts.Has(Facts.OnHold) ? BillableStatus.OnHold
        : facts.Has(Facts.Complete) ? BillableStatus.Billable : BillableStatus.NotBillable;

    readonly DateTime? FirstDay(Func<Facts, bool> holds)
    {
        DateTime? first = holds(On(First)) ? First : null;
        for (var place = 0; place < _count; place++)
        {
            var from = _changes[place].From;
            first = from >= First && !(from >= first) && holds(On(from)) ? from : first;
        }

        return first;
    }

    readonly record struct FactChange(Facts Fact, bool Holds, DateTime From);

    [InlineArray(16)]
    struct Changes
    {
        FactChange _first;
    }
}
