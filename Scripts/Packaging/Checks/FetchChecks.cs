using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging.Checks;

/// <summary>Conditions have as many values as their operator takes, and only queries that aggregate group and
/// count.</summary>
static class FetchChecks
{
    public static IEnumerable<Defect?> Find(string who, XElement fetch) =>
    [
        .. fetch.Descendants("condition").Select(condition => Operator(who, condition)),
        .. fetch.Descendants("attribute").Select(attribute => Aggregate(who, fetch, attribute)),
        .. from same in Aliases(fetch).GroupBy(alias => alias.Value)
           from again in same.Skip(1)
           select Defect.At(again, $"{who} has the alias {same.Key} twice.", "Choose another alias."),
        .. from order in fetch.Descendants("order").Attributes("alias")
           where Aliases(fetch).All(alias => alias.Value != order.Value)
           select Defect.At(order, $"{who} sorts by alias {order.Value}, which it does not have.",
               "Name the alias of an attribute."),
    ];

    static IEnumerable<XAttribute> Aliases(XElement fetch) =>
        fetch.Descendants().Where(x => x.Name.LocalName is "attribute" or "link-entity").Attributes("alias");

    static Defect? Operator(string who, XElement condition)
    {
        var name = condition.Attr("operator");
        if (!FetchOperators.Values.TryGetValue(name, out var counts))
        {
            return Defect.At((XObject?)condition.Attribute("operator") ?? condition,
                $"{who} compares {condition.Attr("attribute")} with \"{name}\", which is no operator.",
                $"Write one of: {string.Join(", ", FetchOperators.Values.Keys)}.");
        }

        if (condition.Attribute("valueof") is { } other)
        {
            return FetchOperators.OfColumns.Contains(name)
                ? null
                : Defect.At(other, $"{who}: {name} can't compare with another column.",
                    $"Only these can: {string.Join(", ", FetchOperators.OfColumns)}.");
        }

        string[] values =
        [
            .. condition.Attributes("value").Select(value => value.Value),
            .. condition.Elements("value").Select(value => value.Value),
        ];
        if (values.Length < counts.Fewest || values.Length > counts.Most)
        {
            var wanted = (counts.Fewest, counts.Most) switch
            {
                (0, _) => "no value",
                (1, 1) => "one value",
                (2, _) => "two values",
                _ => "a value or several",
            };
            return Defect.At(condition, $"{who}: {name} takes {wanted}, not {values.Length}.",
                "Correct the values or the operator.");
        }

        return FetchOperators.OfNumbers.Contains(name)
            && !(int.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
                ? Defect.At(condition, $"{who}: {name} takes a number, not \"{values[0]}\".", "Write a whole number.")
                : null;
    }

    static Defect? Aggregate(string who, XElement fetch, XElement attribute)
    {
        var isGroup = attribute.Attr("groupby") == "true";
        var isAggregate = attribute.Attribute("aggregate") is not null;
        if (fetch.Attr("aggregate") != "true")
        {
            return isGroup || isAggregate
                ? Defect.At(attribute, $"{who} groups or counts, but is no aggregate.",
                    "Write <fetch aggregate=\"true\">, or leave out groupby and aggregate.")
                : null;
        }

        if (isGroup == isAggregate || attribute.Attr("alias").Length == 0)
        {
            return Defect.At(attribute, $"{who} aggregates, but {attribute.Attr("name")} does not say how.",
                "Give each attribute an alias, and either groupby=\"true\" or an aggregate.");
        }

        return attribute.Attribute("dategrouping") is { } grouping && !isGroup
            ? Defect.At(grouping, $"{who}: only a group has a dategrouping.", "Remove it.")
            : null;
    }
}
