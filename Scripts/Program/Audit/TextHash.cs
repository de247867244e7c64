using System;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace CrmMilestones.Scripts.Audit;

/// <summary>
/// A text in eight bytes, so that a million of them can be kept. Two of a million different texts share one with a
/// probability of one in thirty million.
/// </summary>
static class TextHash
{
    /// <summary>Whatever its case; never 0.</summary>
    public static ulong Of(string text) =>
        Math.Max(1, XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.ToUpperInvariant().AsSpan())));
}
