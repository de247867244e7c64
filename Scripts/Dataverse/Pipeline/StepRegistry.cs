using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>A step and the one instance of its plug-in, which all executions share as on the platform.</summary>
sealed record RegisteredStep(PluginStep Step, IPlugin Plugin)
{
    /// <summary>
    /// Whether the step handles an event that it is registered for: filtering attributes go by presence.
    /// </summary>
    internal bool Handles(PipelineEvent source, bool filtersSeeAddedColumns)
    {
        if (Step.FilteringAttributes.Count == 0 || source.Message is not ("Update" or "UpdateMultiple"))
        {
            return true;
        }

        return filtersSeeAddedColumns
            ? source.Targets.Any(target => Step.FilteringAttributes.Any(target.Contains))
            : Step.FilteringAttributes.Any(source.SentColumns.Contains);
    }
}

/// <summary>The registered steps by message, table and stage.</summary>
sealed class StepRegistry
{
    readonly Dictionary<(string Message, int Stage), List<RegisteredStep>> _steps = [];

    /// <summary>What each save asks for again, until a step is added or removed.</summary>
    readonly Dictionary<(string Message, string Table, int Stage), IReadOnlyList<RegisteredStep>> _byTable = [];

    readonly Dictionary<(string Message, string Table, StepImageKind Kind, int From, int To), ColumnSet?> _images = [];

    /// <summary>The steps of a stage, by rank; equal ranks in the order of registration.</summary>
    internal IReadOnlyList<RegisteredStep> For(string message, string table, int stage)
    {
        if (!_byTable.TryGetValue((message, table, stage), out var steps))
        {
            _byTable[(message, table, stage)] = steps =
            [
                .. _steps.GetValueOrDefault((message, stage), [])
                    .Where(step => step.Step.Table is null || step.Step.Table == table),
            ];
        }

        return steps;
    }

    /// <summary>
    /// The columns that the images of the event's steps in one stage or two show; null when there is no image.
    /// </summary>
    internal ColumnSet? ImageColumns(PipelineEvent source, StepImageKind kind, int from, int to)
    {
        var key = (source.Message, source.Table, kind, from, to);
        if (!_images.TryGetValue(key, out var columns))
        {
            var images = new[] { from, to }.Distinct().SelectMany(stage => For(source.Message, source.Table, stage))
                .SelectMany(step => step.Step.Images).Where(image => image.Holds(kind)).ToArray();
            _images[key] = columns = images.Length == 0 ? null
                : images.Any(image => image.Columns.Count == 0) ? new ColumnSet(true)
                : new ColumnSet([.. images.SelectMany(image => image.Columns).Distinct()]);
        }

        return columns;
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
        Forget();
    }

    internal void Remove(Guid stepId)
    {
        foreach (var list in _steps.Values)
        {
            list.RemoveAll(step => step.Step.Id == stepId);
        }

        Forget();
    }

    void Forget()
    {
        _byTable.Clear();
        _images.Clear();
    }
}
