using System;
using System.Linq;
using CrmMilestones.Dataverse.Security;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>Runs the steps of events, and what is done between them, in transactions.</summary>
sealed class StepPipeline(
    StepRegistry steps, RowStore store, UserDirectory users, PluginRunner runner, AsynchronousQueue jobs,
    DataverseOptions options)
{
    bool _othersWrite;

    /// <summary>
    /// A whole event: stage 10, then in the transaction the check of privileges, stage 20, the main operation and stage
    /// 40.
    /// </summary>
    internal void Run(
        PipelineEvent source, RequestContext request, Action<RequestContext> check, Action<RequestContext> main)
    {
        RunStage(PipelineStage.PreValidation, source, request);
        InTransaction(request, inner =>
        {
            check(inner);
            RunStage(PipelineStage.PreOperation, source, inner);
            main(WithParent(source, inner));
            RunStage(PipelineStage.PostOperation, source, inner);
        });
    }

    /// <summary>Does work in the open transaction, or in a new one that is kept only when the work ends well.</summary>
    internal void InTransaction(RequestContext request, Action<RequestContext> work)
    {
        if (request.Transaction is not null)
        {
            work(request);
            return;
        }

        using var transaction = new RequestTransaction(store);
        try
        {
            work(request with { Transaction = transaction });
            jobs.Add(transaction.Commit());
        }
        catch
        {
            users.RolledBack();
            throw;
        }
    }

    /// <summary>
    /// Before the first write of a transaction: what <see cref="DataverseOptions.BeforeWrite"/> does, but not for its
    /// own saves.
    /// </summary>
    internal void LetOthersWrite(Entity target, RequestContext request)
    {
        if (options.BeforeWrite is not { } beforeWrite || _othersWrite)
        {
            return;
        }

        _othersWrite = true;
        try
        {
            request.Transaction!.LetOthersWrite(() => beforeWrite(target));
        }
        finally
        {
            _othersWrite = false;
        }
    }

    /// <summary>The context of requests that an event's main operation sends.</summary>
    internal RequestContext WithParent(PipelineEvent source, RequestContext request) =>
        request with { Parent = runner.MainOperation(source, request) };

    /// <summary>The plug-in that is the main operation of a Custom API.</summary>
    internal void RunMain(RegisteredApi registered, PipelineEvent source, RequestContext request)
    {
        if (registered.Plugin is { } plugin)
        {
            runner.Run(plugin, registered.Api.UniqueName, runner.MainOperation(source, request), request);
        }
    }

    /// <summary>
    /// The steps of one stage, lowest rank first; asynchronous ones take their turn after the transaction.
    /// </summary>
    internal void RunStage(int stage, PipelineEvent source, RequestContext request)
    {
        if (request.SkipsSteps && request.SkipsAsynchronousSteps)
        {
            return;
        }

        if (request.Tag is not null)
        {
            source.OuterVariables["tag"] = source.InnerVariables["tag"] = request.Tag;
        }

        var due = steps.For(source.Message, source.Table, stage);
        LoadRows(due, source);
        foreach (var step in request.SkipsSteps ? [] : due.Synchronous)
        {
            if (step.Handles(source))
            {
                Execute(step, stage, source, request);
            }
        }

        foreach (var step in request.SkipsAsynchronousSteps ? [] : due.Asynchronous)
        {
            if (step.Handles(source))
            {
                var later = request with { Transaction = null };
                request.Transaction!.Add(new(step, runner.ContextOf(step.Step, stage, source, later), later));
            }
        }
    }

    /// <summary>Whether an event on a table has steps; one without need not take place.</summary>
    internal bool HasSteps(string message, string table) => steps.Has(message, table);

    /// <summary>Reads the rows that the images of a stage show, once, and before any of its steps.</summary>
    void LoadRows(StageSteps due, PipelineEvent source)
    {
        if (due.Before is null && due.After is null)
        {
            return;
        }

        foreach (var row in source.Rows)
        {
            if (due.Before is { } before)
            {
                row.Before = store.FindImage(row.Table, row.Id, before);
            }

            if (due.After is { } after)
            {
                row.After = store.FindImage(row.Table, row.Id, after);
            }
        }
    }

    void Execute(RegisteredStep registered, int stage, PipelineEvent source, RequestContext request)
    {
        var step = registered.Step;
        runner.Run(registered.Plugin, step.Name, runner.ContextOf(step, stage, source, request), request);
        if (source.Targets.FirstOrDefault(static target => target.GetType() != typeof(Entity)) is { } earlyBound)
        {
            throw Faults.Create(PlatformCodes.IsvUnexpected,
                $"SerializationException: step '{step.Name}' put a {earlyBound.GetType().Name} in place of Target.");
        }
    }
}
