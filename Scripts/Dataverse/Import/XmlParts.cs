using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Dataverse.Import;

/// <summary>Reading of solution XML with errors that name the element.</summary>
static class XmlParts
{
    /// <summary>The text of a child element; null when it is missing or empty.</summary>
    internal static string? Text(this XElement element, string child) =>
        element.Element(child)?.Value is { Length: > 0 } text ? text : null;

    internal static string Required(this XElement element, string child) =>
        element.Text(child) ?? throw new SolutionImportException($"{Describe(element)} has no <{child}>.");

    internal static string RequiredAttribute(this XElement element, string attribute) =>
        element.Attribute(attribute)?.Value
        ?? throw new SolutionImportException($"{Describe(element)} has no attribute '{attribute}'.");

    internal static bool Flag(this XElement element, string child, bool byDefault = false) => element.Text(child) switch
    {
        null => byDefault,
        "1" => true,
        "0" => false,
        var other => throw new SolutionImportException(
            $"{Describe(element)}: <{child}> must be 0 or 1, not '{other}'."),
    };

    internal static int? Number(this XElement element, string child) => element.Text(child) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw NoNumber(element, child, text),
    };

    internal static int RequiredNumber(this XElement element, string child) =>
        element.Number(child) ?? throw new SolutionImportException($"{Describe(element)} has no <{child}>.");

    internal static decimal? Limit(this XElement element, string child) => element.Text(child) switch
    {
        null => null,
        // Limits may be written as 1E+14; a float column's default limits are beyond what matters and beyond decimal.
        var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? exact
            : number < 0 ? decimal.MinValue : decimal.MaxValue,
        var text => throw NoNumber(element, child, text),
    };

    internal static Guid Id(XElement element, string text) => Guid.TryParse(text, out var id)
        ? id
        : throw new SolutionImportException($"{Describe(element)}: '{text}' is not a GUID.");

    /// <summary>Labels, whatever their elements are called: all carry description and languagecode.</summary>
    internal static LocalizedLabels Labels(this XElement? parent) => new(
        Unique(parent?.Elements() ?? [], label => label.RequiredAttributeNumber("languagecode"), "label in")
            .Select(label => KeyValuePair.Create(label.Key, label.Value.RequiredAttribute("description"))));

    internal static int? AttributeNumber(this XElement element, string attribute) =>
        element.Attribute(attribute)?.Value switch
        {
            null => null,
            var text when int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) =>
                number,
            var text => throw new SolutionImportException(
                $"{Describe(element)}: '{attribute}' must be a number, not '{text}'."),
        };

    internal static int RequiredAttributeNumber(this XElement element, string attribute) =>
        element.AttributeNumber(attribute)
        ?? throw new SolutionImportException($"{Describe(element)} has no attribute '{attribute}'.");

    /// <summary>Things by what tells them apart.</summary>
    /// <param name="items">The things.</param>
    /// <param name="key">What tells them apart.</param>
    /// <param name="what">What one of them is, before its key.</param>
    internal static Dictionary<TKey, T> Unique<TKey, T>(IEnumerable<T> items, Func<T, TKey> key, string what)
        where TKey : notnull
    {
        Dictionary<TKey, T> byKey = [];
        foreach (var item in items)
        {
            if (!byKey.TryAdd(key(item), item))
            {
                throw new SolutionImportException($"The solution has the {what} '{key(item)}' twice.");
            }
        }

        return byKey;
    }

    internal static IEnumerable<XElement> Children(this XElement element, string list) =>
        element.Elements(list).Elements();

    internal static string[] List(string? commaSeparated) =>
        commaSeparated?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>An element as errors name it: with whatever identifies it.</summary>
    internal static string Describe(XElement element)
    {
        var name = element.Attributes()
            .FirstOrDefault(known =>
                known.Name.LocalName is "Name" or "name" or "PhysicalName" or "FullName" or "uniquename")?.Value
            ?? element.Text("Name") ?? element.Text("UniqueName");
        return name is null ? $"<{element.Name.LocalName}>" : $"<{element.Name.LocalName}> '{name}'";
    }

    static SolutionImportException NoNumber(XElement element, string child, string text) =>
        new($"{Describe(element)}: <{child}> must be a number, not '{text}'.");
}
