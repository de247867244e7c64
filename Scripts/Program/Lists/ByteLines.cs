using System;
using System.Collections.Generic;
using System.IO;

namespace CrmMilestones.Scripts.Lists;

/// <summary>The lines of a file of bytes; a very long one comes in pieces.</summary>
static class ByteLines
{
    const int Longest = 1 << 20;

    /// <summary>Each is good until the next is asked for.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(Stream file)
    {
        var buffer = new byte[Longest];
        var (kept, read) = (0, 0);
        while ((read = file.Read(buffer, kept, buffer.Length - kept)) > 0)
        {
            var (start, end) = (0, kept + read);
            while (buffer.AsSpan(start, end - start).IndexOf((byte)'\n') is var length and >= 0)
            {
                yield return buffer.AsMemory(start, length);
                start += length + 1;
            }

            if (start == 0 && end == buffer.Length)
            {
                yield return buffer;
                start = end;
            }

            kept = end - start;
            buffer.AsSpan(start, kept).CopyTo(buffer);
        }

        yield return buffer.AsMemory(0, kept);
    }
}
