using System.Collections.Generic;
using System.Linq;
using System.Text;
using CrmMilestones.Mutation.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace CrmMilestones.Mutation.Code;

/// <summary>Numbers the members of some files, and makes each report when it runs.</summary>
sealed class Instrumentation
{
    readonly Dictionary<(string File, TextSpan Body), int> _numbers = [];

    public Instrumentation(IEnumerable<SyntaxTree> trees)
    {
        foreach (var body in trees.SelectMany(tree => tree.GetRoot().DescendantNodes()).Where(Body.Is))
        {
            _numbers.Add((body.SyntaxTree.FilePath, body.Span), _numbers.Count);
        }
    }

    public int Members => _numbers.Count;

    /// <summary>The number of the member that a change lies in; null if it is no member that reports.</summary>
    public int? NumberOf(SyntaxNode node) => node.AncestorsAndSelf().Where(Body.Is)
        .Select(body => (int?)_numbers[(body.SyntaxTree.FilePath, body.Span)]).FirstOrDefault();

    /// <summary>The project with reporting members.</summary>
    public CSharpCompilation Apply(CSharpCompilation project)
    {
        var options = (CSharpParseOptions)project.SyntaxTrees.First().Options;
        foreach (var tree in project.SyntaxTrees)
        {
            var blocks = tree.GetRoot().DescendantNodes().Where(Body.Is)
                .Where(body => _numbers.ContainsKey((tree.FilePath, body.Span)))
                .Select(body => (body, Reporting(body)));
            project = project.ReplaceSyntaxTree(tree, tree.WithChangedText(Body.Replaced(tree, blocks)));
        }

        return project.AddSyntaxTrees(
            CSharpSyntaxTree.ParseText(SourceText.From(Coverage.Source, Encoding.UTF8), options));
    }

    string Reporting(SyntaxNode body) =>
        $"{{ {Coverage.ClassName}.Hit({_numbers[(body.SyntaxTree.FilePath, body.Span)]}); {Body.Block(body, body)} }}";
}
