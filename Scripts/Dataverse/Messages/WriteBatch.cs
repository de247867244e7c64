using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>A row on its way through Create or Update.</summary>
/// <param name="Index">Its place in the request.</param>
/// <param name="Event">Its own event.</param>
sealed record WriteRow(int Index, PipelineEvent Event)
{
    internal EventRow Stored => Event.Rows[0];

    /// <summary>The row as plug-ins have edited it so far.</summary>
    internal Entity Target
    {
        get => (Entity)Event.Inputs["Target"];
        set => Event.Inputs["Target"] = value;
    }
}

/// <summary>
/// Rows in the merged pipeline: single-row steps run for every row and Multiple steps once for all, whichever form the
/// caller sent.
/// </summary>
sealed class WriteBatch
{
    readonly StepPipeline _pipeline;
    readonly DataverseOptions _options;
    readonly bool _sentAsMultiple;
    readonly ParameterCollection _outerVariables;

    /// <summary>The event of all rows; null where nobody would notice it.</summary>
    readonly PipelineEvent? _all;

    WriteBatch(
        StepPipeline pipeline, DataverseOptions options, bool sentAsMultiple, IReadOnlyList<WriteRow> rows,
        ParameterCollection outerVariables)
    {
        _pipeline = pipeline;
        _options = options;
        _sentAsMultiple = sentAsMultiple;
        _outerVariables = outerVariables;
        Rows = rows;
        var first = rows[0].Event;
        var message = first.Message + "Multiple";
        _all = sentAsMultiple || pipeline.HasSteps(message, first.Table) ? All(message, first.Table) : null;
    }

    internal IReadOnlyList<WriteRow> Rows { get; }

    /// <summary>The rows of a request.</summary>
    /// <param name="pipeline">What they go through.</param>
    /// <param name="options">What the platform is taken to do where no source says it.</param>
    /// <param name="message">Create or Update.</param>
    /// <param name="request">The request, whose other parameters plug-ins see too.</param>
    /// <param name="targets">The rows, all of one table.</param>
    internal static WriteBatch Of(
        StepPipeline pipeline, DataverseOptions options, string message, OrganizationRequest request,
        IReadOnlyList<Entity> targets)
    {
        var others = request.Parameters.Where(parameter => parameter.Key is not ("Target" or "Targets")).ToArray();
        ParameterCollection? shared = options.RowsShareVariables ? [] : null;
        WriteRow Row(Entity target, int index)
        {
            ParameterCollection inputs = [];
            inputs.AddRange(others);
            inputs["Target"] = target;
            return new(index, new PipelineEvent
            {
                Message = message,
                Table = target.LogicalName,
                Inputs = inputs,
                Rows = [new(target.LogicalName, target.Id, "Target")],
                InnerVariables = shared ?? [],
            }.Sent(options));
        }
        return new(
            pipeline, options, request.RequestName != message, [.. targets.Select(Row)], []);
    }

    /// <summary>Some of the rows with part of their columns, as a further pass through stages 20 to 40.</summary>
    internal WriteBatch Part(IReadOnlyList<(WriteRow Row, Entity Part)> parts)
    {
        var rows = parts.Select(part =>
        {
            ParameterCollection inputs = [];
            inputs.AddRange(part.Row.Event.Inputs);
            inputs["Target"] = part.Part;
            return new WriteRow(part.Row.Index, new PipelineEvent
            {
                Message = part.Row.Event.Message,
                Table = part.Row.Event.Table,
                Inputs = inputs,
                Rows = [new(part.Part.LogicalName, part.Part.Id, "Target")],
                OuterVariables = part.Row.Event.OuterVariables,
            }.Sent(_options));
        });
        return new(_pipeline, _options, _sentAsMultiple, [.. rows], _outerVariables);
    }

    /// <summary>One stage: each row's steps, and the steps on all rows.</summary>
    internal void RunStage(int stage, RequestContext request)
    {
        if (_options.MultipleStepsRunFirst)
        {
            RunMultiple(stage, request);
        }

        var ofRow = _sentAsMultiple && _options.RowsHaveMultipleAsParent && _all is not null
            ? _pipeline.WithParent(_all, request) : request;
        ForEach(row => _pipeline.RunStage(stage, row.Event, ofRow));
        if (!_options.MultipleStepsRunFirst)
        {
            RunMultiple(stage, request);
        }
    }

    /// <summary>Does something for every row; in a Multiple request a fault names the row.</summary>
    internal void ForEach(Action<WriteRow> work)
    {
        foreach (var row in Rows)
        {
            try
            {
                work(row);
            }
            catch (FaultException<OrganizationServiceFault> fault) when (_sentAsMultiple)
            {
                fault.Detail.ErrorDetails["failedRecordIndex"] = row.Index.ToString(CultureInfo.InvariantCulture);
                fault.Detail.ErrorDetails["failedRecordId"] = row.Target.Id.ToString();
                throw;
            }
        }
    }

    PipelineEvent All(string message, string table) => new PipelineEvent
    {
        Message = message,
        Table = table,
        Inputs = new()
        {
            ["Targets"] = new EntityCollection([.. Rows.Select(row => row.Target)]) { EntityName = table },
        },
        Rows = [.. Rows.Select(row => new EventRow(table, row.Target.Id, "Target"))],
        IsMultiple = true,
        OuterVariables = _outerVariables,
    }.Sent(_options);

    /// <summary>Plug-ins may put another entity in place of a row's, in either form of the event.</summary>
    void RunMultiple(int stage, RequestContext request)
    {
        if (_all is null)
        {
            return;
        }

        var targets = (EntityCollection)_all.Inputs["Targets"];
        for (var i = 0; i < Rows.Count; i++)
        {
            targets[i] = Rows[i].Target;
            _all.Rows[i].Id = Rows[i].Target.Id;
        }
        if (stage == PipelineStage.PostOperation && Rows[0].Event.Message == "Create")
        {
            _all.Outputs["Ids"] = Rows.Select(row => row.Target.Id).ToArray();
        }

        _pipeline.RunStage(stage, _all, request);
        for (var i = 0; i < Rows.Count; i++)
        {
            Rows[i].Target = targets[i];
        }
    }
}
