using System.IO;
using System.Xml;
using System.Xml.Linq;

namespace CrmMilestones.Packaging;

/// <summary>Reads XML that comes from others: without DTDs, and so without entities, and no deeper than anything real.
/// </summary>
public static class SafeXml
{
    /// <summary>Code goes down XML by calling itself: what is far deeper would end the process.</summary>
    const int Deepest = 256;

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
        using var reader = XmlReader.Create(text, Settings);
        return Checked(XElement.Load(reader));
    }

    /// <summary>The root of a file.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="path">The file's name, which its elements know, and their lines; null for neither.</param>
    /// <exception cref="XmlException">It is not well formed, has a DTD, or is too deep.</exception>
    public static XElement Load(Stream content, string? path = null)
    {
        using var reader = XmlReader.Create(content, Settings, path ?? "");
        var options = path is null ? LoadOptions.None : LoadOptions.SetBaseUri | LoadOptions.SetLineInfo;
        return Checked(XDocument.Load(reader, options).Root!);
    }

    static XElement Checked(XElement root)
    {
        var (at, depth) = (root, 1);
        while (true)
        {
            if (depth > Deepest)
            {
                throw new XmlException($"Elements are nested more than {Deepest} deep.");
            }

            if (at.HasElements)
            {
                (at, depth) = (First(at.FirstNode)!, depth + 1);
                continue;
            }

            while (at != root && First(at.NextNode) is null)
            {
                (at, depth) = (at.Parent!, depth - 1);
            }

            if (at == root)
            {
                return root;
            }

            at = First(at.NextNode)!;
        }
    }

    /// <summary>The first element from a node on.</summary>
    static XElement? First(XNode? node)
    {
        while (node is not (null or XElement))
        {
            node = node.NextNode;
        }

        return (XElement?)node;
    }
}
