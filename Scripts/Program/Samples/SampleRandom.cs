using System;
using System.Collections.Generic;

namespace CrmMilestones.Scripts.Samples;

/// <summary>SplitMix64. Our own, because System.Random's sequence may change with the runtime, and the committed
/// sample must stay what the generator writes.</summary>
sealed class SampleRandom(ulong seed)
{
    /// <returns>A whole number from <paramref name="from"/> to <paramref name="to"/>, both included.</returns>
    public int Between(int from, int to) => from + (int)(Next() % (ulong)(to - from + 1));

    public bool Percent(int share) => Between(1, 100) <= share;

    public T Pick<T>(IReadOnlyList<T> values) => values[Between(0, values.Count - 1)];

    /// <returns><paramref name="count"/> flags of which <paramref name="chosen"/> are set, in random order.</returns>
    public bool[] Choose(int chosen, int count)
    {
        var flags = new bool[count];
        Array.Fill(flags, true, 0, chosen);
        Shuffle(flags);
        return flags;
    }

    public void Shuffle<T>(IList<T> values)
    {
        for (var last = values.Count - 1; last > 0; last--)
        {
            var other = Between(0, last);
            (values[last], values[other]) = (values[other], values[last]);
        }
    }

    ulong Next()
    {
        var mixed = seed += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
