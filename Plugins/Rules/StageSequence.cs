using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>
/// Stages in the order in which a customer passes them. A stage's rank is its place here: option values are for the
/// platform, and a stage that is inserted later has a higher one than those after it.
/// </summary>
public sealed class StageSequence(params StageDefinition[] stages) : IReadOnlyList<StageDefinition>
{
    public int Count => stages.Length;

    public StageDefinition this[int rank] => stages[rank];

    /// <summary>The stages of the guided process, in order: all but Closed.</summary>
    public IReadOnlyList<Stage> Guided { get; } =
        [.. stages.Select(stage => stage.Stage).Where(stage => stage != Stage.Closed)];

    /// <summary>The checkpoints with their columns, in the order of their stages.</summary>
    public IReadOnlyList<MilestoneDefinition> Milestones { get; } =
        [.. stages.Select(stage => stage.Milestone).OfType<MilestoneDefinition>()];

    public bool Contains(Stage stage) => Array.Exists(stages, known => known.Stage == stage);

    /// <summary>0 for the first stage.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The stage isn't one of these.</exception>
    public int Rank(Stage stage)
    {
        var rank = Array.FindIndex(stages, known => known.Stage == stage);
        return rank >= 0 ? rank : throw new ArgumentOutOfRangeException(nameof(stage), stage, "No such stage.");
    }

    public StageDefinition Of(Stage stage) => stages[Rank(stage)];

    /// <summary>
    /// The stages a customer has passed when it is in <paramref name="stage"/>: those ranked below it.
    /// </summary>
    public IEnumerable<StageDefinition> Below(Stage stage) => stages.Take(Rank(stage));

    /// <summary>The given stage and those after it.</summary>
    public IEnumerable<StageDefinition> From(Stage stage) => stages.Skip(Rank(stage));

    /// <summary>Those after the given stage.</summary>
    public IEnumerable<StageDefinition> After(Stage stage) => From(stage).Skip(1);

    /// <summary>The stage after or before <paramref name="from"/> on the way to another.</summary>
    public Stage Next(Stage from, Stage toward) => stages[Rank(from) + Math.Sign(Rank(toward) - Rank(from))].Stage;

    /// <summary>How many stages lie between, the last one included.</summary>
    public int Distance(Stage from, Stage to) => Math.Abs(Rank(to) - Rank(from));

    public IEnumerator<StageDefinition> GetEnumerator() => stages.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
