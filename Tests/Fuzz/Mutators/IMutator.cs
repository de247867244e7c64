using System;
using System.Collections.Generic;

namespace CrmMilestones.Tests.Fuzz.Mutators;

/// <summary>Changes inputs.</summary>
interface IMutator
{
    /// <summary>Another input like one that is there.</summary>
    /// <param name="input">It stays as it is.</param>
    /// <param name="others">Further inputs to take parts from; at least one.</param>
    /// <param name="random">Decides.</param>
    byte[] Change(byte[] input, IReadOnlyList<byte[]> others, Random random);
}
