using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace CrmMilestones.Mutation.Code.Mutators;

/// <summary>Constants become other constants, and what is returned becomes nothing.</summary>
static class Values
{
    public static IEnumerable<Mutation> Of(SyntaxNode node, SemanticModel model) => node switch
    {
        LiteralExpressionSyntax literal => Constant(literal),
        InterpolatedStringTextSyntax text when text.TextToken.ValueText.Any(char.IsLetter) => [new(text, null)],
        InterpolationSyntax hole => [new(hole, null)],
        ReturnStatementSyntax { Expression: { } value } => Returned(value, model),
        ArrowExpressionClauseSyntax arrow => Returned(arrow.Expression, model),
        _ => [],
    };

    static IEnumerable<Mutation> Constant(LiteralExpressionSyntax literal)
    {
        switch (literal.Kind())
        {
            case SyntaxKind.TrueLiteralExpression:
                return [new(literal, LiteralExpression(SyntaxKind.FalseLiteralExpression))];
            case SyntaxKind.FalseLiteralExpression:
                return [new(literal, LiteralExpression(SyntaxKind.TrueLiteralExpression))];
            case SyntaxKind.NumericLiteralExpression when literal.Token.Value is int number:
                return new[] { number + 1, number - 1 }.Where(other => other >= 0)
                    .Select(other => LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(other)))
                    .Select(other => new Mutation(literal, other));
            case SyntaxKind.StringLiteralExpression:
                var other = literal.Token.ValueText.Length == 0 ? "mutated" : "";
                return [new(literal, LiteralExpression(SyntaxKind.StringLiteralExpression, Literal(other)))];
            default:
                return [];
        }
    }

    static IEnumerable<Mutation> Returned(ExpressionSyntax value, SemanticModel model)
    {
        if (value.IsKind(SyntaxKind.NullLiteralExpression) || value.IsKind(SyntaxKind.DefaultLiteralExpression))
        {
            return [];
        }

        var type = model.GetTypeInfo(value).ConvertedType;
        if (type is null or { SpecialType: SpecialType.System_Void })
        {
            return [];
        }

        var nothing = type switch
        {
            { SpecialType: SpecialType.System_Boolean } => new[] { "true", "false" },
            { SpecialType: SpecialType.System_String } => ["\"\""],
            _ when IsCollection(type) => ["[]"],
            _ => ["default!"],
        };
        return nothing.Where(text => value.ToString() != text)
            .Select(text => new Mutation(value, ParseExpression(text)));
    }

    static bool IsCollection(ITypeSymbol type) => type is IArrayTypeSymbol
        || type.OriginalDefinition.SpecialType is SpecialType.System_Collections_Generic_IEnumerable_T
            or SpecialType.System_Collections_Generic_IReadOnlyList_T;
}
