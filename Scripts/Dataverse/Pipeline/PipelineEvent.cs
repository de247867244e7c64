using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>A row that an event is about, named by the request property that images refer to.</summary>
sealed class EventRow(string table, Guid id, string property)
{
    internal string Table { get; } = table;

    /// <summary>Empty while a row is being created.</summary>
    internal Guid Id { get; set; } = id;

    internal string Property { get; } = property;

    /// <summary>The stored row before the write, as far as images show it.</summary>
    internal RowImage? Before { get; set; }

    /// <summary>The stored row after the write, as far as images show it.</summary>
    internal RowImage? After { get; set; }
}

/// <summary>One message on one table on its way through the stages.</summary>
sealed class PipelineEvent
{
    internal required string Message { get; init; }

    internal required string Table { get; init; }

    internal required ParameterCollection Inputs { get; init; }

    internal ParameterCollection Outputs { get; } = [];

    internal required IReadOnlyList<EventRow> Rows { get; init; }

    /// <summary>Whether the event is a CreateMultiple or UpdateMultiple: images come per row.</summary>
    internal bool IsMultiple { get; init; }

    /// <summary>What stage 10 writes.</summary>
    internal ParameterCollection OuterVariables { get; init; } = [];

    /// <summary>What stages 20 and 40 write; for Create, Update and Delete apart from what stage 10 writes.</summary>
    internal ParameterCollection InnerVariables
    {
        get => HasOuterContext ? field ??= [] : OuterVariables;
        init;
    }

    /// <summary>Whether stages 20 and 40 find what stage 10 wrote in their parent context.</summary>
    internal bool HasOuterContext => Message is "Create" or "Update" or "Delete" || IsMultiple;

    /// <summary>The rows sent, as plug-ins have edited them so far; none for messages without an entity.</summary>
    internal IEnumerable<Entity> Targets =>
        Inputs.TryGetValue("Targets", out object? many) && many is EntityCollection collection ? collection.Entities
        : Inputs.TryGetValue("Target", out object? one) && one is Entity entity ? [entity]
        : [];

    /// <summary>
    /// The columns sent by the caller, by which alone filters go; null where they go by the targets' columns of now.
    /// </summary>
    internal IReadOnlySet<string>? SentColumns { get; private set; }

    /// <summary>Takes the columns now in the targets for those that the caller sent.</summary>
    internal PipelineEvent Sent(DataverseOptions options)
    {
        SentColumns = options.FiltersSeeAddedColumns ? null
            : Targets.SelectMany(target => target.Attributes.Keys).ToHashSet();
        return this;
    }

    /// <summary>What its steps in the transaction find above them, made once.</summary>
    internal PluginContext? Outer { get; set; }

    internal EventRow? Row(string property) => Rows.FirstOrDefault(row => row.Property == property);
}
