using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Packaging;
using CrmMilestones.Scripts;

namespace CrmMilestones.Tests.Sandbox;

/// <summary>The solution as it ships, packed once.</summary>
static class Packed
{
    public static byte[] Zip { get; } = SolutionPacker.Pack(
        Path.Combine(RepositoryRoot.Path, "Solution"), PluginDll.BuiltPath, managed: true);

    /// <summary>The zip's customizations.xml.</summary>
    public static XElement Customizations { get; } = Part("customizations.xml");

    /// <summary>An environment with nothing but the solution.</summary>
    public static DataverseHost Host(DataverseOptions? options = null)
    {
        var host = DataverseHost.Create(options);
        host.ImportSolution(new MemoryStream(Zip));
        return host;
    }

    static XElement Part(string name)
    {
        using ZipArchive archive = new(new MemoryStream(Zip));
        using var part = archive.Entries.Single(entry => entry.FullName == name).Open();
        return XElement.Load(part);
    }
}
