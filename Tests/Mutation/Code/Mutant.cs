using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CrmMilestones.Mutation.Code;

/// <summary>A small change of the code.</summary>
/// <param name="Original">What is changed.</param>
/// <param name="Replacement">What stands there instead; null where it is taken out.</param>
sealed record Mutation(SyntaxNode Original, SyntaxNode? Replacement)
{
    /// <summary>The change in other words than both nodes, where they would hide it.</summary>
    public string? Words { get; init; }
}

/// <summary>A version of one file with one small change, which a test should notice.</summary>
sealed partial record Mutant(string Root, Mutation Mutation)
{
    public SyntaxTree Tree => Mutation.Original.SyntaxTree;

    /// <summary>The file, relative to the clone, with forward slashes.</summary>
    public string File => Path.GetRelativePath(Root, Tree.FilePath).Replace('\\', '/');

    /// <summary>Counted from 1.</summary>
    public int Line => Tree.GetLineSpan(Mutation.Original.Span).StartLinePosition.Line + 1;

    /// <summary>The type and the member that hold the change.</summary>
    public string Member
    {
        get
        {
            var type = Mutation.Original.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>().FirstOrDefault();
            var member = Mutation.Original.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().FirstOrDefault();
            return $"{type?.Identifier.Text}.{(member is null || member == type ? "" : Name(member))}";
        }
    }

    /// <summary>The change, on one line.</summary>
    public string Change => Mutation switch
    {
        { Words: { } words } => Plain(words),
        { Replacement: null or EmptyStatementSyntax } => $"removed: {Plain(Mutation.Original)}",
        _ => $"{Plain(Mutation.Original)} -> {Plain(Mutation.Replacement)}",
    };

    /// <summary>
    /// The text of the file with the change in it: to be read anew, as the kind of a node follows from its operator.
    /// </summary>
    public string Apply() => ApplyTo(Tree.GetRoot()).ToFullString();

    /// <summary>A node around the change, with the change in it.</summary>
    public SyntaxNode ApplyTo(SyntaxNode around) => Mutation.Replacement is null
        ? around.RemoveNode(Mutation.Original, SyntaxRemoveOptions.KeepNoTrivia)!
        : around.ReplaceNode(Mutation.Original, Mutation.Replacement.WithTriviaFrom(Mutation.Original));

    static string Name(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        IndexerDeclarationSyntax => "this",
        ConstructorDeclarationSyntax => "new",
        BaseFieldDeclarationSyntax field => field.Declaration.Variables[0].Identifier.Text,
        EnumMemberDeclarationSyntax option => option.Identifier.Text,
        _ => member.Kind().ToString(),
    };

    static string Plain(SyntaxNode node) => Plain(node.NormalizeWhitespace().ToString());

    static string Plain(string text)
    {
        text = Spaces().Replace(text, " ").Trim();
        return text.Length <= 200 ? text : text[..200] + "...";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
