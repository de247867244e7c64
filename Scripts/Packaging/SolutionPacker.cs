using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using CrmMilestones.Packaging.Checks;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging;

/// <summary>Packs the unpacked solution into the zip that Dataverse imports, part by part as Microsoft's
/// SolutionPackager does. The same source and assembly give the same bytes on every machine.</summary>
public static class SolutionPacker
{
    /// <summary>Checks and packs a folder in SolutionPackager layout.</summary>
    /// <param name="sourceFolder">The folder that holds Other/Solution.xml.</param>
    /// <param name="pluginDll">The built net462 plug-in assembly.</param>
    /// <param name="managed">Managed, as customers import it, or unmanaged, as developers do.</param>
    /// <returns>The zip.</returns>
    /// <exception cref="SolutionRefusedException">Something is wrong in the source; the exception names all of
    /// it.</exception>
    public static byte[] Pack(string sourceFolder, string pluginDll, bool managed) =>
        Pack(SolutionSource.Read(sourceFolder), PluginDll.Read(pluginDll), managed);

    internal static byte[] Pack(SolutionSource source, PluginDll plugin, bool managed)
    {
        var defects = SolutionChecks.Find(source, plugin);
        if (defects.Count > 0)
        {
            throw new SolutionRefusedException(defects);
        }

        List<ZipPart> parts =
        [
            new("customizations.xml", Bytes(CustomizationsWriter.Write(source), source.Size)),
            new("solution.xml", Bytes(Manifest(source, managed))),
            .. source.Files.Where(SolutionLayout.IsCopied).Select(file => new ZipPart(file, source.Bytes(file))),
            .. source.Files.Where(file => SolutionLayout.Matches(file, SolutionLayout.Formulas))
                .Select(file => new ZipPart("Formulas/" + Path.GetFileName(file), source.Bytes(file))),
            .. source.Files.Where(file => SolutionLayout.DescribedFile(file) is not null)
                .Select(file => Described(source, plugin, file)),
        ];
        parts.Add(new("[Content_Types].xml", Bytes(ContentTypes.Of(parts.Select(part => part.Path)))));
        return ZipWriter.Write(parts);
    }

    static ZipPart Described(SolutionSource source, PluginDll plugin, string registration)
    {
        var data = source.Root(registration)!;
        return new(
            SolutionLayout.PartName(data)!.Value.TrimStart('/'),
            data.Name == "PluginAssembly" ? plugin.Bytes : source.Bytes(SolutionLayout.DescribedFile(registration)!));
    }

    static XElement Manifest(SolutionSource source, bool managed)
    {
        XElement solution = new(source.Manifest.Parent!);
        solution.Element("SolutionManifest")!.SetElementValue("Managed", managed ? "1" : "0");
        return solution;
    }

    /// <param name="root">The root element.</param>
    /// <param name="capacity">About how many bytes it takes: a stream that grows leaves several times as much behind.
    /// </param>
    static ReadOnlyMemory<byte> Bytes(XElement root, int capacity = 0)
    {
        XmlWriterSettings settings = new()
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            NewLineChars = "\n",
            // Keeps a line break inside a value, which plain writing would turn into white space.
            NewLineHandling = NewLineHandling.Entitize,
            NamespaceHandling = NamespaceHandling.OmitDuplicates,
        };
        using MemoryStream stream = new(capacity);
        using (var writer = XmlWriter.Create(stream, settings))
        {
            new XDocument(root).Save(writer);
        }

        return stream.GetBuffer().AsMemory(0, (int)stream.Length);
    }
}
