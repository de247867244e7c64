using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace CrmMilestones.Mutation.Running;

/// <summary>As many sandboxes as workers, each used by one at a time.</summary>
sealed class Sandboxes : IDisposable
{
    readonly ConcurrentBag<Sandbox> _free;
    readonly Sandbox[] _all;
    readonly CancellationToken _interrupted;

    /// <summary>Copies the clone as often as there are workers.</summary>
    /// <param name="workers">How many.</param>
    /// <param name="testProjects">The built test projects.</param>
    /// <param name="interrupted">Ends the work, and the tests that run in them.</param>
    public Sandboxes(int workers, IEnumerable<string> testProjects, CancellationToken interrupted)
    {
        _interrupted = interrupted;
        string[] assemblies = [.. testProjects.Select(project => Msbuild.Property(project, "TargetPath"))];
        _all = [.. Enumerable.Range(0, workers).Select(_ => new Sandbox(Msbuild.Clone, assemblies, interrupted))];
        _free = [.. _all];
    }

    public IReadOnlyList<Sandbox> All => _all;

    /// <summary>Does the work on each item, in free sandboxes; what it makes comes in the items' order.</summary>
    public async Task<IReadOnlyList<TResult>> ForEachAsync<TItem, TResult>(
        IReadOnlyList<TItem> items, Func<Sandbox, TItem, Task<TResult>> work)
    {
        var results = new TResult[items.Count];
        ParallelOptions options = new()
        {
            MaxDegreeOfParallelism = _all.Length,
            CancellationToken = _interrupted,
        };
        await Parallel.ForEachAsync(Enumerable.Range(0, items.Count), options, async (i, _) =>
        {
            _free.TryTake(out var sandbox);
            results[i] = await work(sandbox!, items[i]);
            _free.Add(sandbox!);
        });
        return results;
    }

    /// <summary>Ends the processes that stayed in them.</summary>
    public void EndProcesses()
    {
        foreach (var sandbox in _all)
        {
            sandbox.EndProcesses();
        }
    }

    public void Dispose()
    {
        foreach (var sandbox in _all)
        {
            sandbox.Dispose();
        }
    }
}
