using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace CrmMilestones.Packaging.Checks.Format;

/// <summary>A value for which the format fixes what may be written.</summary>
/// <param name="Element">The element that has it, in whatever file.</param>
/// <param name="Part">The child element that holds it, or the attribute, which starts with @.</param>
/// <param name="Accepted">What may be written there.</param>
sealed record FormatRule(string Element, string Part, Accepted Accepted)
{
    readonly XName _name = Part.TrimStart('@');

    /// <summary>The child element or attribute; null where the element has none.</summary>
    public XObject? Find(XElement element) =>
        Part[0] == '@' ? element.Attribute(_name) : element.Element(_name);

    /// <summary>The rules of one element, which share an acceptance where the parts are listed with spaces.</summary>
    public static IEnumerable<FormatRule> Of(string element, params (string Parts, Accepted Accepted)[] rules) =>
        from rule in rules
        from part in rule.Parts.Split(' ')
        select new FormatRule(element, part, rule.Accepted);
}
