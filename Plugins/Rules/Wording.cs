namespace CrmMilestones.Plugins.Rules;

/// <summary>
/// A text in every language of the product. In it, {cm_endreason} stands for the name of an account column in quotes,
/// {Live} for the name of a stage, {customer} for the account's name and {0} for the first value of a
/// <see cref="Sentence"/>.
/// </summary>
public sealed class Wording(string english, string spanish)
{
    const int EnglishLanguage = 1033;
    const int SpanishLanguage = 3082;

    /// <summary>The low ten bits of an LCID name the language without its country.</summary>
    const int PrimaryLanguage = 0x3FF;

    /// <summary>The languages of the product (LCIDs), the one it falls back to first.</summary>
    public static int[] Languages { get; } = [EnglishLanguage, SpanishLanguage];

    public string English { get; } = english;

    public string Spanish { get; } = spanish;

    /// <summary>In the language with an LCID; English where the product doesn't speak it.</summary>
    public string In(int language) =>
        (language & PrimaryLanguage) == (SpanishLanguage & PrimaryLanguage) ? Spanish : English;
}
