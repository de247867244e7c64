using System;
using System.IO;
using System.Xml;
using System.Xml.Linq;

namespace CrmMilestones.Packaging.Source;

/// <summary>A file of the unpacked solution, which may be shared by several solutions: its XML is read once.</summary>
/// <param name="path">Relative to the solution's folder, with forward slashes.</param>
/// <param name="content">Its bytes, not to be changed.</param>
public sealed class SourceFile(string path, byte[] content)
{
    readonly Lazy<XElement> _root = new(() => Load(path, content));

    public string Path { get; } = path;

    public byte[] Content { get; } = content;

    public bool IsXml => System.IO.Path.GetExtension(Path) is ".xml" or ".xaml";

    /// <summary>The root element, not to be changed; it knows its file and its lines.</summary>
    /// <exception cref="XmlException">It is not well formed.</exception>
    public XElement Root => _root.Value;

    static XElement Load(string path, byte[] content)
    {
        using MemoryStream stream = new(content, writable: false);
        return SafeXml.Load(stream, path);
    }
}
