using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CrmMilestones.Mutation.Code.Mutators;

/// <summary>Elements of lists, initializers and switches: left out, or two neighbours change places.</summary>
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

    static IEnumerable<Mutation> Swapped(CollectionExpressionSyntax list)
    {
        for (var i = 0; i + 1 < list.Elements.Count; i++)
        {
            var elements = list.Elements;
            var (left, right) = (elements[i], elements[i + 1]);
            var swapped = list.ReplaceNodes([left, right], (old, _) => old == left ? right : left);
            yield return new(list, swapped);
        }
    }
}
