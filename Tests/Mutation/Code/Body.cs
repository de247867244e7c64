using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CrmMilestones.Mutation.Code;

/// <summary>The body of a member: a block, or what stands behind its arrow.</summary>
static class Body
{
    const int Void = (int)SyntaxKind.VoidKeyword;

    public static bool Is(SyntaxNode node) => node switch
    {
        BlockSyntax => node.Parent is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax,
        ArrowExpressionClauseSyntax => node.Parent is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax
            or AccessorDeclarationSyntax,
        _ => false,
    };

    /// <summary>The body that a node lies in; null if it is in none.</summary>
    public static SyntaxNode? Around(SyntaxNode node) => node.Ancestors().FirstOrDefault(Is);

    /// <summary>A body as a block, also one behind an arrow.</summary>
    /// <param name="body">The body, where it stands.</param>
    /// <param name="changed">The same with a change in it.</param>
    public static string Block(SyntaxNode body, SyntaxNode changed)
    {
        if (changed is not ArrowExpressionClauseSyntax arrow)
        {
            return changed.ToString();
        }

        var isAction = body.Parent is ConstructorDeclarationSyntax
            or MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: Void } }
            or AccessorDeclarationSyntax { RawKind: not (int)SyntaxKind.GetAccessorDeclaration };
        var keyword = isAction || arrow.Expression is ThrowExpressionSyntax ? "" : "return ";
        return $"{{ {keyword}{arrow.Expression}; }}";
    }

    /// <summary>The file with other blocks for some of its bodies.</summary>
    public static SourceText Replaced(SyntaxTree tree, IEnumerable<(SyntaxNode Body, string Block)> blocks) =>
        tree.GetText().WithChanges(blocks.OrderBy(change => change.Body.SpanStart)
            .Select(change => Replaced(change.Body, change.Block)));

    static TextChange Replaced(SyntaxNode body, string block) => body is ArrowExpressionClauseSyntax arrow
        ? new(
            TextSpan.FromBounds(arrow.SpanStart, arrow.GetLastToken().GetNextToken().Span.End),
            arrow.Parent is BasePropertyDeclarationSyntax ? $"{{ get {block} }}" : block)
        : new(body.Span, block);
}
