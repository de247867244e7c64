using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace CrmMilestones.Tests.Fuzz.Mutators;

/// <summary>Changes the words of a text and what stands between them, now and then its bytes.</summary>
sealed partial class TextMutator(IReadOnlyList<string> tokens) : IMutator
{
    /// <summary>Short texts take as many branches as long ones, in less time.</summary>
    const int Longest = 1 << 13;

    readonly ByteMutator _bytes = new([.. tokens.Select(Encoding.UTF8.GetBytes)], Longest);

    public byte[] Change(byte[] input, IReadOnlyList<byte[]> others, Random random)
    {
        if (random.Next(3) == 0)
        {
            return _bytes.Change(input, others, random);
        }

        var words = Words(input);
        for (var times = 1 << random.Next(3); times > 0; times--)
        {
            var at = random.Next(words.Count + 1);
            var other = random.Next(3) == 0 ? Words(others[random.Next(others.Count)]) : words;
            var word = random.Next(2) == 0 || other.Count == 0
                ? tokens[random.Next(tokens.Count)] : other[random.Next(other.Count)];
            switch (random.Next(4))
            {
                case 0 when at < words.Count:
                    words[at] = word;
                    break;
                case 1 when at < words.Count:
                    words.RemoveAt(at);
                    break;
                case 2 when at < words.Count:
                    var length = Math.Min(words.Count - at, 1 + random.Next(12));
                    words.InsertRange(random.Next(words.Count + 1), words.GetRange(at, length));
                    break;
                default:
                    words.Insert(at, word);
                    break;
            }
        }

        return [.. Encoding.UTF8.GetBytes(string.Concat(words)).Take(Longest)];
    }

    static List<string> Words(byte[] input) =>
        [.. Word().Matches(Encoding.UTF8.GetString(input)).Select(match => match.Value)];

    [GeneratedRegex(@"\w+|\W")]
    private static partial Regex Word();
}
