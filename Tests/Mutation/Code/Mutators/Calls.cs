using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace CrmMilestones.Mutation.Code.Mutators;

/// <summary>Calls that become their opposite, or fall away where their subject can stand for their result.</summary>
static class Calls
{
    static readonly Dictionary<string, string> Opposites = new[]
    {
        ("Any", "All"), ("First", "Last"), ("FirstOrDefault", "LastOrDefault"), ("Take", "Skip"),
        ("TakeWhile", "SkipWhile"), ("Min", "Max"), ("OrderBy", "OrderByDescending"),
        ("ThenBy", "ThenByDescending"), ("StartsWith", "EndsWith"), ("Union", "Intersect"),
        ("ToUpperInvariant", "ToLowerInvariant"), ("Append", "Prepend"),
    }.SelectMany(pair => new[] { pair, (pair.Item2, pair.Item1) }).ToDictionary(pair => pair.Item1, pair => pair.Item2);

    /// <summary>Copies, which nobody misses.</summary>
    static readonly HashSet<string> Copies = ["ToArray", "ToList", "AsEnumerable", "ToDictionary"];

    public static IEnumerable<Mutation> Of(SyntaxNode node, SemanticModel model)
    {
        if (node is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call)
        {
            yield break;
        }

        var name = access.Name.Identifier.Text;
        if (Opposites.TryGetValue(name, out var opposite))
        {
            yield return new(access.Name, access.Name.ReplaceToken(access.Name.Identifier, Identifier(opposite)));
        }

        if (!Copies.Contains(name) && call.Parent is not ExpressionStatementSyntax
            && model.GetSymbolInfo(access.Expression).Symbol is not (INamespaceOrTypeSymbol or null))
        {
            yield return new(call, access.Expression);
        }
    }
}
