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
    /// <summary>By how many they are; made once, as each save asks for them.</summary>
    readonly FixedList<StageDefinition>[] _first =
    [
        .. Enumerable.Range(0, stages.Length).Select(count => new FixedList<StageDefinition>([.. stages.Take(count)])),
    ];

    /// <summary>By how many come before them.</summary>
    readonly FixedList<StageDefinition>[] _rest =
    [
        .. Enumerable.Range(0, stages.Length + 1).Select(
            count => new FixedList<StageDefinition>([.. stages.Skip(count)])),
    ];

    public int Count => stages.Length;

    public StageDefinition this[int rank] => stages[rank];

    /// <summary>The stages of the guided process, in order: all but Closed.</summary>
    public IReadOnlyList<Stage> Guided { get; } =
        [.. stages.Select(stage => stage.Stage).Where(stage => stage != Stage.Closed)];

    /// <summary>The checkpoints with their columns, in the order of their stages.</summary>
    public FixedList<MilestoneDefinition> Milestones { get; } =
        new([.. stages.Select(stage => stage.Milestone).OfType<MilestoneDefinition>()]);

    public bool Contains(Stage stage) => Find(stage) >= 0;

    /// <summary>0 for the first stage.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The stage isn't one of these.</exception>
    public int Rank(Stage stage)
    {
        var rank = Find(stage);
        return rank >= 0 ? rank : throw new ArgumentOutOfRangeException(nameof(stage), stage, "No such stage.");
    }

    public StageDefinition Of(Stage stage) => stages[Rank(stage)];

    /// <summary>
    /// The stages a customer has passed when it is in <paramref name="stage"/>: those ranked below it.
    /// </summary>
    public FixedList<StageDefinition> Below(Stage stage) => _first[Rank(stage)];

    /// <summary>The given stage and those after it.</summary>
    public FixedList<StageDefinition> From(Stage stage) => _rest[Rank(stage)];

    /// <summary>Those after the given stage.</summary>
    public FixedList<StageDefinition> After(Stage stage) => _rest[Rank(stage) + 1];

    /// <summary>The stage after or before <paramref name="from"/> on the way to another.</summary>
    public Stage Next(Stage from, Stage toward) => stages[Rank(from) + Math.Sign(Rank(toward) - Rank(from))].Stage;

    /// <summary>How many stages lie between, the last one included.</summary>
    public int Distance(Stage from, Stage to) => Math.Abs(Rank(to) - Rank(from));

    int Find(Stage stage)
    {
        for (var rank = 0; rank < stages.Length; rank++)
        {
            if (stages[rank].Stage == stage)
            {
                return rank;
            }
        }

        return -1;
    }

    public FixedList<StageDefinition>.Enumerator GetEnumerator() => new(stages);

    IEnumerator<StageDefinition> IEnumerable<StageDefinition>.GetEnumerator() =>
        ((IEnumerable<StageDefinition>)stages).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => stages.GetEnumerator();
}
