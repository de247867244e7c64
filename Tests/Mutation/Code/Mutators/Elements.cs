using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CrmMilestones.Mutation.Code.Mutators;

/// <summary>Elements of lists, initializers and switches: left out, or the first two change places.</summary>
static class Elements
{
    public static IEnumerable<Mutation> Of(SyntaxNode node) => node switch
    {
        CollectionExpressionSyntax list => Removed(list.Elements).Concat(Swapped(list)),
        InitializerExpressionSyntax list => Removed(list.Expressions),
        SwitchExpressionSyntax choice => Removed(choice.Arms),
        SwitchExpressionArmSyntax { WhenClause: { } condition } => [new(condition, null)],
        PropertyPatternClauseSyntax { Subpatterns.Count: > 1 } pattern => Removed(pattern.Subpatterns),
        _ => [],
    };

    static IEnumerable<Mutation> Removed(IEnumerable<SyntaxNode> elements) =>
        elements.Select(element => new Mutation(element, null));

    /// <summary>The first two, which is enough to ask whether the order of the list is seen.</summary>
    static IEnumerable<Mutation> Swapped(CollectionExpressionSyntax list)
    {
        if (list.Elements is [var first, var second, ..])
        {
            var swapped = list.ReplaceNodes([first, second], (old, _) => old == first ? second : first);
            yield return new(list, swapped) { Words = $"{first}, {second} -> {second}, {first}" };
        }
    }
}
