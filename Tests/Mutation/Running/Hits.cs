using System;
using System.Globalization;
using System.Linq;

namespace CrmMilestones.Mutation.Running;

/// <summary>The flags that instrumented members set in this process.</summary>
sealed class Hits
{
    readonly bool[] _flags;

    public Hits(int members)
    {
        _flags = new bool[members];
        AppDomain.CurrentDomain.SetData(Coverage.Slot, _flags);
    }

    /// <summary>The numbers of the members that ran since the last time, with commas.</summary>
    public string Take()
    {
        var taken = string.Join(',', Enumerable.Range(0, _flags.Length).Where(i => _flags[i])
            .Select(i => i.ToString(CultureInfo.InvariantCulture)));
        Array.Clear(_flags);
        return taken;
    }
}
