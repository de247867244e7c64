using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>Whatever is saved, on whichever days: timeline and account say what a naive play of the table says.</summary>
public class DayByDayProperties
{
    static readonly Guid[] Markets = [Rep, Guid.Parse("20000000-0000-0000-0000-000000000002")];

    /// <summary>Numbers to make one save of: it depends on the record and the day what comes of them.</summary>
    sealed record Step(int DaysLater, int[] Kinds, int[] Picks, int? TakesEffectDaysAgo, bool HasReason);

    static Gen<Step> AnyStep { get; } =
        from later in Gen.Choose(0, 15)
        from kinds in Gen.Choose(0, 10).NonEmptyListOf()
        from picks in Gen.Choose(0, 25).ListOf(3)
        from takesEffect in Gen.Frequency(
            (2, Gen.Constant<int?>(null)), (1, Gen.Choose(0, 30).Select(days => (int?)days)))
        from hasReason in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
        select new Step(later, [.. kinds.Take(3)], [.. picks], takesEffect, hasReason);

    static IEnumerable<(Column, object?)> Edits(Step step, CustomerFacts record, DateTime today)
    {
        if (step.HasReason)
        {
            yield return (Columns.StageChangeReason, "words");
        }

        if (step.TakesEffectDaysAgo is { } days)
        {
            yield return (Columns.TakesEffectOn, today.AddDays(-days));
        }

        foreach (var (kind, pick) in step.Kinds.Zip(step.Picks))
        {
            foreach (var edit in Edit(kind, pick, record, today))
            {
                yield return edit;
            }
        }
    }

    static IEnumerable<(Column, object?)> Edit(int kind, int pick, CustomerFacts record, DateTime today) => kind switch
    {
        0 => Enter(Lifecycle.Stages[pick % 6].Stage, record, today.AddDays(-pick)),
        1 or 2 => Enter(Stage.Live, record, today.AddDays(-pick)),
        3 => [(Columns.BillingHold, !record.IsOnHold), (Columns.BillingHoldReason, "Dispute")],
        4 => [(Columns.Chargeable, !record.IsChargeable)],
        5 => [(Columns.State, record.IsActiveAccount ? 1 : 0)],
        6 or 7 => [(Lifecycle.DatesOfGoingLive[pick % 4], today.AddDays(1 - pick))],
        8 => [(Columns.ServiceEndedOn, pick == 0 ? null : today.AddDays(pick - 12))],
        9 => [(Columns.Market, Markets[pick % 2])],
        _ => pick < 5 ? [(Columns.Stage, null)] : [],
    };

    static IEnumerable<(Column, object?)> Enter(Stage stage, CustomerFacts record, DateTime date) =>
    [
        (Columns.Stage, (int)stage),
        .. from column in Lifecycle.Stages.Below(stage).SelectMany(passed => passed.Requires)
           where !record.IsFilled(column)
           select (column, column.Type == ColumnType.Date ? date : GoodValue(column)),
        .. stage == Stage.Closed
            ? new[] { (Columns.EndReason, (object?)(int)EndReason.Other), (Columns.ServiceEndedOn, date) } : [],
    ];

    /// <summary>Plays saves of one customer, those that keep the rules; tells each.</summary>
    static IEnumerable<(CustomerChange Change, CustomerFacts Record, Timeline Believed, DayByDay Days)> Play(
        IEnumerable<Step> steps)
    {
        var record = default(CustomerFacts);
        var believed = Timeline.Empty;
        var days = new DayByDay();
        var now = Day(4, 1).AddHours(9);
        foreach (var step in steps)
        {
            now = now.AddDays(step.DaysLater);
            var edits = Edits(step, record, now.Date).GroupBy(edit => edit.Item1).Select(same => same.Last());
            var before = believed;
            var change = new CustomerChange(record, Row([.. edits]), new(now), Rep, () => before);
            if (Codes(change).Length > 0)
            {
                continue;
            }

            if (change.IsInLifecycle)
            {
                days.Save(record, change.After, now.Date, change.TakesEffectOn);
            }

            believed = change.ReachesTimeline ? change.Timeline : believed;
            record = Saved(change);
            yield return (change, record, believed, days);
        }
    }

    [Fact]
    public void The_timeline_says_of_each_day_what_the_table_says() => Prop.ForAll(
        AnyStep.ListOf(12).ToArbitrary(),
        steps =>
        {
            foreach (var (change, record, believed, days) in Play(steps))
            {
                var known = days.Known.ToArray();
                Assert.Equal(
                    known.Select(one => one.Day).FirstOrDefault(), believed.Select(one => one.From).FirstOrDefault());
                foreach (var (day, facts, market, status) in known)
                {
                    var says = believed.On(day)!.Value;
                    Assert.True(
                        (says.Facts, says.Market, says.Status) == (facts, market, status),
                        $"{day:yyyy-MM-dd}: {says}, but {(facts, market, status)}.\n{Told(change)}");
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void The_account_says_of_today_what_the_table_says() => Prop.ForAll(
        AnyStep.ListOf(12).ToArbitrary(),
        steps =>
        {
            foreach (var (change, record, _, days) in Play(steps).Where(played => played.Record.Stage is not null))
            {
                var known = days.Known.ToArray();
                var today = known.Single(one => one.Day == change.At.Today).Status;
                var firstActive = known.FirstOrDefault(one => one.Facts.IsActiveCustomer()).Day;
                var firstBillable = known.FirstOrDefault(one => one.Status == BillableStatus.Billable).Day;
                var stored = (
                    record.FirstLiveOn ?? default, record.Date(Columns.FirstBillableOn) ?? default,
                    record.Stage == Stage.Closed ? today : record.BillableStatus!.Value);
                Assert.True(
                    stored == (firstActive, firstBillable, today),
                    $"{stored}, but {(firstActive, firstBillable, today)}.\n{Told(change)}");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void Nothing_is_left_to_recompute_after_a_save() => Prop.ForAll(
        AnyStep.ListOf(12).ToArbitrary(),
        steps =>
        {
            foreach (var (change, record, believed, _) in Play(steps).Where(played => played.Record.Stage is not null))
            {
                var again = CustomerChange.Recomputing(record, change.At, Rep, () => believed);
                Assert.True(believed.SequenceEqual(again.Timeline), Told(again));
                Assert.Empty(ServerColumns.For(again, () => 1033));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void Histories_do_get_to_every_status_and_stage()
    {
        // Guards the properties above: they would hold emptily if hardly a save were accepted.
        var played = Gen.Sample(AnyStep.ListOf(12), 300, 12).SelectMany(steps => Play(steps)).ToArray();
        Assert.InRange(played.Length, 900, 3600);
        Assert.Equal(4, played.Select(one => one.Record.BillableStatus).OfType<BillableStatus>().Distinct().Count());
        Assert.Equal(6, played.Select(one => one.Record.Stage).OfType<Stage>().Distinct().Count());
        Assert.Contains(played, one => one.Change.Reopens);
        Assert.Contains(played, one => one.Change.Leaves);
        Assert.Contains(played, one => one.Believed.Count > 6);
    }

    static string Told(CustomerChange change) => string.Join("\n",
    [
        $"On {change.At.Today:yyyy-MM-dd}, by effect on {change.TakesEffectOn:yyyy-MM-dd}:",
        .. Columns.All.Where(change.Changes).Select(column =>
            $"{column}: {change.Before[column]} -> {change.After[column]}"),
        "Believed before:", .. change.Believed.Select(period => period.ToString()),
        "and after:", .. change.Timeline.Select(period => period.ToString()),
    ]);
}
