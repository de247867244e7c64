using System;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

public class CM013Tests
{
    const string ByTheOwner =
        "CM013 Contoso: \"<cm_readyforserviceon>\" can't be dated by the account's owner. Ask a colleague to date it.";

    static readonly Guid Colleague = new("10000000-0000-0000-0000-000000000009");

    static CustomerFacts Owned(Guid? by, Stage stage = Stage.Readiness) => In(stage, (Columns.Owner, by));

    [Fact]
    public void The_owner_does_not_date_readiness_and_a_colleague_does()
    {
        Assert.Equal(ByTheOwner, Refusal(Change(Owned(Rep), (Columns.ReadyForServiceOn, Day(6, 1)))));
        Assert.Equal("", Refusal(Change(Owned(Colleague), (Columns.ReadyForServiceOn, Day(6, 1)))));
    }

    /// <summary>A team's id is nobody's.</summary>
    [Fact]
    public void A_team_that_owns_it_and_no_owner_at_all_are_not_judged()
    {
        var team = new Guid("60000000-0000-0000-0000-000000000001");
        Assert.Equal("", Refusal(Change(Owned(team), (Columns.ReadyForServiceOn, Day(6, 1)))));
        Assert.Equal("", Refusal(Change(Owned(null), (Columns.ReadyForServiceOn, Day(6, 1)))));
    }

    [Fact]
    public void It_is_the_owner_after_the_save_who_counts()
    {
        Assert.Equal("", Refusal(Change(
            Owned(Rep), (Columns.ReadyForServiceOn, Day(6, 1)), (Columns.Owner, Colleague))));
        Assert.Equal(ByTheOwner, Refusal(Change(
            Owned(Colleague), (Columns.ReadyForServiceOn, Day(6, 1)), (Columns.Owner, Rep))));
    }

    [Fact]
    public void A_correction_is_a_certification_too()
    {
        var live = Owned(Rep, Stage.Live);
        Assert.Equal(ByTheOwner, Refusal(Change(live, (Columns.ReadyForServiceOn, Day(2, 26)))));
        Assert.Equal("", Refusal(Change(live, (Columns.ReadyForServiceOn, live[Columns.ReadyForServiceOn]))));
    }

    [Fact]
    public void A_date_and_a_move_in_one_save_are_judged() => Assert.Equal(
        ByTheOwner,
        Refusal(Enter(
            Stage.Live, Owned(Rep), (Columns.ReadyForServiceOn, Day(2, 26)), (Columns.ServiceOwner, Rep),
            (Columns.ServiceStartsOn, Day(3, 1)))));

    /// <summary>They carry no certifier.</summary>
    [Fact]
    public void What_a_record_brings_into_the_lifecycle_is_not_judged()
    {
        Assert.Equal("", Refusal(Enter(Stage.Live, Outside((Columns.Owner, Rep)))));
        Assert.Equal("", Refusal(Enter(Stage.Live, default, [.. Live()])));
        Assert.Equal("", Refusal(Change(Row((Columns.Owner, Rep)), (Columns.ReadyForServiceOn, Day(6, 1)))));

        static System.Collections.Generic.IEnumerable<(Column, object?)> Live()
        {
            yield return (Columns.Owner, Rep);
            foreach (var stage in Lifecycle.Stages.Below(Stage.Live))
            {
                foreach (var column in stage.Requires)
                {
                    yield return (column, GoodValue(column));
                }
            }
        }
    }

    [Fact]
    public void The_owner_may_empty_it_by_going_back_and_date_what_isnt_readiness()
    {
        Assert.Equal("", Refusal(Enter(
            Stage.Readiness, Owned(Rep, Stage.Live), (Columns.StageChangeReason, "Not ready after all"))));
        Assert.Equal("", Refusal(Change(Owned(Rep), (Columns.DocumentsSubmittedOn, Day(6, 1)))));
    }

    [Fact]
    public void It_is_said_in_Spanish_too() => Assert.Equal(
        "CM013 Contoso: el propietario de la cuenta no puede poner fecha en \"<cm_readyforserviceon>\". Pida a un compañero "
        + "que la ponga.",
        Refusal(Change(Owned(Rep), (Columns.ReadyForServiceOn, Day(6, 1))), language: 3082));
}
