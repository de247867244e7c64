using System.IO;
using System.IO.Compression;
using CrmMilestones.Scripts;

namespace CrmMilestones.Tests.Sandbox.App;

/// <summary>
/// A solution of another kind than ours, zipped from the folder Library: tables of its own, charts of other types, things
/// that can't be drawn, a web resource that reaches for its page, and a view of ours under another name.
/// </summary>
static class LibrarySolution
{
    internal const string Page = "lib_/page.html";

    internal static byte[] Zip { get; } = Make();

    static byte[] Make()
    {
        var folder = Path.Combine(RepositoryRoot.Path, "Tests", "Sandbox", "App", "Library");
        using MemoryStream zip = new();
        ZipFile.CreateFromDirectory(folder, zip);
        return zip.ToArray();
    }
}
