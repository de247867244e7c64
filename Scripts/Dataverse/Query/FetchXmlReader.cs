using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.ServiceModel;
using System.Xml;
using System.Xml.Linq;
using CrmMilestones.Packaging;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Query;

/// <summary>Reads FetchXML. One instance reads one query.</summary>
sealed class FetchXmlReader
{
    readonly AliasGenerator _aliases = new();
    readonly List<QueryOrder> _orders = [];

    internal RowQuery Read(string fetchXml)
    {
        var fetch = Parse(fetchXml);
        // The last five are hints to the server or to the designer that change no result.
        Know(fetch, ["aggregate", "distinct", "top", "count", "page", "paging-cookie", "returntotalrecordcount",
            "useraworderby", "version", "mapping", "output-format", "no-lock", "latematerialize"], ["entity"]);
        var top = Number(fetch, "top");
        if (top is not null && (Number(fetch, "page") ?? Number(fetch, "count")) is not null)
        {
            throw Faults.Invalid("The top attribute can't be combined with the paging attributes page and count.");
        }

        return new()
        {
            Root = Table(fetch.Element("entity") ?? throw Node("The fetch element has no entity.")),
            Orders = _orders,
            IsDistinct = Flag(fetch, "distinct"),
            IsAggregate = Flag(fetch, "aggregate"),
            Page = new()
            {
                Top = top,
                Number = Number(fetch, "page") ?? 1,
                Size = Number(fetch, "count") ?? QueryPage.MaxSize,
                Cookie = Text(fetch, "paging-cookie"),
                ReturnTotalCount = Flag(fetch, "returntotalrecordcount"),
            },
            OrdersByRawValue = Flag(fetch, "useraworderby"),
        };
    }

    QueryTable Table(XElement entity)
    {
        Know(entity, ["name"], ["attribute", "all-attributes", "no-attrs", "order", "filter", "link-entity"]);
        ReadOrders(entity, null);
        return new()
        {
            Table = Required(entity, "name"),
            AllColumns = entity.Element("all-attributes") is not null,
            Columns = Columns(entity),
            Filter = Filters(entity),
            Links = [.. entity.Elements("link-entity").Select(Link)],
        };
    }

    QueryLink Link(XElement link)
    {
        // The last two are the designer's.
        Know(link, ["name", "from", "to", "alias", "link-type", "intersect", "visible"],
            ["attribute", "all-attributes", "no-attrs", "order", "filter", "link-entity"]);
        var table = Required(link, "name");
        var alias = _aliases.Next(Text(link, "alias"), table);
        ReadOrders(link, alias);
        return new()
        {
            Table = table,
            Alias = alias,
            AllColumns = link.Element("all-attributes") is not null,
            Columns = Columns(link),
            Filter = Filters(link),
            ParentColumn = Required(link, "to"),
            Column = Required(link, "from"),
            IsExistence = Text(link, "link-type") == "exists",
            IsOuter = Text(link, "link-type") switch
            {
                null or "inner" or "exists" => false,
                "outer" => true,
                var other => throw Faults.NotSupported(
                    $"The link-type '{other}' is not supported by this host.",
                    Faults.QueryBuilderInvalidJoinOperator),
            },
            Links = [.. link.Elements("link-entity").Select(Link)],
        };
    }

    static IReadOnlyList<SelectedColumn> Columns(XElement table) => [.. table.Elements("attribute").Select(attribute =>
    {
        Know(attribute, ["name", "alias", "aggregate", "groupby", "dategrouping", "distinct"], []);
        return new SelectedColumn(Required(attribute, "name"))
        {
            Alias = AliasGenerator.Checked(Text(attribute, "alias")),
            Aggregate = Text(attribute, "aggregate") switch
            {
                null => XrmAggregateType.None,
                var name => OneOf<XrmAggregateType>(attribute, "aggregate", name),
            },
            IsGroup = Flag(attribute, "groupby"),
            DateGrouping = Text(attribute, "dategrouping") switch
            {
                null => XrmDateTimeGrouping.None,
                var name => OneOf<XrmDateTimeGrouping>(
                    attribute, "dategrouping", name.Replace("-", "", StringComparison.Ordinal)),
            },
            IsDistinct = Flag(attribute, "distinct"),
        };
    })];

    void ReadOrders(XElement table, string? alias)
    {
        foreach (var order in table.Elements("order"))
        {
            Know(order, ["attribute", "alias", "descending", "entityname"], []);
            _orders.Add(new(Text(order, "entityname") ?? alias,
                Text(order, "alias") ?? Required(order, "attribute"), Flag(order, "descending")));
        }
    }

    /// <summary>Several filters of one table must all hold.</summary>
    static QueryFilter Filters(XElement table)
    {
        var filters = table.Elements("filter").Select(Filter).ToList();
        return filters.Count == 1 ? filters[0] : new(false, [], filters);
    }

    static QueryFilter Filter(XElement filter)
    {
        // isquickfindfields marks where the client fills in what was typed.
        Know(filter, ["type", "isquickfindfields"], ["condition", "filter"]);
        var isOr = Text(filter, "type") switch
        {
            null or "and" => false,
            "or" => true,
            var other => throw Node($"The filter type '{other}' is not supported."),
        };
        return new(isOr,
            [.. filter.Elements("condition").Select(Condition)], [.. filter.Elements("filter").Select(Filter)]);
    }

    static QueryCondition Condition(XElement condition)
    {
        // uiname, uitype and uihidden are the designer's.
        Know(condition,
            ["attribute", "entityname", "operator", "value", "valueof", "uiname", "uitype", "uihidden"], ["value"]);
        foreach (var value in condition.Elements("value"))
        {
            Know(value, ["uiname", "uitype"], []);
        }

        string[] values = [.. condition.Elements("value").Select(value => value.Value)];
        // FetchXML Builder writes an empty value beside the elements, which the platform ignores.
        var single = Text(condition, "value") is { } text && (text.Length > 0 || values.Length == 0) ? text : null;
        return new(Text(condition, "entityname"), Required(condition, "attribute"),
            Operator.Of(Required(condition, "operator")).Code, [.. single is null ? values : values.Prepend(single)])
        {
            ValueOf = Text(condition, "valueof"),
        };
    }

    static XElement Parse(string fetchXml)
    {
        try
        {
            var root = SafeXml.Parse(fetchXml);
            return root.Name == "fetch"
                ? root
                : throw Node($"The element '{root.Name}' is not supported; FetchXML starts with 'fetch'.");
        }
        catch (XmlException e)
        {
            throw Faults.Invalid("Invalid XML: " + e.Message);
        }
    }

    static void Know(XElement element, ReadOnlySpan<string> attributes, ReadOnlySpan<string> children)
    {
        foreach (var attribute in element.Attributes())
        {
            // Tools leave namespaces that they mark their own with.
            if (!attribute.IsNamespaceDeclaration && !attributes.Contains(attribute.Name.ToString()))
            {
                throw Node($"The attribute '{attribute.Name}' of the element '{element.Name}' is not supported.");
            }
        }
        foreach (var child in element.Elements())
        {
            if (!children.Contains(child.Name.ToString()))
            {
                throw Node($"The element '{child.Name}' in '{element.Name}' is not supported.");
            }
        }
    }

    static string? Text(XElement element, string attribute) => element.Attribute(attribute)?.Value;

    static string Required(XElement element, string attribute) =>
        Text(element, attribute) ?? throw Node($"The element '{element.Name}' needs the attribute '{attribute}'.");

    static bool Flag(XElement element, string attribute) => Text(element, attribute) is "true" or "1";

    static int? Number(XElement element, string attribute) => Text(element, attribute) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 => n,
        var text => throw Node(
            $"The attribute '{attribute}' of '{element.Name}' must be a positive number, not '{text}'."),
    };

    static T OneOf<T>(XElement element, string attribute, string name) where T : struct, Enum =>
        Enum.TryParse<T>(name, ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw Node($"The {attribute} '{name}' of '{element.Name}' is not supported.");

    static FaultException<OrganizationServiceFault> Node(string message) =>
        Faults.Create(Faults.QueryBuilderInvalidNode, message);
}
