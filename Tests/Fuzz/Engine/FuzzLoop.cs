using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using CrmMilestones.Tests.Fuzz.Targets;

namespace CrmMilestones.Tests.Fuzz.Engine;

/// <summary>What came of the inputs that a run tried.</summary>
/// <param name="Inputs">How many.</param>
/// <param name="Accepted">Those that were taken and not refused.</param>
/// <param name="Crashes">Each kind of exception, with the first input that caused it.</param>
/// <param name="Kept">Inputs that took new branches.</param>
/// <param name="Branches">Branches taken.</param>
/// <param name="Slowest">The most of the processor's time that an input took.</param>
/// <param name="MostAllocated">The most bytes that an input asked for.</param>
sealed record FuzzResult(
    int Inputs, int Accepted, IReadOnlyDictionary<string, byte[]> Crashes, int Kept, int Branches, TimeSpan Slowest,
    long MostAllocated);

/// <summary>Changes inputs and tries them; those that lead to new places are changed further.</summary>
sealed class FuzzLoop(IFuzzTarget target, Coverage coverage, int seed)
{
    /// <summary>More of the processor's time than this is a hang.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>So is more time than this, which also a machine that does other things has for an input.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    readonly Random _random = new(seed);
    readonly List<byte[]> _queue = [];
    readonly Dictionary<string, byte[]> _crashes = [];
    int _accepted;
    TimeSpan _slowest;
    long _mostAllocated;
    Started? _started;

    /// <summary>The input at work, for whoever watches.</summary>
    internal byte[] Current { get; private set; } = [];

    /// <summary>Whether the input at work takes too long.</summary>
    internal bool Hangs => _started is { } started
        && (started.Used > Limit || Stopwatch.GetElapsedTime(started.Timestamp) > Patience);

    /// <summary>Tries the seeds, and then inputs made of them.</summary>
    /// <param name="corpus">What earlier runs found, besides the target's own seeds.</param>
    /// <param name="count">How many inputs.</param>
    /// <param name="before">Told each input before it is tried.</param>
    internal FuzzResult Run(IEnumerable<byte[]> corpus, int count, Action<byte[]>? before = null)
    {
        var seeds = target.Seeds.Concat(corpus).ToList();
        var tried = 0;
        foreach (var input in seeds.Take(count / 2))
        {
            tried++;
            before?.Invoke(input);
            Try(input);
            _queue.Add(input);
        }

        var first = _queue.Count;
        while (tried < count)
        {
            // What was found last has been changed least.
            var from = _random.Next(3) == 0 ? _random.Next(_queue.Count)
                : Math.Max(0, _queue.Count - 1 - _random.Next(1 + _queue.Count / 4));
            var input = target.Mutator.Change(_queue[from], _queue, _random);
            tried++;
            before?.Invoke(input);
            if (Try(input))
            {
                _queue.Add(input);
            }
        }

        return new(
            tried, _accepted, _crashes, _queue.Count - first, coverage.Branches, _slowest, _mostAllocated);
    }

    bool Try(byte[] input)
    {
        Current = input;
        Coverage.Begin();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Started started = new(Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        Volatile.Write(ref _started, started);
        try
        {
            _accepted += target.Accepts(input) ? 1 : 0;
        }
        catch (Exception e)
        {
            _crashes.TryAdd(Kind(e), input);
        }

        Volatile.Write(ref _started, null);
        _slowest = new(Math.Max(_slowest.Ticks, started.Used.Ticks));
        _mostAllocated = Math.Max(_mostAllocated, GC.GetAllocatedBytesForCurrentThread() - allocated);
        return coverage.IsNew();
    }

    /// <summary>When an input began.</summary>
    /// <param name="Timestamp">By the stopwatch.</param>
    /// <param name="Cpu">The processor's time that the process had had.</param>
    sealed record Started(long Timestamp, TimeSpan Cpu)
    {
        /// <summary>What it has had since: the input's, as there is nothing else to do.</summary>
        public TimeSpan Used => Environment.CpuUsage.TotalTime - Cpu;
    }

    /// <summary>The type, and the first of our methods on the way up.</summary>
    static string Kind(Exception e)
    {
        var frame = new StackTrace(e).GetFrames().Select(known => known.GetMethod())
            .FirstOrDefault(method => method?.DeclaringType?.Namespace?.StartsWith(
                nameof(CrmMilestones), StringComparison.Ordinal) == true);
        return $"{e.GetType().Name} in {frame?.DeclaringType?.Name}.{frame?.Name}";
    }
}
