using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>A step and the one instance of its plug-in, which all executions share as on the platform.</summary>
sealed record RegisteredStep(PluginStep Step, IPlugin Plugin)
{
    readonly FrozenSet<string> _filter = Step.FilteringAttributes.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// Whether the step handles an event that it is registered for: filtering attributes go by presence.
    /// </summary>
    internal bool Handles(PipelineEvent source) =>
        _filter.Count == 0 || source.Message is not ("Update" or "UpdateMultiple")
        || (source.SentColumns is { } sent ? sent.Any(_filter.Contains)
            : source.Targets.Any(target => target.Attributes.Keys.Any(_filter.Contains)));
}

/// <summary>What happens to a table in one stage of a message.</summary>
/// <param name="Synchronous">The steps, by rank; equal ranks in the order of registration.</param>
/// <param name="Asynchronous">Those that run after the transaction.</param>
/// <param name="Before">The columns that pre-images show which are read now; null when there is none.</param>
/// <param name="After">Those of post-images.</param>
sealed record StageSteps(
    IReadOnlyList<RegisteredStep> Synchronous, IReadOnlyList<RegisteredStep> Asynchronous,
    IReadOnlyList<string>? Before, IReadOnlyList<string>? After)
{
    /// <summary>Whether nothing happens.</summary>
    internal bool IsEmpty { get; } =
        Synchronous.Count + Asynchronous.Count == 0 && Before is null && After is null;
}

/// <summary>The registered steps by message, table and stage.</summary>
sealed class StepRegistry
{
    readonly Dictionary<(string Message, int Stage), List<RegisteredStep>> _steps = [];

    /// <summary>What each save asks for again, until a step is added or removed.</summary>
    readonly Dictionary<(string Message, string Table, int Stage), StageSteps> _byTable = [];

    /// <summary>Whether there are steps in some stage.</summary>
    internal bool Has(string message, string table) =>
        !For(message, table, PipelineStage.PreValidation).IsEmpty
        || !For(message, table, PipelineStage.PreOperation).IsEmpty
        || !For(message, table, PipelineStage.PostOperation).IsEmpty;

    /// <summary>What happens in a stage.</summary>
    internal StageSteps For(string message, string table, int stage)
    {
        if (!_byTable.TryGetValue((message, table, stage), out var steps))
        {
            _byTable[(message, table, stage)] = steps = Find(message, table, stage);
        }

        return steps;
    }

    StageSteps Find(string message, string table, int stage)
    {
        var own = Steps(stage);
        // The row is read once before it is written, for both stages in the transaction.
        var before = stage switch
        {
            PipelineStage.PreValidation => Shown(own, StepImageKind.Pre),
            PipelineStage.PreOperation => Shown([.. own, .. Steps(PipelineStage.PostOperation)], StepImageKind.Pre),
            _ => null,
        };
        return new(
            [.. own.Where(step => !step.Step.IsAsync)], [.. own.Where(step => step.Step.IsAsync)], before,
            stage == PipelineStage.PostOperation ? Shown(own, StepImageKind.Post) : null);

        RegisteredStep[] Steps(int of) =>
        [
            .. _steps.GetValueOrDefault((message, of), [])
                .Where(step => step.Step.Table is null || step.Step.Table == table),
        ];
    }

    /// <summary>The columns that the images of steps show, none where they show all; null when there is no image.
    /// </summary>
    static IReadOnlyList<string>? Shown(RegisteredStep[] steps, StepImageKind kind)
    {
        var images = steps.SelectMany(step => step.Step.Images).Where(image => image.Holds(kind)).ToArray();
        return images.Length == 0 ? null
            : images.Any(image => image.Columns.Count == 0) ? []
            : [.. images.SelectMany(image => image.Columns).Distinct()];
    }

    /// <summary>Adds a step, in place of one with the same id.</summary>
    /// <exception cref="SolutionImportException">It is not allowed on the platform, or not supported by this
    /// host.</exception>
    internal void Add(PluginStep step, IPlugin plugin, MetadataCatalog catalog, CustomApiCatalog apis)
    {
        StepRules.Check(step, catalog, apis);
        Remove(step.Id);
        var key = (step.Message, step.Stage);
        if (!_steps.TryGetValue(key, out var list))
        {
            _steps[key] = list = [];
        }

        var at = list.FindIndex(other => other.Step.Rank > step.Rank);
        list.Insert(at < 0 ? list.Count : at, new(step, plugin));
        _byTable.Clear();
    }

    internal void Remove(Guid stepId)
    {
        foreach (var list in _steps.Values)
        {
            list.RemoveAll(step => step.Step.Id == stepId);
        }

        _byTable.Clear();
    }
}
