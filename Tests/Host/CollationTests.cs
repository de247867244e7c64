using System;
using System.Globalization;
using System.Linq;
using System.Text;
using CrmMilestones.Dataverse.Sql;
using Xunit;

namespace CrmMilestones.Tests.Host;

/// <summary>
/// Plain texts are compared without ICU, and must come out as ICU has them: indexes kept on a disk are in that order.
/// </summary>
public sealed class CollationTests
{
    [Fact]
    public void Single_characters_are_in_the_order_of_ICU()
    {
        foreach (var left in Enumerable.Range(0, 0x180))
        {
            foreach (var right in Enumerable.Range(0, 0x180))
            {
                AssertAsIcu($"{(char)left}", $"{(char)right}");
            }
        }
    }

    [Theory]
    [InlineData(' ', '~')]
    [InlineData('\0', '\x7F')]
    [InlineData('\0', '\u017F')]
    public void Texts_are_in_the_order_of_ICU(char first, char last)
    {
        Random random = new(20261130);
        for (var i = 0; i < 100_000; i++)
        {
            var left = Text(random.Next(8));
            AssertAsIcu(left, Text(random.Next(8)));
            AssertAsIcu(left, Changed(left));
        }

        string Text(int length) =>
            string.Concat(Enumerable.Range(0, length).Select(_ => (char)random.Next(first, last + 1)));

        // Long equal beginnings, and other cases: what is random as a whole differs in its first character.
        string Changed(string text)
        {
            var cut = random.Next(text.Length + 1);
            return text[..cut].ToUpperInvariant() + Text(random.Next(3)) + text[cut..];
        }
    }

    [Theory]
    [InlineData("O'Brien-Smith & Co.", "O'BRIEN-SMITH & CO.  ")]
    [InlineData("", "   ")]
    [InlineData("a\0b", "AB")]
    [InlineData("Café", "CAFE")]
    [InlineData("ＡＢ4", "ab4")]
    public void What_differs_in_case_accents_width_and_trailing_spaces_is_equal(string left, string right)
    {
        Assert.Equal(0, Compare(left, right));
        AssertAsIcu(left, right);
    }

    [Theory]
    [InlineData("co-op", "coop")]
    [InlineData("O'Brien", "OBrien")]
    [InlineData("a b", "ab")]
    [InlineData(" a", "a")]
    [InlineData("a_b", "a-b")]
    [InlineData("9", "a")]
    public void Hyphens_apostrophes_and_blanks_count_and_come_before_digits_and_those_before_letters(
        string before, string after)
    {
        Assert.True(Compare(before, after) < 0);
        Assert.True(Compare(after, before) > 0);
    }

    static void AssertAsIcu(string left, string right)
    {
        var expected = Math.Sign(CultureInfo.InvariantCulture.CompareInfo.Compare(
            left.TrimEnd(' '), right.TrimEnd(' '),
            CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace | CompareOptions.IgnoreWidth));
        if (Math.Sign(Compare(left, right)) != expected)
        {
            Assert.Fail($"{Codes(left)} and {Codes(right)}: {Compare(left, right)}, of ICU {expected}");
        }
    }

    static string Codes(string text) => string.Join(' ', text.Select(character => $"{(int)character:X4}"));

    static int Compare(string left, string right) =>
        Collation.CompareText(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
