using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace CrmMilestones.Mutation.Code.Mutators;

/// <summary>Operators become their neighbours, conditions their opposite.</summary>
static class Operators
{
    static readonly Dictionary<SyntaxKind, SyntaxKind[]> Neighbours = new()
    {
        [SyntaxKind.LessThanToken] = [SyntaxKind.LessThanEqualsToken, SyntaxKind.GreaterThanToken],
        [SyntaxKind.LessThanEqualsToken] = [SyntaxKind.LessThanToken, SyntaxKind.GreaterThanEqualsToken],
        [SyntaxKind.GreaterThanToken] = [SyntaxKind.GreaterThanEqualsToken, SyntaxKind.LessThanToken],
        [SyntaxKind.GreaterThanEqualsToken] = [SyntaxKind.GreaterThanToken, SyntaxKind.LessThanEqualsToken],
        [SyntaxKind.EqualsEqualsToken] = [SyntaxKind.ExclamationEqualsToken],
        [SyntaxKind.ExclamationEqualsToken] = [SyntaxKind.EqualsEqualsToken],
        [SyntaxKind.AmpersandAmpersandToken] = [SyntaxKind.BarBarToken],
        [SyntaxKind.BarBarToken] = [SyntaxKind.AmpersandAmpersandToken],
        [SyntaxKind.PlusToken] = [SyntaxKind.MinusToken],
        [SyntaxKind.MinusToken] = [SyntaxKind.PlusToken],
        [SyntaxKind.AsteriskToken] = [SyntaxKind.SlashToken],
        [SyntaxKind.SlashToken] = [SyntaxKind.AsteriskToken],
        [SyntaxKind.PercentToken] = [SyntaxKind.AsteriskToken],
        [SyntaxKind.AmpersandToken] = [SyntaxKind.BarToken],
        [SyntaxKind.BarToken] = [SyntaxKind.AmpersandToken],
        [SyntaxKind.PlusEqualsToken] = [SyntaxKind.MinusEqualsToken],
        [SyntaxKind.MinusEqualsToken] = [SyntaxKind.PlusEqualsToken],
        [SyntaxKind.AndKeyword] = [SyntaxKind.OrKeyword],
        [SyntaxKind.OrKeyword] = [SyntaxKind.AndKeyword],
        [SyntaxKind.PlusPlusToken] = [SyntaxKind.MinusMinusToken],
        [SyntaxKind.MinusMinusToken] = [SyntaxKind.PlusPlusToken],
    };

    static readonly SyntaxToken Not = Token(SyntaxKind.NotKeyword).WithTrailingTrivia(Space);

    static readonly HashSet<SyntaxKind> Droppable =
        [SyntaxKind.LogicalAndExpression, SyntaxKind.LogicalOrExpression, SyntaxKind.CoalesceExpression];

    public static IEnumerable<Mutation> Of(SyntaxNode node, SemanticModel model) => node switch
    {
        BinaryExpressionSyntax binary => Binary(binary),
        AssignmentExpressionSyntax assignment => Swapped(assignment, assignment.OperatorToken),
        BinaryPatternSyntax pattern => Swapped(pattern, pattern.OperatorToken)
            .Append(new(pattern, pattern.Left)).Append(new(pattern, pattern.Right)),
        RelationalPatternSyntax pattern => Swapped(pattern, pattern.OperatorToken),
        PostfixUnaryExpressionSyntax unary => Swapped(unary, unary.OperatorToken),
        PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => [new(not, not.Operand)],
        PrefixUnaryExpressionSyntax unary => Swapped(unary, unary.OperatorToken),
        UnaryPatternSyntax { RawKind: (int)SyntaxKind.NotPattern } not => [new(not, not.Pattern)],
        IsPatternExpressionSyntax test => Negated(test),
        ConditionalExpressionSyntax choice => [new(choice, choice.WhenTrue), new(choice, choice.WhenFalse)],
        IfStatementSyntax choice => Condition(choice.Condition),
        WhileStatementSyntax loop => [new(loop.Condition, LiteralExpression(SyntaxKind.FalseLiteralExpression))],
        WhereClauseSyntax filter => [.. Condition(filter.Condition), new(filter, null)],
        OrderingSyntax order => [new(order, Turned(order))],
        // A predicate that lets everything or nothing through.
        LambdaExpressionSyntax { ExpressionBody: { } body }
            when model.GetTypeInfo(body).Type?.SpecialType == SpecialType.System_Boolean => Condition(body),
        _ => [],
    };

    static IEnumerable<Mutation> Binary(BinaryExpressionSyntax binary)
    {
        foreach (var change in Swapped(binary, binary.OperatorToken))
        {
            yield return change;
        }

        if (Droppable.Contains(binary.Kind()))
        {
            yield return new(binary, binary.Left);
            yield return new(binary, binary.Right);
        }
    }

    static IEnumerable<Mutation> Swapped(SyntaxNode node, SyntaxToken token) =>
        Neighbours.GetValueOrDefault(token.Kind(), [])
            .Select(kind => new Mutation(node, node.ReplaceToken(token, Token(kind).WithTriviaFrom(token))));

    static IEnumerable<Mutation> Negated(IsPatternExpressionSyntax test) => test.Pattern is UnaryPatternSyntax ? [] :
        [new(test, test.WithPattern(UnaryPattern(Not, test.Pattern)))];

    static IEnumerable<Mutation> Condition(ExpressionSyntax condition) =>
    [
        new(condition, LiteralExpression(SyntaxKind.TrueLiteralExpression)),
        new(condition, LiteralExpression(SyntaxKind.FalseLiteralExpression)),
    ];

    static OrderingSyntax Turned(OrderingSyntax order) => order.IsKind(SyntaxKind.DescendingOrdering)
        ? Ordering(SyntaxKind.AscendingOrdering, order.Expression)
        : Ordering(
            SyntaxKind.DescendingOrdering, order.Expression,
            Token(SyntaxKind.DescendingKeyword).WithLeadingTrivia(Space));
}
