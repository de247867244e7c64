using System.IO;
using System.Xml;
using System.Xml.Linq;

namespace CrmMilestones.Packaging;

/// <summary>Reads XML that comes from others: without DTDs, and so without entities, and no deeper than anything real.
/// </summary>
public static class SafeXml
{
    /// <summary>Whitespace between elements has no meaning in the platform's formats.</summary>
    static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        IgnoreWhitespace = true,
        XmlResolver = null,
    };

    /// <summary>The root of a text.</summary>
    /// <exception cref="XmlException">It is not well formed, has a DTD, or is too deep.</exception>
    public static XElement Parse(string xml)
    {
        using StringReader text = new(xml);
        using ShallowXmlReader reader = new(XmlReader.Create(text, Settings));
        return XDocument.Load(reader).Root!;
    }

    /// <summary>The root of a file.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="path">The file's name, which its elements know, and their lines; null for neither.</param>
    /// <exception cref="XmlException">It is not well formed, has a DTD, or is too deep.</exception>
    public static XElement Load(Stream content, string? path = null)
    {
        using ShallowXmlReader reader = new(XmlReader.Create(content, Settings, path ?? ""));
        var options = path is null ? LoadOptions.None : LoadOptions.SetBaseUri | LoadOptions.SetLineInfo;
        return XDocument.Load(reader, options).Root!;
    }
}
