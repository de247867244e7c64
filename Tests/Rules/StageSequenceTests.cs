using System;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;
using static CrmMilestones.Tests.Rules.Sample;

namespace CrmMilestones.Tests.Rules;

/// <summary>
/// A stage's place in the list is its rank. Here a stage Training stands before Live, with the next free option value,
/// as published values can't be renumbered.
/// </summary>
public class StageSequenceTests
{
    const Stage Training = (Stage)727000006;

    static readonly StageSequence WithTraining = new(
    [
        .. Lifecycle.Stages.TakeWhile(stage => stage.Stage != Stage.Live),
        new(Training, team: "Operations", requires: [Columns.EndReason]),
        .. Lifecycle.Stages.SkipWhile(stage => stage.Stage != Stage.Live),
    ]);

    [Theory]
    [InlineData(Stage.Prospect, 0)]
    [InlineData(Stage.Readiness, 3)]
    [InlineData(Training, 4)]
    [InlineData(Stage.Live, 5)]
    [InlineData(Stage.Closed, 6)]
    public void A_stage_ranks_by_its_place(Stage stage, int rank)
    {
        Assert.Equal(rank, WithTraining.Rank(stage));
        Assert.Equal(stage, WithTraining.Of(stage).Stage);
        Assert.Equal(rank, WithTraining.Below(stage).Count);
        Assert.Equal(7 - rank, WithTraining.From(stage).Count);
        Assert.Equal(6 - rank, WithTraining.After(stage).Count);
    }

    [Fact]
    public void A_stage_that_is_not_in_the_list_has_no_rank()
    {
        Assert.False(Lifecycle.Stages.Contains(Training));
        Assert.Throws<ArgumentOutOfRangeException>(() => Lifecycle.Stages.Rank(Training));
        Assert.Throws<ArgumentOutOfRangeException>(() => Lifecycle.Stages.Of(Training));
        Assert.Throws<ArgumentOutOfRangeException>(() => Lifecycle.Stages.From(Training));
        Assert.Throws<ArgumentOutOfRangeException>(() => Lifecycle.Stages.Below(Training));
        Assert.Throws<ArgumentOutOfRangeException>(() => Lifecycle.Stages.After(Training));
        Assert.Throws<ArgumentOutOfRangeException>(() => Lifecycle.Stages.Next(Training, toward: Stage.Live));
        Assert.Throws<ArgumentOutOfRangeException>(() => Lifecycle.Stages.Next(Stage.Live, toward: Training));
    }

    [Fact]
    public void The_guided_process_leads_through_it()
    {
        Assert.Equal(
            [Stage.Prospect, Stage.Onboarding, Stage.Compliance, Stage.Readiness, Training, Stage.Live],
            WithTraining.Guided);
        Assert.Equal(Training, WithTraining.Next(Stage.Readiness, toward: Stage.Live));
        Assert.Equal(Training, WithTraining.Next(Stage.Live, toward: Stage.Prospect));
        Assert.Equal(Stage.Live, WithTraining.Next(Training, toward: Stage.Live));
        Assert.Equal((2, 2), (WithTraining.Distance(Stage.Live, Stage.Readiness),
            WithTraining.Distance(Stage.Readiness, Stage.Live)));
    }

    [Fact]
    public void CM001_asks_for_what_it_requires() => Assert.Equal(
        "CM001 Contoso can't enter [Live] yet. Still needed: [727000006] - <cm_endreason>.",
        Refusal(Entering(Stage.Live, Outside())));

    [Fact]
    public void CM003_takes_a_move_from_Live_to_it_for_one_back()
    {
        Assert.Equal(["CM003"], [.. Codes(Entering(Training, In(Stage.Live)))]);
        Assert.Empty(Codes(Entering(Training, Outside())));
    }

    [Fact]
    public void CM003_takes_a_move_from_it_to_Readiness_for_one_back()
    {
        var training = Outside((Columns.Stage, (int)Training));
        Assert.Equal(["CM003"], [.. Codes(Entering(Stage.Readiness, training))]);
    }

    [Fact]
    public void It_is_a_list()
    {
        Assert.Equal((7, Training), (WithTraining.Count, WithTraining[4].Stage));
        Assert.Equal(7, ((System.Collections.IEnumerable)WithTraining).Cast<StageDefinition>().Count());
    }

    [Fact]
    public void CM008_still_asks_for_the_end_of_a_closed_customer() =>
        Assert.Equal(["CM008"], [.. Codes(Entering(Stage.Closed, In(Stage.Live)))]);

    static CustomerChange Entering(Stage stage, CustomerFacts before) =>
        new(before, Row((Columns.Stage, (int)stage)), Now, Rep, () => Believed(before), WithTraining);
}
