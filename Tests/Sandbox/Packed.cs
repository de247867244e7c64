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

    /// <summary>An environment with nothing but the solution.</summary>
    public static DataverseHost Host(DataverseOptions? options = null)
    {
        var host = DataverseHost.Create(options);
        host.ImportSolution(new MemoryStream(Zip));
        return host;
    }

    /// <summary>The zip with another text of a web resource.</summary>
    public static byte[] With(string webResource, string text)
    {
        using MemoryStream copy = new();
        copy.Write(Zip);
        using (ZipArchive archive = new(copy, ZipArchiveMode.Update, leaveOpen: true))
        {
            var name = FileOf(webResource);
            archive.GetEntry(name)!.Delete();
            using StreamWriter part = new(archive.CreateEntry(name).Open());
            part.Write(text);
        }

        return copy.ToArray();
    }

    static string FileOf(string webResource) => Customizations.Elements("WebResources").Elements()
        .Single(resource => resource.Element("Name")?.Value == webResource).Element("FileName")!.Value.TrimStart('/');

    static string Part(string name)
    {
        using ZipArchive archive = new(new MemoryStream(Zip));
        using StreamReader part = new(archive.Entries.Single(entry => entry.FullName == name).Open());
        return part.ReadToEnd();
    }
}
