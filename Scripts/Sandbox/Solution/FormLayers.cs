using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using static CrmMilestones.Sandbox.Solution.XmlValues;

namespace CrmMilestones.Sandbox.Solution;

/// <summary>
/// A form that several solutions have. A managed solution that changes a form of another one ships only what it adds,
/// changes and removes, marked so by <c>solutionaction</c>, and the places by <c>ordinalvalue</c>; the platform lays it
/// over what was there.
/// </summary>
static class FormLayers
{
    const string Action = "solutionaction";
    const string Place = "ordinalvalue";

    /// <summary>What there is once both are imported: the later form itself where it isn't about changes.</summary>
    internal static XElement Over(XElement? earlier, XElement later) =>
        later.Descendants().All(part => part.Attribute(Action) is null) ? later
        : Merge(earlier ?? new(later.Name), later);

    static XElement Merge(XElement below, XElement above)
    {
        var attributes = above.Attributes().Where(attribute => attribute.Name != Action).ToList();
        var kept = below.Attributes().ExceptBy(attributes.Select(attribute => attribute.Name), known => known.Name);
        XElement merged = new(above.Name, kept, attributes);
        if (!above.HasElements)
        {
            merged.Add(above.Value.Length > 0 ? above.Value : below.Nodes());
            return merged;
        }

        var changes = Parts(above);
        var parts = Parts(below).Where(part => changes.All(change => change.Key != part.Key))
            .Select(part => (part.At, Rank: 1, part.Xml)).ToList();
        foreach (var change in changes.Where(change => change.Action != "Removed"))
        {
            var known = Parts(below).FirstOrDefault(part => part.Key == change.Key);
            var at = change.Place ?? (known.Xml is null ? change.At : known.At);
            parts.Add((at, 0, Merge(known.Xml ?? new(change.Xml.Name), change.Xml)));
        }

        merged.Add(parts.OrderBy(part => part.At).ThenBy(part => part.Rank).Select(part => part.Xml));
        return merged;
    }

    /// <summary>
    /// The parts of an element: what tells them apart, where they stand, which place they ask for, what happens to them.
    /// </summary>
    static List<(string Key, int At, int? Place, string Action, XElement Xml)> Parts(XElement element) =>
    [
        // A cell may change its row, so each gets one of its own.
        .. (element.Name == "rows"
                ? element.Elements("row").Elements("cell").Select(cell => (new XElement("row", cell), cell))
                : element.Elements().Select(part => (part, part)))
            .Select(((XElement Xml, XElement Marked) part, int at) => (
                KeyOf(part.Xml, at), at, PlaceOf(part.Marked), Text(part.Marked, Action), part.Xml)),
    ];

    static string KeyOf(XElement part, int index) => $"{part.Name} {part.Name.LocalName switch
    {
        "column" => index.ToString(CultureInfo.InvariantCulture),
        "row" => Identity(part.Element("cell")),
        "event" => $"{Text(part, "name")} {Text(part, "attribute")}",
        "Handler" => Text(part, "functionName"),
        "Role" => Text(part, "Id"),
        "Library" => Text(part, "name"),
        _ => Text(part, "languagecode") is { Length: > 0 } language ? language : Identity(part),
    }}";

    /// <summary>An id, which some write in braces.</summary>
    static string Identity(XElement? part) =>
        part is null ? "" : Text(part, "id").Trim('{', '}').ToUpperInvariant();

    /// <summary>A cell's place begins with the number of its column.</summary>
    static int? PlaceOf(XElement part) => Number(part, Place, -1) is >= 0 and var place ? place % 10_000 : null;
}
