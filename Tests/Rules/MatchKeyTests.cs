using System.Linq;
using CrmMilestones.Plugins.Rules;
using Xunit;

namespace CrmMilestones.Tests.Rules;

/// <summary>What of a customer's number or name counts when claims look for it.</summary>
public class MatchKeyTests
{
    [Theory]
    [InlineData("Contoso Dental", "CONTOSODENTAL")]
    [InlineData("  contoso\u00a0 DENTAL\t", "CONTOSODENTAL")]
    [InlineData("Clínica Ñandú", "CLINICANANDU")]
    [InlineData("Cli\u0301nica", "CLINICA")]
    [InlineData("\ufeffContoso\u200b Dental", "CONTOSODENTAL")]
    [InlineData("Ｃｏｎｔｏｓｏ", "CONTOSO")]
    [InlineData("O'Brien & Sons, Ltd.", "O'BRIEN&SONS,LTD.")]
    [InlineData("東京 クリニック", "東京クリニック")]
    [InlineData("가나", "가나")]
    [InlineData("Αθήνα", "ΑΘΗΝΑ")]
    [InlineData("😀a", "😀A")]
    [InlineData(null, "")]
    [InlineData(" \t\u3000", "")]
    public void A_name_counts_without_case_accents_and_spacing(string? name, string key) =>
        Assert.Equal(key, MatchKey.OfName(name));

    /// <summary>In these scripts marks are vowels and consonants, not accents.</summary>
    [Theory]
    [InlineData("กี", "กู")]
    [InlineData("が", "か")]
    [InlineData("कि", "कु")]
    public void Marks_of_other_scripts_tell_names_apart(string one, string other) =>
        Assert.NotEqual(MatchKey.OfName(one), MatchKey.OfName(other));

    /// <summary>The first and the last of each of their blocks.</summary>
    [Theory]
    [InlineData('\u0300')]
    [InlineData('\u036f')]
    [InlineData('\u1ab0')]
    [InlineData('\u1aff')]
    [InlineData('\u1dc0')]
    [InlineData('\u1dff')]
    [InlineData('\u20d0')]
    [InlineData('\u20ff')]
    [InlineData('\u0001')]
    public void Accents_and_signs_that_nobody_sees_count_for_nothing(char sign) =>
        Assert.Equal("AB", MatchKey.OfName($"a{sign}b"));

    /// <summary>As a text ends that was cut.</summary>
    [Fact]
    public void Half_a_character_counts_for_nothing()
    {
        Assert.Equal("A😀", MatchKey.OfName("\udc00a\ud83d😀\ud83d"));
        Assert.Equal("AB", MatchKey.OfName("a\udc00b"));
        Assert.Equal("A", MatchKey.OfName("\udc00\udc00a"));
        Assert.Equal("A", MatchKey.OfName("\ud83d\ud83da"));
    }

    [Theory]
    [InlineData(" ab-12 ", "AB-12")]
    [InlineData("1 2", "1 2")]
    [InlineData("1\t2", "1 2")]
    [InlineData("007", "007")]
    [InlineData("  ", "")]
    [InlineData(null, "")]
    public void A_number_counts_trimmed_and_without_case(string? number, string key) =>
        Assert.Equal(key, MatchKey.OfNumber(number));

    [Theory]
    [InlineData("CONTOSO", "C%O%N%T%O%S%O%| %C%O%N%T%O%S%O%")]
    [InlineData("ABCDEF1-234567", "A%B%C%D%E%F%2%3%4%5%6%7%| %A%B%C%D%E%F%2%3%4%5%6%7%")]
    [InlineData("A", "A%| %A%")]
    [InlineData("100%_[X]", "1%0%0%X%| %1%0%0%X%")]
    [InlineData("(A)", "%A%")]
    [InlineData("A\ud83d\ude00B", "A%B%| %A%B%")]
    [InlineData("***", "")]
    [InlineData("", "")]
    public void A_pattern_has_wildcards_wherever_spacing_or_a_sign_may_be(string key, string patterns) =>
        Assert.Equal(patterns, string.Join("|", MatchKey.Patterns(key)));

    [Fact]
    public void Patterns_hold_letters_that_can_be_sent_alone() => Assert.DoesNotContain(
        MatchKey.Patterns(MatchKey.OfName("𝒜 Clinic 🏥")).SelectMany(pattern => pattern), char.IsSurrogate);
}
