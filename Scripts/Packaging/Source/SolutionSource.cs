using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace CrmMilestones.Packaging.Source;

/// <summary>The unpacked solution as a read model: components by kind, each knowing its file and line.</summary>
public sealed class SolutionSource
{
    readonly Dictionary<string, SourceFile> _files;

    SolutionSource(IEnumerable<SourceFile> files)
    {
        _files = files.ToDictionary(file => file.Path);
        Files =
        [
            .. _files.Keys.OrderBy(file => file, StringComparer.OrdinalIgnoreCase)
                .ThenBy(file => file, StringComparer.Ordinal),
        ];
        RootComponents = [.. Manifest.Items("RootComponents", "RootComponent").Select(x => new ListedComponent(x))];
        Tables = [.. Roots(SolutionLayout.Tables).Select(ReadTable)];
        Choices = [.. Roots(SolutionLayout.Choices).Select(x => new SourceChoice(x))];
        ListedRelationships = [.. Roots(SolutionLayout.RelationshipList).Elements("EntityRelationship")];
        Relationships =
        [
            .. Roots(SolutionLayout.RelationshipBodies).Elements("EntityRelationship")
                .Select(x => new SourceRelationship(x)),
        ];
        PluginAssemblies = [.. Roots(SolutionLayout.PluginAssemblies).Select(x => new SourceAssembly(x))];
        Steps = [.. Roots(SolutionLayout.Steps).Select(x => new SourceStep(x))];
        var parts = Roots(SolutionLayout.CustomApiParts).ToLookup(part => part.BaseUri.Split('/')[1]);
        CustomApis =
        [
            .. Roots(SolutionLayout.CustomApis)
                .Select(x => new SourceCustomApi(x, [.. parts[x.BaseUri.Split('/')[1]]])),
        ];
        Processes =
        [
            .. Roots(SolutionLayout.Processes)
                .Select(x => new SourceProcess(x, Root(SolutionLayout.DescribedFile(x.BaseUri)!))),
        ];
        Roles = [.. Roots(SolutionLayout.Roles).Select(x => new SourceRole(x))];
        ColumnSecurityProfiles = [.. Roots(SolutionLayout.ColumnSecurity).Elements("FieldSecurityProfile")];
    }

    /// <summary>
    /// Every file in a sub-folder, relative with forward slashes, in the order in which Windows lists names.
    /// </summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The SolutionManifest element of Other/Solution.xml.</summary>
    public XElement Manifest => _files[SolutionLayout.Manifest].Root.Element("SolutionManifest")!;

    /// <summary>The frame of customizations.xml: Other/Customizations.xml.</summary>
    public XElement Customizations => _files[SolutionLayout.Customizations].Root;

    public string UniqueName => Manifest.Text("UniqueName");

    public string Version => Manifest.Text("Version");

    /// <summary>Prefix of the publisher, with its underscore.</summary>
    public string Prefix => Manifest.Element("Publisher")?.Text("CustomizationPrefix") + "_";

    public IReadOnlyList<ListedComponent> RootComponents { get; }

    public IReadOnlyList<SourceTable> Tables { get; }

    /// <summary>The global choices.</summary>
    public IReadOnlyList<SourceChoice> Choices { get; }

    /// <summary>The relationships' bodies; Other/Relationships.xml names those that are packed.</summary>
    public IReadOnlyList<SourceRelationship> Relationships { get; }

    /// <summary>The entries of Other/Relationships.xml.</summary>
    public IReadOnlyList<XElement> ListedRelationships { get; }

    public IReadOnlyList<SourceAssembly> PluginAssemblies { get; }

    public IReadOnlyList<SourceStep> Steps { get; }

    public IReadOnlyList<SourceCustomApi> CustomApis { get; }

    public IReadOnlyList<SourceProcess> Processes { get; }

    public IReadOnlyList<SourceRole> Roles { get; }

    /// <summary>The column security profiles.</summary>
    public IReadOnlyList<XElement> ColumnSecurityProfiles { get; }

    /// <summary>The table with this logical name, null if the solution has none.</summary>
    public SourceTable? Table(string logicalName) => Tables.FirstOrDefault(table => table.LogicalName == logicalName);

    /// <summary>Root element of a file; null if there is no such file, or if it is no XML.</summary>
    public XElement? Root(string file) => _files.GetValueOrDefault(file) is { IsXml: true } found ? found.Root : null;

    /// <summary>Root elements of the files that match, in the files' order. Of twins it gives the one for unmanaged
    /// packages: they have the same content.</summary>
    public IEnumerable<XElement> Roots(string pattern) =>
        from file in Files
        where SolutionLayout.Matches(file, pattern)
            && !(SolutionLayout.IsManagedVariant(file) && SolutionLayout.HasVariants(file))
        select _files[file].Root;

    /// <summary>How many bytes all files have together.</summary>
    public int Size => _files.Values.Sum(file => file.Content.Length);

    /// <summary>Whether there is such a file.</summary>
    public bool Has(string file) => _files.ContainsKey(file);

    public byte[] Bytes(string file) => _files[file].Content;

    /// <summary>Reads a folder in SolutionPackager layout.</summary>
    /// <exception cref="SolutionRefusedException">Files that are no well-formed XML, or no solution at all.</exception>
    public static SolutionSource Read(string folder) => Of(SourceFolder.Read(folder));

    /// <summary>The solution that these files make.</summary>
    /// <exception cref="SolutionRefusedException">Files that are no well-formed XML, or no solution at all.</exception>
    public static SolutionSource Of(IReadOnlyCollection<SourceFile> files)
    {
        Defect[] defects =
        [
            .. files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(Malformed).OfType<Defect>(),
            .. from file in new[] { SolutionLayout.Manifest, SolutionLayout.Customizations }
               where files.All(given => given.Path != file)
               select Defect.In(file, "The file is missing.", "Restore it, or name the right folder."),
        ];
        if (defects.Length > 0)
        {
            throw new SolutionRefusedException(defects);
        }

        var manifest = files.Single(file => file.Path == SolutionLayout.Manifest).Root;
        return manifest.Element("SolutionManifest") is not null
            ? new(files)
            : throw new SolutionRefusedException(
                [Defect.At(manifest, "It has no SolutionManifest.", "Restore the element.")]);
    }

    static Defect? Malformed(SourceFile file)
    {
        try
        {
            _ = file.IsXml ? file.Root : null;
            return null;
        }
        catch (XmlException e)
        {
            return new(
                file.Path, e.LineNumber, e.LinePosition, e.Message, "Repair the XML; nothing else is checked before.");
        }
    }

    SourceTable ReadTable(XElement entity)
    {
        var folder = SolutionLayout.TableFolder(entity.BaseUri);
        return new(
            entity,
            [.. Roots(folder + SolutionLayout.Views).Elements("savedquery").Select(x => new SourceView(x))],
            [.. Roots(folder + SolutionLayout.Forms).Elements("systemform").Select(x => new SourceForm(x))],
            [.. Roots(folder + SolutionLayout.Charts).Select(x => new SourceChart(x))]);
    }
}
