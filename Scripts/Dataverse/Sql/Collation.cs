using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace CrmMilestones.Dataverse.Sql;

/// <summary>
/// How Dataverse compares text: case, accents, width and trailing spaces do not count; like knows %, _ and [sets].
/// </summary>
static class Collation
{
    /// <summary>The name of the text collation in SQLite.</summary>
    internal const string Text = "DV_TEXT";

    /// <summary>The name of the collation of decimals, which are stored as text to be exact.</summary>
    internal const string Number = "DV_NUMBER";

    /// <summary>
    /// The place of each character in plain text, by ICU: each of them counts, by itself, wherever it stands.
    /// </summary>
    static readonly byte[] Places = PlacesOf(First, Last);

    /// <summary>The first and the last character of plain text, of which the control characters are none.</summary>
    const char First = ' ', Last = '~';

    /// <summary>
    /// Compares texts in UTF-8. SQLite asks of each row, and nearly all of them are plain, for which ICU isn't needed.
    /// </summary>
    internal static int CompareText(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        left = left.TrimEnd((byte)' ');
        right = right.TrimEnd((byte)' ');
        if (!IsPlain(left) || !IsPlain(right))
        {
            return CompareByIcu(Encoding.UTF8.GetString(left), Encoding.UTF8.GetString(right));
        }

        var shorter = Math.Min(left.Length, right.Length);
        for (var i = left.CommonPrefixLength(right); i < shorter; i++)
        {
            var difference = Places[left[i]] - Places[right[i]];
            if (difference != 0)
            {
                return difference;
            }
        }

        return left.Length - right.Length;
    }

    internal static int CompareNumbers(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        ParseNumber(left).CompareTo(ParseNumber(right));

    static bool IsPlain(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)First, (byte)Last);

    static byte[] PlacesOf(char first, char last)
    {
        List<string> order = [.. Enumerable.Range(first, last - first + 1).Select(code => $"{(char)code}")];
        order.Sort(CompareByIcu);
        var places = new byte[last + 1];
        for (var i = 1; i < order.Count; i++)
        {
            var place = places[order[i - 1][0]];
            places[order[i][0]] = CompareByIcu(order[i - 1], order[i]) == 0 ? place : (byte)(place + 1);
        }

        return places;
    }

    static int CompareByIcu(string left, string right) => CultureInfo.InvariantCulture.CompareInfo.Compare(
        left, right, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace | CompareOptions.IgnoreWidth);

    static decimal ParseNumber(ReadOnlySpan<byte> text) =>
        decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    internal static decimal ParseNumber(string text) =>
        decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    /// <summary>The pattern of the last question: a query asks the same of every row.</summary>
    [ThreadStatic]
    static LikePattern? LastPattern;

    /// <summary>Whether a text matches a like pattern.</summary>
    internal static bool IsLike(string text, string pattern)
    {
        if (LastPattern?.Written != pattern)
        {
            LastPattern = new(pattern);
        }

        var folded = Fold(text);
        return LastPattern.Part is { } part
            ? folded.Contains(part, StringComparison.Ordinal) : Matches(folded, LastPattern.Folded);
    }

    /// <summary>
    /// Texts between which all lie that match a pattern, by <see cref="CompareText"/>; null when it doesn't begin with
    /// plain letters or digits.
    /// </summary>
    internal static (string First, string Last)? RangeOf(string pattern)
    {
        // Unicode's last character in every collation (UTS 35, part 5), made to end such ranges.
        const char last = '\uFFFF';
        var end = 0;
        while (end < pattern.Length && (char.IsAsciiLetterOrDigit(pattern[end]) || pattern[end] == '-'))
        {
            end++;
        }

        return end == 0 ? null : (pattern[..end], pattern[..end] + last);
    }

    /// <summary>Without accents and in upper case; wildcard characters are not changed by it.</summary>
    static string Fold(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToUpperInvariant();
        }

        var folded = new StringBuilder(text.Length);
        foreach (var character in text.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.ToUpperInvariant(character));
            }
        }
        return folded.ToString();
    }

    /// <summary>
    /// What an earlier % takes is settled once a later one is reached, so many of them don't try every combination.
    /// </summary>
    static bool Matches(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        var isAfterAny = false;
        ReadOnlySpan<char> againText = default;
        ReadOnlySpan<char> againPattern = default;
        while (!text.IsEmpty || !pattern.IsEmpty)
        {
            if (!pattern.IsEmpty && pattern[0] == '%')
            {
                pattern = pattern[1..];
                isAfterAny = true;
                againText = text;
                againPattern = pattern;
            }
            else if (!text.IsEmpty && !pattern.IsEmpty && MatchesOne(text[0], ref pattern))
            {
                text = text[1..];
            }
            else if (isAfterAny && !againText.IsEmpty)
            {
                againText = againText[1..];
                text = againText;
                pattern = againPattern;
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Matches one character against the pattern's next element and moves past that element.</summary>
    static bool MatchesOne(char character, ref ReadOnlySpan<char> pattern)
    {
        var end = pattern[0] == '[' ? pattern.IndexOf(']') : -1;
        if (end < 2)
        {
            var expected = pattern[0];
            pattern = pattern[1..];
            return expected == '_' || expected == character;
        }
        var set = pattern[1..end];
        pattern = pattern[(end + 1)..];
        return set[0] == '^' ? !IsIn(character, set[1..]) : IsIn(character, set);
    }

    /// <summary>A pattern, made ready once.</summary>
    /// <param name="written">As the query has it.</param>
    sealed class LikePattern(string written)
    {
        public string Written { get; } = written;

        public string Folded { get; } = Fold(written);

        /// <summary>What a pattern such as %part%, which asks for nothing else, looks for; null for others.</summary>
        public string? Part { get; } = written.Length > 1 && written[0] == '%' && written[^1] == '%'
            && written.AsSpan(1, written.Length - 2).IndexOfAny('%', '_', '[') < 0 ? Fold(written[1..^1]) : null;
    }

    static bool IsIn(char character, ReadOnlySpan<char> set)
    {
        for (var i = 0; i < set.Length; i++)
        {
            var isRange = i + 2 < set.Length && set[i + 1] == '-';
            if (character >= set[i] && character <= set[isRange ? i + 2 : i])
            {
                return true;
            }

            if (isRange)
            {
                i += 2;
            }
        }
        return false;
    }
}
