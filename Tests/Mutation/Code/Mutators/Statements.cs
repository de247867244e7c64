using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace CrmMilestones.Mutation.Code.Mutators;

/// <summary>Statements that are left out.</summary>
static class Statements
{
    public static IEnumerable<Mutation> Of(SyntaxNode node) => node switch
    {
        ExpressionStatementSyntax or ThrowStatementSyntax or YieldStatementSyntax or ForEachStatementSyntax
            or ReturnStatementSyntax { Expression: null } or ContinueStatementSyntax or BreakStatementSyntax =>
            [new(node, EmptyStatement())],
        IfStatementSyntax { Else: { } otherwise } => [new(otherwise, null)],
        BlockSyntax { Parent: MethodDeclarationSyntax, Statements.Count: > 1 } body => [new(body, Block())],
        _ => [],
    };
}
