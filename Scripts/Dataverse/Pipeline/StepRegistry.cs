using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>A step and the one instance of its plug-in, which all executions share as on the platform.</summary>
sealed record RegisteredStep(PluginStep Step, IPlugin Plugin)
{
    /// <summary>Whether the step handles an event that it is registered for: filtering attributes go by presence.</summary>
    internal bool Handles(PipelineEvent source, bool filtersSeeAddedColumns)
    {
        if (Step.FilteringAttributes.Count == 0 || source.Message is not ("Update" or "UpdateMultiple"))
            return true;
        return filtersSeeAddedColumns
            ? source.Targets.Any(target => Step.FilteringAttributes.Any(target.Contains))
            : Step.FilteringAttributes.Any(source.SentColumns.Contains);
    }
}

/// <summary>The registered steps by message, table and stage.</summary>
sealed class StepRegistry
{
    readonly Dictionary<(string Message, int Stage), List<RegisteredStep>> steps = [];

    /// <summary>The steps of a stage, by rank; equal ranks in the order of registration.</summary>
    internal IEnumerable<RegisteredStep> For(string message, string table, int stage) =>
        steps.GetValueOrDefault((message, stage), []).Where(step => step.Step.Table is null || step.Step.Table == table);

    /// <summary>Whether any step of the event, in any of the stages, has an image of a kind.</summary>
    internal bool HasImages(PipelineEvent source, StepImageKind kind, params ReadOnlySpan<int> stages)
    {
        foreach (var stage in stages)
        {
            if (For(source.Message, source.Table, stage).Any(step => step.Step.Images.Any(image => image.Holds(kind))))
                return true;
        }
        return false;
    }

    /// <summary>Adds a step, in place of one with the same id.</summary>
    /// <exception cref="SolutionImportException">The platform would refuse the registration, or this host does not support it.</exception>
    internal void Add(PluginStep step, IPlugin plugin, MetadataCatalog catalog)
    {
        StepRules.Check(step, catalog);
        Remove(step.Id);
        var key = (step.Message, step.Stage);
        if (!steps.TryGetValue(key, out var list))
            steps[key] = list = [];
        var at = list.FindIndex(other => other.Step.Rank > step.Rank);
        list.Insert(at < 0 ? list.Count : at, new(step, plugin));
    }

    internal void Remove(Guid stepId)
    {
        foreach (var list in steps.Values)
            list.RemoveAll(step => step.Step.Id == stepId);
    }
}
