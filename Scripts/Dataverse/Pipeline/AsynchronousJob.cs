using System;
using System.Collections;
using System.Collections.Generic;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>An asynchronous step that has run, as rows of asyncoperation tell of it.</summary>
/// <param name="Step">The step.</param>
/// <param name="UserId">For whom it ran.</param>
/// <param name="Error">Why it failed; null when it succeeded.</param>
public sealed record AsynchronousRun(string Step, Guid UserId, string? Error);

/// <summary>The asynchronous steps that have run, in order.</summary>
public sealed class AsynchronousLog : IReadOnlyList<AsynchronousRun>
{
    readonly List<AsynchronousRun> _runs = [];

    /// <inheritdoc/>
    public int Count => _runs.Count;

    /// <inheritdoc/>
    public AsynchronousRun this[int index] => _runs[index];

    /// <inheritdoc/>
    public IEnumerator<AsynchronousRun> GetEnumerator() => _runs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(AsynchronousRun run) => _runs.Add(run);
}

/// <summary>An asynchronous step that waits for its turn, with what it will see.</summary>
sealed record AsynchronousJob(RegisteredStep Registered, PluginContext Context, RequestContext Request);

/// <summary>Runs asynchronous steps after the transactions that caused them, outside any.</summary>
sealed class AsynchronousQueue(PluginRunner runner, AsynchronousLog log)
{
    readonly Queue<AsynchronousJob> _jobs = [];

    internal void Add(IEnumerable<AsynchronousJob> jobs)
    {
        foreach (var job in jobs)
        {
            _jobs.Enqueue(job);
        }
    }

    /// <summary>Runs what waits, and what that leads to. A failure goes into the log and undoes nothing.</summary>
    internal void RunAll()
    {
        while (_jobs.TryDequeue(out var job))
        {
            var name = job.Registered.Step.Name;
            string? error = null;
            try
            {
                runner.Run(job.Registered.Plugin, name, job.Context, job.Request);
            }
            catch (FaultException<OrganizationServiceFault> fault)
            {
                error = fault.Detail.Message;
            }

            log.Add(new(name, job.Request.UserId, error));
        }
    }
}
