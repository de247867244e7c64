using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Tests.Fuzz.Mutators;

/// <summary>Changes bytes without knowing what they mean.</summary>
/// <param name="tokens">Bytes to put in.</param>
/// <param name="longest">More bytes are cut off.</param>
sealed class ByteMutator(IReadOnlyList<byte[]> tokens, int longest = 1 << 17) : IMutator
{
    static readonly byte[] Odd = [0, 1, 9, 10, 13, 32, 34, 39, 44, 59, 60, 62, 127, 128, 192, 254, 255];

    public byte[] Change(byte[] input, IReadOnlyList<byte[]> others, Random random)
    {
        List<byte> bytes = [.. input];
        for (var times = 1 << random.Next(5); times > 0; times--)
        {
            Step(bytes, others, random);
        }

        return [.. bytes.Take(longest)];
    }

    void Step(List<byte> bytes, IReadOnlyList<byte[]> others, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(1 + random.Next(1 << random.Next(1, 10)), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = Odd[random.Next(Odd.Length)];
                break;
            case 2 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 5:
                var other = others[random.Next(others.Count)];
                var from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other[from..Math.Min(from + 1 + random.Next(64), other.Length)]);
                break;
            case 6 when tokens.Count > 0:
                bytes.RemoveRange(at, Math.Min(length, random.Next(4) * 4));
                bytes.InsertRange(at, tokens[random.Next(tokens.Count)]);
                break;
            case 7 when tokens.Count > 0:
                bytes.InsertRange(at, tokens[random.Next(tokens.Count)]);
                break;
        }
    }
}
