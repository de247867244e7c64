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
    public static XElement Customizations { get; } = XElement.Parse(Part("customizations.xml"));

    /// <summary>The text of a web resource.</summary>
    public static string WebResource(string name) => Part(Customizations.Elements("WebResources").Elements()
        .Single(resource => resource.Element("Name")?.Value == name).Element("FileName")!.Value.TrimStart('/'));

    /// <summary>An environment with nothing but the solution.</summary>
    public static DataverseHost Host(DataverseOptions? options = null)
    {
        var host = DataverseHost.Create(options);
        host.ImportSolution(new MemoryStream(Zip));
        return host;
    }

    static string Part(string name)
    {
        using ZipArchive archive = new(new MemoryStream(Zip));
        using StreamReader part = new(archive.Entries.Single(entry => entry.FullName == name).Open());
        return part.ReadToEnd();
    }
}
