using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace CrmMilestones.Mutation.Code.Mutators;

/// <summary>
/// The next member of the same type in place of one: the day for the latest day, before for after, another column.
/// </summary>
static class Siblings
{
    public static IEnumerable<Mutation> Of(SyntaxNode node, SemanticModel model)
    {
        if (node is not IdentifierNameSyntax name || IsOnlyAName(node)
            || model.GetSymbolInfo(name).Symbol is not { ContainingType: { } type } member
            || !member.Locations.Any(place => place.IsInSource))
        {
            yield break;
        }

        var siblings = type.GetMembers().Where(other => IsLike(member, other)).ToArray();
        if (siblings.Length > 1)
        {
            var next = siblings[(System.Array.IndexOf(siblings, member.OriginalDefinition) + 1) % siblings.Length];
            yield return new(name, IdentifierName(next.Name));
        }
    }

    /// <summary>The name of an argument, of a property in a pattern or of one that an initializer sets.</summary>
    static bool IsOnlyAName(SyntaxNode name) => name.Parent is NameColonSyntax
        || (name.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment
            && assignment.Left == name);

    static bool IsLike(ISymbol member, ISymbol other) =>
        !other.IsImplicitlyDeclared && other.IsStatic == member.IsStatic && (member.OriginalDefinition, other) switch
        {
            (IPropertySymbol { IsIndexer: false } a, IPropertySymbol { IsIndexer: false } b) => Same(a.Type, b.Type),
            (IFieldSymbol a, IFieldSymbol b) => Same(a.Type, b.Type) && a.IsConst == b.IsConst,
            (IMethodSymbol a, IMethodSymbol b) => IsLike(a, b),
            _ => false,
        };

    static bool IsLike(IMethodSymbol method, IMethodSymbol other) =>
        method.MethodKind == MethodKind.Ordinary && other.MethodKind == MethodKind.Ordinary
        && Same(method.ReturnType, other.ReturnType) && method.Arity == other.Arity
        && method.Parameters.Select(parameter => parameter.Type).SequenceEqual(
            other.Parameters.Select(parameter => parameter.Type), SymbolEqualityComparer.Default);

    static bool Same(ITypeSymbol a, ITypeSymbol b) => SymbolEqualityComparer.Default.Equals(a, b);
}
