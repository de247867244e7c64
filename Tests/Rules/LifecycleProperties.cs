using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>What holds for every customer and every sequence of saves, not just for the examples.</summary>
public class LifecycleProperties
{
    static readonly Guid[] People = [Rep, Guid.Parse("10000000-0000-0000-0000-000000000002")];

    static readonly Gen<DateTime> Dates = Gen.Elements(
        new DateTime(1999, 12, 31), Day(1, 5), Day(3, 1), Day(6, 1), Day(6, 15), Day(6, 16), Day(12, 24));

    /// <summary>A value somebody might enter in a column: mostly good, sometimes empty or wrong.</summary>
    static Gen<object?> ValueFor(Column column) => column.Type switch
    {
        _ when column == Columns.State || column == Columns.Status => Gen.Elements<object?>(0, 0, 0, 1),
        _ when column == Columns.Stage =>
            Gen.Elements<object?>([.. Lifecycle.Stages.Select(stage => (object?)(int)stage.Stage), null]),
        ColumnType.YesNo => Gen.Elements<object?>(true, false, null),
        ColumnType.Text => Gen.Elements<object?>("words", "other words", " ", null),
        ColumnType.Date => Gen.OneOf(Dates.Select(date => (object?)date), Gen.Constant((object?)null)),
        _ => Gen.Elements(GoodValue(column), GoodValue(column), null),
    };

    static Gen<KeyValuePair<Column, object?>> Edit { get; } =
        from column in Gen.Elements(Columns.EnteredByPeople.ToArray())
        from value in ValueFor(column)
        select new KeyValuePair<Column, object?>(column, value);

    /// <summary>
    /// Saves as people make them: mostly one or a few columns, now and then everything that is needed.
    /// </summary>
    static Gen<KeyValuePair<Column, object?>[]> Save { get; } = Gen.OneOf(
        Edit.ListOf().Select(edits => edits.GroupBy(edit => edit.Key).Select(group => group.Last()).ToArray()),
        from stage in Gen.Elements(Lifecycle.Stages.ToArray())
        select stage.Requires.Concat(stage.ToEnter)
            .Select(column => KeyValuePair.Create(column, (object?)GoodValue(column)))
            .ToArray(),
        Gen.Elements(Lifecycle.Stages.ToArray()).Select(stage => new[]
        {
            KeyValuePair.Create(Columns.Stage, (object?)(int)stage.Stage),
        }));

    static Gen<CustomerFacts> AnyRecord { get; } =
        from columns in Gen.SubListOf(Columns.EnteredByPeople.Where(column => column != Columns.Stage).ToArray())
        from values in Gen.CollectToArray(columns, ValueFor)
        select default(CustomerFacts).With(columns.Zip(values, KeyValuePair.Create));

    /// <summary>The record after each save that is accepted, and what is believed of it then.</summary>
    static IEnumerable<Saved> History(CustomerFacts start, IEnumerable<KeyValuePair<Column, object?>[]> saves)
    {
        var now = new Saved(start, Timeline.Empty);
        foreach (var save in saves)
        {
            if (Accepted(now, default(CustomerFacts).With(save), Rep) is { } next)
            {
                now = next;
                yield return now;
            }
        }
    }

    /// <summary>Null for a save that breaks a rule.</summary>
    static Saved? Accepted(Saved now, CustomerFacts submitted, Guid by)
    {
        var change = new CustomerChange(now.Record, submitted, Now, by, () => now.Believed);
        return SaveRules.Check(change).Count > 0 ? null
            : new(Sample.Saved(change), change.ReachesTimeline ? change.Timeline : now.Believed);
    }

    static void ForEveryHistory(Func<Saved, bool> holds) => Prop.ForAll(
        AnyRecord.Zip(Save.ListOf(30)).ToArbitrary(),
        history => History(history.Item1, history.Item2).All(holds)).QuickCheckThrowOnFailure();

    [Fact]
    public void No_customer_is_ever_billable_with_a_milestone_missing() => ForEveryHistory(saved =>
        saved.Record.BillableStatus != BillableStatus.Billable
        || Lifecycle.Stages.Milestones.All(milestone => saved.Record.IsFilled(milestone.DatedBy))
            && saved.Record.Stage == Stage.Live);

    [Fact]
    public void Histories_do_reach_billable_customers()
    {
        // Guards the property above: it would hold emptily if no history got that far.
        var billable = Gen.Sample(AnyRecord.Zip(Save.ListOf(60)), 400, 60)
            .Count(history => History(history.Item1, history.Item2)
                .Any(saved => saved.Record.BillableStatus == BillableStatus.Billable));
        Assert.InRange(billable, 1, 400);
    }

    [Fact]
    public void Judging_twice_gives_the_same() => ForEveryHistory(saved =>
    {
        var again = new CustomerChange(saved.Record, saved.Record, Now, Rep, () => saved.Believed);
        return SaveRules.Check(again).Count == 0 && Writes(again).Count == 0
            && (!again.ReachesTimeline || again.Timeline.SequenceEqual(saved.Believed));
    });

    [Fact]
    public void What_the_account_says_of_today_follows_from_its_periods() => ForEveryHistory(saved =>
    {
        if (saved.Record.Stage is null)
        {
            return saved.Believed.Count == 0 && Columns.Computed.All(column => !saved.Record.IsFilled(column)
                || column == Columns.ReasonGivenOn || column == Columns.ReasonGivenBy);
        }

        var today = saved.Believed.On(Day(6, 15))!.Value;
        var isClosed = saved.Record.Stage == Stage.Closed;
        return (isClosed && today.IsActive || saved.Record.BillableStatus == today.Status)
            && saved.Record[Columns.IsActiveCustomer] is true == (today.IsActive && !isClosed)
            && saved.Record.FirstLiveOn == saved.Believed.Where(period => period.IsActive)
                .Select(period => (DateTime?)period.From).FirstOrDefault();
    });

    [Fact]
    public void A_milestone_without_a_date_has_no_certifier() => ForEveryHistory(saved =>
        saved.Record.Stage is null || Lifecycle.Stages.Milestones.All(milestone =>
            saved.Record.IsFilled(milestone.DatedBy) || !saved.Record.IsFilled(milestone.CertifiedBy)));

    [Fact]
    public void A_jump_is_accepted_exactly_when_the_same_steps_one_by_one_are() => Prop.ForAll(
        (from record in Gen.OneOf(AnyRecord, MostlyComplete)
         from to in Gen.Elements(Lifecycle.Stages.Guided.ToArray())
         select (record, to)).ToArbitrary(),
        jump =>
        {
            var direct = SaveRules.Check(Enter(jump.to, jump.record)).Count == 0;
            var customer = jump.record;
            var stepwise =
                Lifecycle.Stages.Guided.TakeWhile(stage =>
                    Lifecycle.Stages.Rank(stage) <= Lifecycle.Stages.Rank(jump.to)).All(stage =>
            {
                var step = Enter(stage, customer);
                customer = Sample.Saved(step);
                return SaveRules.Check(step).Count == 0;
            });
            return direct == stepwise;
        }).QuickCheckThrowOnFailure();

    /// <summary>
    /// All columns filled but for one or two edits, so that jumps are accepted about as often as not.
    /// </summary>
    static Gen<CustomerFacts> MostlyComplete { get; } =
        from edits in Edit.Where(edit => edit.Key != Columns.Stage).ArrayOf(2)
        select Outside().With(edits);

    sealed record Saved(CustomerFacts Record, Timeline Believed);
}
