using Microsoft.AspNetCore.Components;

namespace CrmMilestones.Scripts.Generate.HowWeWork;

/// <summary>A part of the page.</summary>
public abstract class Fragment : ComponentBase
{
    /// <summary>The names, in the language in which the page is written.</summary>
    [Parameter, EditorRequired]
    public required SolutionTexts Texts { get; set; }

    /// <summary>The sentence of the page's language; names in braces as in <see cref="SolutionTexts.Say"/>.</summary>
    protected string Say(string english, string spanish) => Texts.Say(new(english, spanish));
}
