using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Sandbox.Solution;

/// <summary>How the parts of customizations.xml write values.</summary>
static class XmlValues
{
    /// <summary>The texts of a list of labels; each element is one language's.</summary>
    /// <param name="element">What has the list.</param>
    /// <param name="list">The list's name.</param>
    /// <param name="text">The attribute that holds the text.</param>
    /// <param name="language">The attribute that holds the LCID.</param>
    internal static LocalizedLabels Labels(
        XElement element, string list, string text = "description", string language = "languagecode") => new(
        from label in element.Elements(list).Elements()
        let lcid = Number(label, language, 0)
        where lcid > 0
        group Text(label, text) by lcid into texts
        select KeyValuePair.Create(texts.Key, texts.First()));

    internal static string Text(XElement element, string attribute) => (string?)element.Attribute(attribute) ?? "";

    /// <summary>An id in an element; null where there is none.</summary>
    internal static Guid? Id(XElement element, string name) => Id(element.Element(name)?.Value);

    /// <summary>An id, in braces or without; null for another text.</summary>
    internal static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;

    internal static int Number(XElement? element, string attribute, int byDefault) =>
        int.TryParse(
            (string?)element?.Attribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : byDefault;

    internal static bool Flag(XElement? element, string attribute, bool byDefault) =>
        (string?)element?.Attribute(attribute) switch
        {
            "true" or "1" => true,
            "false" or "0" => false,
            _ => byDefault,
        };
}
