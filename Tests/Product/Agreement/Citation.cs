using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace CrmMilestones.Tests.Agreement;

/// <summary>
/// A place that names a file of the repository: a link of a document, or a path in its text or in a comment of code.
/// </summary>
/// <param name="File">Where it stands, relative to the repository's root.</param>
/// <param name="Line">Counts from 1.</param>
/// <param name="Path">What it names, as written; empty for a link within the document.</param>
/// <param name="Anchor">The heading it names, empty if none.</param>
/// <param name="IsLink">A link is relative to its document; a path may also be the end of a longer one.</param>
sealed partial record Citation(string File, int Line, string Path, string Anchor, bool IsLink)
{
    static readonly string[] Folders = ["Plugins", "Solution", "Scripts", "Tests", ".ci", ".github"];

    /// <summary>Kinds of file that are named without a folder; a bare .xml is mostly one inside a zip.</summary>
    static readonly string[] Kinds = [".md", ".cs", ".csproj", ".props", ".targets", ".razor", ".sln", ".snk"];

    /// <summary>Every citation of a document or of a file of code, blocks of code aside.</summary>
    public static IEnumerable<Citation> In(string file, string text)
    {
        var isDocument = file.EndsWith(".md", StringComparison.Ordinal);
        var shown = isDocument ? WithoutBlocks(text) : text;
        var links = from link in Link().Matches(shown)
                    let target = link.Groups[1]
                    where isDocument && !target.Value.Contains(':', StringComparison.Ordinal)
                    select Of(target.Index, target.Value, isLink: true);
        var paths = from prose in Prose(file).Matches(shown)
                    from token in Token().Matches(prose.Value)
                    where NamesAFile(token.Value)
                    select Of(prose.Index + token.Index, token.Value.TrimEnd('.', '/'), isLink: false);
        return links.Concat(paths);

        Citation Of(int at, string target, bool isLink)
        {
            var parts = target.Split('#');
            return new(file, LineBreaks(shown[..at]) + 1, parts[0], parts.ElementAtOrDefault(1) ?? "", isLink);
        }
    }

    /// <summary>What a document writes in code style, blocks of code aside.</summary>
    public static IEnumerable<(int Line, string Code)> CodeIn(string document)
    {
        var shown = WithoutBlocks(document);
        return CodeSpan().Matches(shown).Select(span => (LineBreaks(shown[..span.Index]) + 1, span.Value));
    }

    static string WithoutBlocks(string document) =>
        Block().Replace(document, block => new string('\n', LineBreaks(block.Value)));

    static bool NamesAFile(string token) =>
        token.IndexOfAny(['{', '*', '<']) < 0
        && (Kinds.Any(token.Split('#')[0].TrimEnd('.').EndsWith)
            || (token.Contains('/', StringComparison.Ordinal) && Folders.Contains(token.Split('/')[0])));

    static int LineBreaks(string text) => text.Count(letter => letter == '\n');

    /// <summary>What people read in a file of this kind: a document's paths are written as code.</summary>
    static Regex Prose(string file) => System.IO.Path.GetExtension(file) switch
    {
        ".md" => CodeSpan(),
        ".cs" or ".js" or ".css" => Comment(),
        ".yml" or "" or ".editorconfig" => HashComment(),
        _ => XmlComment(),
    };

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"(?<!:)//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("#[^\n]*")]
    private static partial Regex HashComment();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex XmlComment();

    [GeneratedRegex(@"(?<![\w./:{}*<>-])[\w.{}*<>-]+(?:/[\w.{}*<>-]*)*(?:#[\w-]+)?")]
    private static partial Regex Token();
}
