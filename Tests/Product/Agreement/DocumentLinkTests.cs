using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using CrmMilestones.Scripts;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>Links, headings and paths that documents and comments name, against the files of the repository.</summary>
public partial class DocumentLinkTests
{
    static readonly string[] Read =
        [".md", ".cs", ".js", ".css", ".razor", ".csproj", ".props", ".targets", ".xml", ".yml", ".editorconfig", ""];

    static readonly string[] Files = [.. FilesIn(new DirectoryInfo(RepositoryRoot.Path))];

    /// <summary>With the folders, which can be named too.</summary>
    static readonly string[] Names = [.. Files.Concat(Files.SelectMany(FoldersOf)).Distinct()];

    [Fact]
    public void Every_link_and_every_file_that_is_named_exists()
    {
        string[] broken =
        [
            .. from file in Files
               where Read.Contains(Path.GetExtension(file))
               from citation in Citation.In(file, Text(file))
               let lack = Lack(citation)
               where lack is not null
               select $"{citation.File}({citation.Line}): {lack}",
        ];
        Assert.True(broken.Length == 0, string.Join('\n', broken));
    }

    /// <summary>Of names in code style those with an inner capital: types, members, messages, parameters.</summary>
    [Fact]
    public void Every_name_that_a_document_quotes_is_written_in_code()
    {
        var written = Files.Where(file => Read.Contains(Path.GetExtension(file)) && !IsDocument(file))
            .SelectMany(file => Word().Matches(Text(file)).Select(word => word.Value)).ToHashSet();
        string[] unknown =
        [
            .. from file in Files.Where(IsDocument)
               from quoted in Citation.CodeIn(Text(file))
               from name in Name().Matches(quoted.Code).Select(name => name.Value)
               where !written.Contains(name)
               select $"{file}({quoted.Line}): there is no {name}",
        ];
        Assert.True(unknown.Length == 0, string.Join('\n', unknown));
    }

    [Theory]
    [InlineData("README.md", "See [here](Plugins/README.md#one-save).", "Plugins/README.md", "one-save")]
    [InlineData("README.md", "See [below](#build).", "", "build")]
    [InlineData("README.md", "The key `Plugins/CrmMilestones.snk` is public.", "Plugins/CrmMilestones.snk", "")]
    [InlineData("Plugins/README.md", "Look into `Rules/Billing.cs`.", "Rules/Billing.cs", "")]
    [InlineData("Plugins/Rules/Billing.cs", "/// See Plugins/DEFINITION.md#words.", "Plugins/DEFINITION.md", "words")]
    [InlineData("Plugins/Rules/Billing.cs", "// The steps in Solution/Workflows.", "Solution/Workflows", "")]
    [InlineData("Directory.Build.props", "<!-- Scripts/SdkContract is the default. -->", "Scripts/SdkContract", "")]
    [InlineData(".github/workflows/build.yml", "# As .ci/run does.", ".ci/run", "")]
    public void A_citation_is_found(string file, string text, string path, string anchor)
    {
        var citation = Assert.Single(Citation.In(file, "first line\n" + text));
        Assert.Equal((2, path, anchor), (citation.Line, citation.Path, citation.Anchor));
    }

    [Theory]
    [InlineData("README.md", "[Polly](https://github.com/App-vNext/Polly/README.md)")]
    [InlineData("README.md", "```\ndotnet test Tests/Nowhere\n```")]
    [InlineData("README.md", "`Entities/*/Entity.xml` and `Solution/WebResources/{name}`")]
    [InlineData("Plugins/Rules/Billing.cs", "var file = \"https://example.com/Tests/Nowhere.md\";")]
    public void What_names_no_file_of_the_repository_is_left_alone(string file, string text) =>
        Assert.Empty(Citation.In(file, text));

    /// <summary>What a citation lacks, as a sentence; null if it is right.</summary>
    static string? Lack(Citation citation)
    {
        var folder = Path.GetDirectoryName(citation.File)!.Replace('\\', '/');
        var target = citation.Path.Length == 0 ? citation.File : Resolve(folder, citation.Path);
        if (!Names.Contains(target))
        {
            target = citation.IsLink ? null : Names.FirstOrDefault(name => ("/" + name).EndsWith(
                "/" + citation.Path, StringComparison.Ordinal));
        }

        return target is null ? $"there is no {citation.Path}"
            : citation.Anchor.Length > 0 && !Anchors(Text(target)).Contains(citation.Anchor)
                ? $"{target} has no heading #{citation.Anchor}"
                : null;
    }

    static string Resolve(string folder, string path) =>
        Path.GetRelativePath("/", Path.GetFullPath(Path.Combine("/", folder, path))).Replace('\\', '/').TrimEnd('/');

    /// <summary>As GitHub makes them: lower case, hyphens for spaces, no punctuation.</summary>
    static IEnumerable<string> Anchors(string document) => Heading().Matches(document).Select(
        heading => Punctuation().Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    static string Text(string file) => File.ReadAllText(Path.Combine(RepositoryRoot.Path, file));

    static IEnumerable<string> FilesIn(DirectoryInfo folder) => folder.EnumerateFileSystemInfos()
        .Where(entry => entry.Name is not (
            "artifacts" or "node_modules" or ".git" or ".vs" or ".idea" or "TestResults"))
        .SelectMany(entry => entry is DirectoryInfo inner ? FilesIn(inner) : [Relative(entry)]);

    static string Relative(FileSystemInfo entry) =>
        Path.GetRelativePath(RepositoryRoot.Path, entry.FullName).Replace('\\', '/');

    static IEnumerable<string> FoldersOf(string file)
    {
        for (var end = file.LastIndexOf('/'); end > 0; end = file.LastIndexOf('/', end - 1))
        {
            yield return file[..end];
        }
    }

    static bool IsDocument(string file) => file.EndsWith(".md", StringComparison.Ordinal);

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b[A-Z][a-z0-9]+([A-Z][a-z0-9]*)+\b")]
    private static partial Regex Name();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();
}
