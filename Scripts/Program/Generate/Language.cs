using System.Collections.Generic;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Generate;

/// <summary>A language in which documents are written.</summary>
/// <param name="Code">The LCID, as the solution's labels have it.</param>
/// <param name="Tag">The language tag of HTML.</param>
/// <param name="Name">In the language itself.</param>
public sealed record Language(int Code, string Tag, string Name)
{
    public static Language English { get; } = new(1033, "en", "English");

    public static Language Spanish { get; } = new(3082, "es", "Español");

    public static IReadOnlyList<Language> All { get; } = [English, Spanish];
}

static class Wordings
{
    public static string In(this Wording text, Language language) => text.In(language.Code);
}
