using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace CrmMilestones.Scripts.Demo;

/// <summary>What took how long.</summary>
sealed class Phases
{
    readonly List<(string Name, TimeSpan Elapsed)> _all = [];

    public IReadOnlyList<(string Name, TimeSpan Elapsed)> All => _all;

    public T Time<T>(string name, Func<T> work)
    {
        var watch = Stopwatch.StartNew();
        var result = work();
        _all.Add((name, watch.Elapsed));
        return result;
    }
}
