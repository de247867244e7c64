using System.Collections.Generic;
using CrmMilestones.Scripts.Pages;
using Microsoft.AspNetCore.Components;

namespace CrmMilestones.Scripts.Generate.HowWeWork;

/// <summary>
/// The page "How we work" of the app: definition sheet, each team's steps, messages. A file a language.
/// </summary>
static class HowWeWorkPage
{
    /// <summary>Name of the web resource.</summary>
    public static string FileName(Language language) => language == Language.English
        ? "cm_/html/howwework.html" : $"cm_/html/howwework.{language.Tag}.html";

    public static string Write(SolutionTexts texts) => Razor.Write<Page>(
        ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Page.Texts)] = texts }));
}
