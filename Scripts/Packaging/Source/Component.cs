using System.Collections.Generic;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace CrmMilestones.Packaging.Source;

/// <summary>A part of the solution: a view on the element that declares it. The element knows its file
/// (<see cref="XObject.BaseUri"/>, relative to the solution folder) and its line.</summary>
public abstract record Component(XElement Xml)
{
    /// <summary>File and line, which say more to who debugs than all of the element.</summary>
    public sealed override string ToString() => $"{Xml.BaseUri}({((IXmlLineInfo)Xml).LineNumber})";
}

static class XmlReading
{
    /// <summary>The text of a child element, empty if there is none.</summary>
    public static string Text(this XElement element, string child) => element.Element(child)?.Value ?? "";

    /// <summary>An attribute's value, empty if there is none.</summary>
    public static string Attr(this XElement element, string name) => element.Attribute(name)?.Value ?? "";

    /// <summary>An id without braces and in lower case, as files write the same id in several ways.</summary>
    public static string AsId(this string text) => text.Trim('{', '}').ToLowerInvariant();

    /// <summary>The grandchildren of a container element such as attributes/attribute.</summary>
    public static IEnumerable<XElement> Items(this XElement? element, string container, string item) =>
        element?.Element(container)?.Elements(item) ?? [];

    /// <summary>The label in a language, the solution's base language unless told; empty if there is none.</summary>
    public static string Label(this XElement element, string container, string item, string language = "1033") =>
        element.Items(container, item).FirstOrDefault(label => label.Attr("languagecode") == language)?
            .Attr("description") ?? "";
}
