using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace CrmMilestones.Tests.Fuzz;

/// <summary>The inputs that are kept: what crashed or hung once, and is read or refused since.</summary>
static class Corpus
{
    static readonly string Folder = Path.Combine(Scripts.RepositoryRoot.Path, "Tests", "Fuzz", "Corpus");

    internal static IEnumerable<(string Name, byte[] Bytes)> Of(string target)
    {
        var folder = Path.Combine(Folder, target);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Order().Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)))
            : [];
    }
}
