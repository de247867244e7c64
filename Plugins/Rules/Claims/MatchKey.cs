using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace CrmMilestones.Plugins.Rules;

/// <summary>
/// What of a customer's number or name counts when claims look for it: neither case nor accents, and of a name no
/// spacing at all.
/// </summary>
public static class MatchKey
{
    /// <summary>
    /// As many letters at either end as a pattern names: each costs a wildcard, which databases pay for dearly.
    /// </summary>
    const int LettersAtEitherEnd = 6;

    /// <summary>Of an account number; empty where there is none.</summary>
    public static string OfNumber(string? number) => Fold((number ?? "").Trim(), keepsSpaces: true);

    /// <summary>Of a name; empty where there is none.</summary>
    public static string OfName(string? name) => Fold(name ?? "", keepsSpaces: false);

    /// <summary>
    /// The SQL patterns that find every account whose name has a key, and some others: the first and last letters, with
    /// wildcards wherever spacing, a sign or other letters may be. None begins with a wildcard, so that an index helps;
    /// a name that begins with a space has a pattern of its own. None for a key without any letter or digit: it would
    /// find everybody.
    /// </summary>
    public static IReadOnlyList<string> Patterns(string key)
    {
        // Halves of characters outside the basic plane can't be sent alone; % _ and [ would be wildcards.
        var letters = key.Where(char.IsLetterOrDigit).ToArray();
        if (letters.Length == 0)
        {
            return [];
        }

        var last = letters.Length - LettersAtEitherEnd;
        var pattern = string.Join("%", letters.Where((_, i) => i < LettersAtEitherEnd || i >= last)) + "%";
        return letters[0] == key[0] ? [pattern, " %" + pattern] : ["%" + pattern];
    }

    static string Fold(string text, bool keepsSpaces)
    {
        StringBuilder folded = new(text.Length);
        foreach (var letter in Whole(text).Normalize(NormalizationForm.FormKD))
        {
            if (char.IsWhiteSpace(letter))
            {
                folded.Append(keepsSpaces ? " " : "");
            }
            else if (!IsAccent(letter) && !IsInvisible(letter))
            {
                folded.Append(char.ToUpperInvariant(letter));
            }
        }

        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Half a character, as a text that was cut may end with, can't be normalized.</summary>
    static string Whole(string text) => string.Concat(text.Where((letter, i) =>
        !char.IsSurrogate(letter)
        || char.IsHighSurrogate(letter) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])
        || char.IsLowSurrogate(letter) && i > 0 && char.IsHighSurrogate(text[i - 1])));

    /// <summary>The combining marks of Latin, Greek and Cyrillic; in other scripts marks can be letters.</summary>
    static bool IsAccent(char letter) => letter is >= '\u0300' and <= '\u036F' or >= '\u1AB0' and <= '\u1AFF'
        or >= '\u1DC0' and <= '\u1DFF' or >= '\u20D0' and <= '\u20FF';

    static bool IsInvisible(char letter) =>
        CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.Format or UnicodeCategory.Control;
}
