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

    static IEnumerable<CustomerFacts> History(CustomerFacts start, IEnumerable<KeyValuePair<Column, object?>[]> saves)
    {
        var customer = start;
        foreach (var save in saves)
        {
            var change = new CustomerChange(customer, customer.With(save), Now, Rep);
            if (SaveRules.Check(change).Count == 0)
            {
                customer = Saved(change);
                yield return customer;
            }
        }
    }

    static void ForEveryHistory(Func<CustomerFacts, bool> holds) => Prop.ForAll(
        AnyRecord.Zip(Save.ListOf(30)).ToArbitrary(),
        history => History(history.Item1, history.Item2).All(holds)).QuickCheckThrowOnFailure();

    [Fact]
    public void No_customer_is_ever_billable_with_a_milestone_missing() => ForEveryHistory(customer =>
        customer.BillableStatus != BillableStatus.Billable
        || Lifecycle.Stages.Milestones.All(milestone => customer.IsFilled(milestone.DatedBy))
            && customer.Stage == Stage.Live);

    [Fact]
    public void Histories_do_reach_billable_customers()
    {
        // Guards the property above: it would hold emptily if no history got that far.
        var billable = Gen.Sample(AnyRecord.Zip(Save.ListOf(60)), 400, 60)
            .Count(history => History(history.Item1, history.Item2)
                .Any(customer => customer.BillableStatus == BillableStatus.Billable));
        Assert.InRange(billable, 1, 400);
    }

    [Fact]
    public void Judging_twice_gives_the_same() => ForEveryHistory(customer =>
    {
        var again = new CustomerChange(customer, customer, Now, People[1]);
        return SaveRules.Check(again).Count == 0 && Writes(again).Count == 0;
    });

    [Fact]
    public void An_active_customer_is_exactly_an_active_account_in_Live() => ForEveryHistory(customer =>
        customer.Stage is null || (customer[Columns.IsActiveCustomer] is true) == customer.IsActiveCustomer);

    [Fact]
    public void A_milestone_has_a_certifier_exactly_when_it_is_dated() => ForEveryHistory(customer =>
        customer.Stage is null || Lifecycle.Stages.Milestones.All(milestone =>
            customer.IsFilled(milestone.DatedBy) == customer.IsFilled(milestone.CertifiedBy)));

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
                customer = Saved(step);
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
}
