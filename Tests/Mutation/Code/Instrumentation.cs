using System.Collections.Generic;
using System.Linq;
using System.Text;
using CrmMilestones.Mutation.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace CrmMilestones.Mutation.Code;

/// <summary>Numbers the members of some files, and makes each report when it runs.</summary>
sealed class Instrumentation
{
    const int Void = (int)SyntaxKind.VoidKeyword;

    readonly Dictionary<(string File, TextSpan Body), int> _numbers = [];

    public Instrumentation(IEnumerable<SyntaxTree> trees)
    {
        foreach (var body in trees.SelectMany(tree => tree.GetRoot().DescendantNodes()).Where(IsBody))
        {
            _numbers.Add((body.SyntaxTree.FilePath, body.Span), _numbers.Count);
        }
    }

    public int Members => _numbers.Count;

    /// <summary>The number of the member that a change lies in; null if it is no member that reports.</summary>
    public int? NumberOf(SyntaxNode node) => node.AncestorsAndSelf().Where(IsBody)
        .Select(body => (int?)_numbers[(body.SyntaxTree.FilePath, body.Span)]).FirstOrDefault();

    /// <summary>The project with reporting members.</summary>
    public CSharpCompilation Apply(CSharpCompilation project)
    {
        var options = (CSharpParseOptions)project.SyntaxTrees.First().Options;
        foreach (var tree in project.SyntaxTrees)
        {
            var changes = tree.GetRoot().DescendantNodes().Where(IsBody)
                .Where(body => _numbers.ContainsKey((tree.FilePath, body.Span))).Select(Reporting);
            project = project.ReplaceSyntaxTree(tree, tree.WithChangedText(tree.GetText().WithChanges(changes)));
        }

        return project.AddSyntaxTrees(
            CSharpSyntaxTree.ParseText(SourceText.From(Coverage.Source, Encoding.UTF8), options));
    }

    static bool IsBody(SyntaxNode node) => node switch
    {
        BlockSyntax => node.Parent is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax,
        ArrowExpressionClauseSyntax => node.Parent is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax
            or AccessorDeclarationSyntax,
        _ => false,
    };

    TextChange Reporting(SyntaxNode body)
    {
        var hit = $"{Coverage.ClassName}.Hit({_numbers[(body.SyntaxTree.FilePath, body.Span)]});";
        if (body is not ArrowExpressionClauseSyntax arrow)
        {
            return new(new(body.SpanStart + 1, 0), hit);
        }

        var isAction = arrow.Parent is ConstructorDeclarationSyntax
            or MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: Void } }
            or AccessorDeclarationSyntax { RawKind: not (int)SyntaxKind.GetAccessorDeclaration };
        var keyword = isAction || arrow.Expression is ThrowExpressionSyntax ? "" : "return ";
        var block = $"{{ {hit} {keyword}{arrow.Expression}; }}";
        return new(
            TextSpan.FromBounds(arrow.SpanStart, arrow.GetLastToken().GetNextToken().Span.End),
            arrow.Parent is BasePropertyDeclarationSyntax ? $"{{ get {block} }}" : block);
    }
}
