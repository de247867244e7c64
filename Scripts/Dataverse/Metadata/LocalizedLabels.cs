using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Dataverse.Metadata;

/// <summary>A text in several languages, keyed by LCID (1033 = English, the environment's base language).</summary>
public sealed class LocalizedLabels(IEnumerable<KeyValuePair<int, string>> byLanguage)
{
    /// <summary>The LCID every environment and every solution of this host has.</summary>
    public const int BaseLanguage = 1033;

    /// <summary>No text in any language.</summary>
    public static LocalizedLabels None { get; } = new([]);

    /// <summary>The texts by LCID.</summary>
    public IReadOnlyDictionary<int, string> ByLanguage { get; } = byLanguage.ToDictionary();

    /// <summary>The text in a language, or else in the base language; null when neither has one.</summary>
    public string? In(int language) =>
        ByLanguage.GetValueOrDefault(language) ?? ByLanguage.GetValueOrDefault(BaseLanguage);

    /// <summary>One text in the base language.</summary>
    public static implicit operator LocalizedLabels(string text) => FromString(text);

    /// <summary>One text in the base language.</summary>
    public static LocalizedLabels FromString(string text) => new([KeyValuePair.Create(BaseLanguage, text)]);

    /// <summary>The text in the base language, empty when there is none.</summary>
    public override string ToString() => In(BaseLanguage) ?? "";
}
