using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace CrmMilestones.Packaging.Source;

/// <summary>The unpacked solution as a read model: components by kind, each knowing its file and line.</summary>
public sealed class SolutionSource
{
    readonly IReadOnlyDictionary<string, XElement> _roots;

    SolutionSource(string folder, IReadOnlyList<string> files, IReadOnlyDictionary<string, XElement> roots)
    {
        Folder = folder;
        Files = files;
        this._roots = roots;
        RootComponents = [.. Manifest.Items("RootComponents", "RootComponent").Select(x => new ListedComponent(x))];
        Tables = [.. Roots(SolutionLayout.Tables).Select(ReadTable)];
        Choices = [.. Roots("OptionSets/*.xml").Select(x => new SourceChoice(x))];
        ListedRelationships = [.. Roots(SolutionLayout.RelationshipList).Elements("EntityRelationship")];
        Relationships =
        [
            .. Roots(SolutionLayout.RelationshipBodies).Elements("EntityRelationship")
                .Select(x => new SourceRelationship(x)),
        ];
        PluginAssemblies = [.. Roots("PluginAssemblies/*/*.data.xml").Select(x => new SourceAssembly(x))];
        Steps = [.. Roots("SdkMessageProcessingSteps/*.xml").Select(x => new SourceStep(x))];
        CustomApis = [.. Roots("customapis/*/customapi.xml").Select(x => new SourceCustomApi(x))];
        Processes =
        [
            .. Roots("Workflows/*.data.xml")
                .Select(x => new SourceProcess(x, Root(SolutionLayout.DescribedFile(x.BaseUri)!))),
        ];
        Roles = [.. Roots("Roles/*.xml").Select(x => new SourceRole(x))];
        ColumnSecurityProfiles = [.. Roots(SolutionLayout.ColumnSecurity).Elements("FieldSecurityProfile")];
    }

    public string Folder { get; }

    /// <summary>
    /// Every file in a sub-folder, relative with forward slashes, in the order in which Windows lists names.
    /// </summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The SolutionManifest element of Other/Solution.xml.</summary>
    public XElement Manifest => _roots[SolutionLayout.Manifest].Element("SolutionManifest")!;

    /// <summary>The frame of customizations.xml: Other/Customizations.xml.</summary>
    public XElement Customizations => _roots[SolutionLayout.Customizations];

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

    /// <summary>Root element of an XML file; null if there is no such file.</summary>
    public XElement? Root(string file) => _roots.GetValueOrDefault(file);

    /// <summary>Root elements of the files that match, in the files' order.</summary>
    public IEnumerable<XElement> Roots(string pattern) =>
        Files.Where(file => SolutionLayout.Matches(file, pattern)).Select(file => _roots[file]);

    public byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(Folder, file));

    /// <summary>Reads a folder in SolutionPackager layout.</summary>
    /// <exception cref="SolutionRefusedException">Files that are no well-formed XML, or no solution at all.</exception>
    public static SolutionSource Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new SolutionRefusedException(
                [Defect.In(".", $"There is no folder {folder}.", "Name the folder of the unpacked solution.")]);
        }

        string[] files =
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
                .Where(file => file.Contains('/', StringComparison.Ordinal))
                .OrderBy(file => file, StringComparer.OrdinalIgnoreCase).ThenBy(file => file, StringComparer.Ordinal),
        ];
        List<Defect> defects = [];
        Dictionary<string, XElement> roots = [];
        foreach (var file in files.Where(file => Path.GetExtension(file) is ".xml" or ".xaml"))
        {
            try
            {
                roots.Add(file, Load(folder, file));
            }
            catch (XmlException e)
            {
                defects.Add(
                    new(
                        file, e.LineNumber, e.LinePosition, e.Message,
                        "Repair the XML; nothing else is checked before."));
            }
        }

        defects.AddRange(
            from file in new[] { SolutionLayout.Manifest, SolutionLayout.Customizations }
            where !files.Contains(file)
            select Defect.In(file, "The file is missing.", "Restore it, or name the right folder."));
        if (roots.TryGetValue(SolutionLayout.Manifest, out var solution)
            && solution.Element("SolutionManifest") is null)
        {
            defects.Add(Defect.At(solution, "It has no SolutionManifest.", "Restore the element."));
        }

        return defects.Count == 0 ? new(folder, files, roots) : throw new SolutionRefusedException(defects);
    }

    static XElement Load(string folder, string file)
    {
        // Whitespace between elements has no meaning in these formats, and Microsoft's packager drops it too.
        XmlReaderSettings settings = new() { IgnoreWhitespace = true, DtdProcessing = DtdProcessing.Prohibit };
        using var stream = File.OpenRead(Path.Combine(folder, file));
        using var reader = XmlReader.Create(stream, settings, file);
        return XDocument.Load(reader, LoadOptions.SetBaseUri | LoadOptions.SetLineInfo).Root!;
    }

    SourceTable ReadTable(XElement entity)
    {
        var folder = SolutionLayout.TableFolder(entity.BaseUri);
        return new(
            entity,
            [.. Roots($"{folder}SavedQueries/*.xml").Elements("savedquery").Select(x => new SourceView(x))],
            [.. Roots($"{folder}FormXml/*/*.xml").Elements("systemform").Select(x => new SourceForm(x))],
            [.. Roots($"{folder}Visualizations/*.xml").Select(x => new SourceChart(x))]);
    }
}
