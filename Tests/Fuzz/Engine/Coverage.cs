using System;
using System.Runtime.InteropServices;

namespace CrmMilestones.Tests.Fuzz.Engine;

/// <summary>
/// Which branches an input takes, in SharpFuzz's map: instrumented code counts there. Without instrumentation the map
/// stays empty, and inputs are changed blindly.
/// </summary>
sealed unsafe class Coverage
{
    const int Size = 1 << 16;

    /// <summary>Never given back: instrumented code counts there as long as the process lives.</summary>
    static readonly byte* Counts = (byte*)NativeMemory.AllocZeroed(Size);

    /// <summary>How often each branch was taken at most, in AFL's classes.</summary>
    readonly byte[] _seen = new byte[Size];

    internal Coverage() => SharpFuzz.Common.Trace.SharedMem = Counts;

    /// <summary>Branches that any input took.</summary>
    internal int Branches { get; private set; }

    /// <summary>Forgets what the input before took.</summary>
    internal static void Begin()
    {
        new Span<byte>(Counts, Size).Clear();
        SharpFuzz.Common.Trace.PrevLocation = 0;
    }

    /// <summary>Whether the input took a branch that none took before, or took one in another class of times.</summary>
    internal bool IsNew()
    {
        var isNew = false;
        ReadOnlySpan<byte> counts = new(Counts, Size);
        for (var i = counts.IndexOfAnyExcept((byte)0); i >= 0 && i < Size;)
        {
            var kind = Class(counts[i]);
            if ((_seen[i] & kind) == 0)
            {
                Branches += _seen[i] == 0 ? 1 : 0;
                _seen[i] |= kind;
                isNew = true;
            }

            var next = counts[(i + 1)..].IndexOfAnyExcept((byte)0);
            i = next < 0 ? Size : i + 1 + next;
        }

        return isNew;
    }

    static byte Class(byte count) => count switch
    {
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
