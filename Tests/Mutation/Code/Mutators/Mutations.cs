using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CrmMilestones.Mutation.Code.Mutators;

/// <summary>All small changes of a file that are worth a test.</summary>
static class Mutations
{
    /// <summary>The changes, in the order of the file; some may not compile.</summary>
    public static IEnumerable<Mutation> Of(SyntaxTree tree, SemanticModel model) =>
        from node in tree.GetRoot().DescendantNodes(node => !IsLeftAlone(node))
        where !IsLeftAlone(node)
        let changes = Operators.Of(node, model).Concat(Values.Of(node, model)).Concat(Statements.Of(node))
            .Concat(Elements.Of(node)).Concat(Calls.Of(node, model)).Concat(Siblings.Of(node, model))
        from change in changes.DistinctBy(change => (change.Original, change.Replacement?.ToString()))
        where !IsLeftAlone(change.Original)
        where change.Replacement?.ToString() != change.Original.ToString()
        select change;

    /// <summary>Attributes are for the compiler; what only a programming error reaches is no behaviour.</summary>
    static bool IsLeftAlone(SyntaxNode node) => node switch
    {
        AttributeListSyntax or UsingDirectiveSyntax or ParameterSyntax => true,
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } } => true,
        ObjectCreationExpressionSyntax creation =>
            creation.Type.ToString().StartsWith("Argument", StringComparison.Ordinal),
        ThrowExpressionSyntax or ThrowStatementSyntax => node.ChildNodes().Any(IsLeftAlone),
        SwitchExpressionArmSyntax arm => IsLeftAlone(arm.Expression),
        _ => false,
    };
}
