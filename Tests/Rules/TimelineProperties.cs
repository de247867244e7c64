using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>What holds for every timeline, whatever changed it.</summary>
public class TimelineProperties
{
    const int Days = 60;

    static readonly Facts[] Each =
        [Facts.Live, Facts.Complete, Facts.Chargeable, Facts.OnHold, Facts.AccountActive, Facts.Ended];

    static readonly Guid?[] Markets = [null, Rep, Guid.Parse("20000000-0000-0000-0000-000000000002")];

    static Gen<DateTime> AnyDay { get; } = Gen.Choose(0, Days).Select(days => Day(1, 10).AddDays(days));

    static Gen<Facts> AnyFacts { get; } = Gen.Choose(0, 63).Select(bits => (Facts)bits);

    /// <summary>Changes as saves bring them about, in any order.</summary>
    static Gen<Func<Timeline, Timeline>> AnyChange { get; } = Gen.OneOf<Func<Timeline, Timeline>>(
        from fact in Gen.Elements(Each)
        from holds in Gen.Elements(true, false)
        from day in AnyDay
        select (Func<Timeline, Timeline>)(timeline => timeline.With(fact, holds, day)),
        from market in Gen.Elements(Markets)
        from day in AnyDay
        select (Func<Timeline, Timeline>)(timeline => timeline.WithMarket(market, day)),
        from lastDay in AnyDay
        select (Func<Timeline, Timeline>)(timeline => timeline.WithEnd(lastDay)),
        from place in Gen.Choose(0, 9)
        from day in AnyDay
        select (Func<Timeline, Timeline>)(timeline => Moved(timeline, place, day)));

    static Gen<Timeline[]> History { get; } =
        from facts in AnyFacts
        from market in Gen.Elements(Markets)
        from first in AnyDay
        from changes in AnyChange.ListOf()
        select changes.Aggregate(
            new List<Timeline> { Timeline.Starting(first, facts, market) },
            (history, change) =>
            {
                history.Add(change(history[^1]));
                return history;
            }).ToArray();

    static Gen<Timeline> AnyTimeline { get; } = History.Select(history => history[^1]);

    /// <summary>The spell that begins with one of the periods, if one does, somewhere else.</summary>
    static Timeline Moved(Timeline timeline, int place, DateTime to)
    {
        static bool IsService(StatusPeriod period) => period.Facts.Has(Facts.Live) && !period.Facts.Has(Facts.Ended);
        var starts = timeline.Where((period, index) =>
            IsService(period) && (index == 0 || !IsService(timeline[index - 1]))).ToArray();
        return starts.Length == 0 ? timeline : timeline.WithSpellMoved(starts[place % starts.Length].From, to);
    }

    static void ForEvery<T>(Gen<T> values, Action<T> holds) =>
        Prop.ForAll(values.ToArbitrary(), value => holds(value)).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    static IEnumerable<DateTime> EveryDay => Enumerable.Range(-5, Days + 15).Select(days => Day(1, 10).AddDays(days));

    [Fact]
    public void Periods_follow_on_each_other_to_one_open_end() => ForEvery(AnyTimeline, timeline =>
    {
        Assert.NotEmpty(timeline);
        Assert.All(
            timeline.Zip(timeline.Skip(1)), pair => Assert.Equal(pair.First.Until, pair.Second.From.AddDays(-1)));
        Assert.All(timeline.SkipLast(1), period => Assert.True(period.From <= period.Until));
        Assert.Null(timeline[^1].Until);
    });

    [Fact]
    public void Neighbours_differ_in_a_fact_or_in_the_market_and_know_the_status_before() =>
        ForEvery(AnyTimeline, timeline =>
        {
            Assert.All(timeline.Zip(timeline.Skip(1)), pair =>
            {
                Assert.NotEqual((pair.First.Facts, pair.First.Market), (pair.Second.Facts, pair.Second.Market));
                Assert.Equal(pair.First.Status, pair.Second.PreviousStatus);
            });
            Assert.Null(timeline[0].PreviousStatus);
        });

    [Fact]
    public void Only_active_periods_have_a_market() => ForEvery(AnyTimeline, timeline =>
        Assert.All(timeline, period => Assert.True(period.IsActive || period.Market is null)));

    [Fact]
    public void A_day_has_the_period_that_covers_it() => ForEvery(AnyTimeline, timeline => Assert.All(EveryDay, day =>
        Assert.Equal(
            timeline.Where(period => period.Covers(day)).Select(period => (StatusPeriod?)period).SingleOrDefault(),
            timeline.On(day))));

    [Fact]
    public void A_change_of_one_fact_leaves_the_others_as_they_are_known() => ForEvery(
        from timeline in AnyTimeline
        from fact in Gen.Elements(Each)
        from holds in Gen.Elements(true, false)
        from day in AnyDay
        select (timeline, fact, holds, day),
        given =>
        {
            var changed = given.timeline.With(given.fact, given.holds, given.day);
            foreach (var day in EveryDay.Where(day => given.timeline.On(day) is not null))
            {
                var (before, after) = (given.timeline.On(day)!.Value.Facts, changed.On(day)!.Value.Facts);
                Assert.Equal(before & ~given.fact, after & ~given.fact);
                Assert.Equal(day < given.day ? before.Has(given.fact) : given.holds, after.Has(given.fact));
            }
        });

    [Fact]
    public void Only_going_Live_makes_earlier_days_known() => ForEvery(
        from timeline in AnyTimeline
        from fact in Gen.Elements(Each)
        from holds in Gen.Elements(true, false)
        from day in AnyDay
        select (timeline, fact, holds, day),
        given => Assert.Equal(
            given is { fact: Facts.Live, holds: true } && given.day < given.timeline[0].From
                ? given.day : given.timeline[0].From,
            given.timeline.With(given.fact, given.holds, given.day)[0].From));

    [Fact]
    public void What_is_stored_is_read_back_as_it_was() => ForEvery(
        from timeline in AnyTimeline
        from rows in Gen.Shuffle(timeline.ToArray())
        select (timeline, rows),
        given => Assert.Equal(given.timeline, Timeline.Of(given.rows)));

    [Fact]
    public void Superseded_and_added_rows_lead_from_one_timeline_to_the_other() => ForEvery(
        from one in AnyTimeline
        from another in AnyTimeline
        from rows in Gen.Shuffle(one.ToArray())
        select (rows, another),
        given =>
        {
            var difference = TimelineDifference.Between(given.rows, given.another);
            var kept = given.rows.Where((_, place) => !difference.Superseded.Contains(place)).ToArray();
            Assert.Equal(given.another, kept.Concat(difference.Added).OrderBy(period => period.From));
            Assert.DoesNotContain(difference.Superseded, place => given.another.Contains(given.rows[place]));
            Assert.DoesNotContain(difference.Added, given.rows.Contains);
        });

    [Fact]
    public void No_row_is_touched_where_nothing_changed() => ForEvery(AnyTimeline, timeline =>
    {
        var difference = TimelineDifference.Between([.. timeline], timeline);
        Assert.Empty(difference.Superseded);
        Assert.Empty(difference.Added);
    });

    [Fact]
    public void A_row_that_is_stored_twice_is_kept_once() => ForEvery(AnyTimeline, timeline => Assert.Equal(
        timeline.Count, TimelineDifference.Between([.. timeline, .. timeline], timeline).Superseded.Count));

    [Fact]
    public void The_past_as_it_was_known_never_changes() => ForEvery(History, history =>
    {
        var rows = new List<StoredPeriod>();
        for (var moment = 0; moment < history.Length; moment++)
        {
            var believed = rows.Where(row => row.Superseded is null).ToArray();
            var difference = TimelineDifference.Between([.. believed.Select(row => row.Period)], history[moment]);
            foreach (var place in difference.Superseded)
            {
                believed[place].Superseded = moment;
            }

            rows.AddRange(difference.Added.Select(period => new StoredPeriod(period, moment)));
        }

        Assert.All(Enumerable.Range(0, history.Length), known => Assert.Equal(
            history[known],
            rows.Where(row => row.Recorded <= known && !(row.Superseded <= known)).Select(row => row.Period)
                .OrderBy(period => period.From)));
    });

    /// <summary>True of exactly the added rows that a view of adjustments to closed months must list.</summary>
    [Fact]
    public void A_row_changes_closed_days_when_it_says_something_else_of_one_of_them() => ForEvery(
        from before in AnyTimeline
        from after in AnyTimeline
        from closed in AnyDay
        select (before, after, closed),
        given => Assert.All(given.after, period => Assert.Equal(
            EveryDay.Any(day => day <= given.closed && (period.Covers(day)
                ? given.before.On(day) is not { } old || (old.Facts, old.Market, old.Status)
                    != (period.Facts, period.Market, period.Status)
                // Nothing is said any more of days before the first.
                : day < given.after[0].From && period == given.after[0] && given.before.On(day) is not null)),
            TimelineDifference.ChangesClosedDays(period, given.before, given.closed))));

    sealed class StoredPeriod(StatusPeriod period, int recorded)
    {
        public StatusPeriod Period { get; } = period;

        public int Recorded { get; } = recorded;

        public int? Superseded { get; set; }
    }
}
