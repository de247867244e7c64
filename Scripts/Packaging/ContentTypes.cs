using System.Collections.Generic;
using System.IO;
using System.Xml.Linq;

namespace CrmMilestones.Packaging;

/// <summary>[Content_Types].xml, which the packaging format demands: a type for every part of the zip.</summary>
static class ContentTypes
{
    const string Xml = "text/xml";
    const string Bytes = "application/octet-stream";
    static readonly XNamespace Ns = "http://schemas.openxmlformats.org/package/2006/content-types";

    /// <summary>As SolutionPackager writes it: the two files that it composes are XML, what it copies is bytes; a
    /// default by extension, an exception by name where that is not enough.</summary>
    public static XElement Of(IEnumerable<string> parts)
    {
        Dictionary<string, string> defaults = [];
        XElement types = new(Ns + "Types");
        foreach (var part in parts)
        {
            var type = new XAttribute("ContentType", part is "customizations.xml" or "solution.xml" ? Xml : Bytes);
            var extension = Path.GetExtension(part).TrimStart('.');
            if (extension.Length > 0 && defaults.TryAdd(extension, type.Value))
            {
                types.Add(new XElement(Ns + "Default", new XAttribute("Extension", extension), type));
            }
            else if (extension.Length == 0 || defaults[extension] != type.Value)
            {
                types.Add(new XElement(Ns + "Override", new XAttribute("PartName", "/" + part), type));
            }
        }

        return types;
    }
}
