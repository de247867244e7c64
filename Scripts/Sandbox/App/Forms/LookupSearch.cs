using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Sandbox.App.Window;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Sandbox.App.Forms;

/// <summary>A row that a lookup may point to; <paramref name="Detail"/> tells it from others of the name.</summary>
sealed record LookupRow(EntityReference Row, string? Detail);

/// <summary>
/// Finds rows for a lookup as the client does: those of the table's lookup view whose find columns begin with what was
/// typed, or hold it behind a *.
/// </summary>
sealed class LookupSearch(AppEnvironment environment)
{
    const int QuickFind = 4;
    const int Lookup = 64;
    const string MostRows = "10";

    /// <summary>The rows of one table.</summary>
    internal IReadOnlyList<LookupRow> Find(string table, string text)
    {
        var definition = environment.Table(table);
        if (definition.PrimaryNameColumn is not { } name)
        {
            return [];
        }

        var fetch = View(table, Lookup) is { } view ? XElement.Parse(view.GetAttributeValue<string>("fetchxml"))
            : new XElement("fetch", new XElement("entity", new XAttribute("name", table)));
        var entity = fetch.Element("entity")!;
        var detail = entity.Elements("attribute").Select(attribute => (string?)attribute.Attribute("name"))
            .FirstOrDefault(column => column is not null && column != name && column != definition.PrimaryIdColumn);
        fetch.SetAttributeValue("top", MostRows);
        entity.Elements("attribute").Where(attribute => (string?)attribute.Attribute("name") == name).Remove();
        entity.Add(new XElement("attribute", new XAttribute("name", name)));
        if (!entity.Elements("order").Any())
        {
            entity.Add(new XElement("order", new XAttribute("attribute", name)));
        }

        if (definition.TryGetColumn("isdisabled", out _))
        {
            entity.Add(new XElement("filter", Condition("isdisabled", "eq", "0")));
        }

        if (text.Trim() is { Length: > 0 } sought)
        {
            var pattern = (sought[0] == '*' ? "%" + sought[1..] : sought) + "%";
            entity.Add(new XElement("filter", new XAttribute("type", "or"),
                FindColumns(definition, name).Select(column => Condition(column, "like", pattern))));
        }

        FieldTexts texts = new(environment);
        return
        [
            .. environment.Service.RetrieveMultiple(new FetchExpression(fetch.ToString())).Entities.Select(row =>
                new LookupRow(
                    new(table, row.Id) { Name = row.GetAttributeValue<string>(name) },
                    detail is not null && row.GetAttributeValue<object>(detail) is { } value
                        ? texts.Shown(definition.Column(detail), value) : null)),
        ];
    }

    /// <summary>The columns of the quick find view that text can be sought in.</summary>
    string[] FindColumns(TableDefinition definition, string name)
    {
        string[] columns = View(definition.LogicalName, QuickFind) is { } view
            ? [.. XElement.Parse(view.GetAttributeValue<string>("fetchxml")).Descendants("filter")
                .Where(filter => (string?)filter.Attribute("isquickfindfields") is "1" or "true")
                .Elements("condition").Select(condition => (string?)condition.Attribute("attribute"))
                .OfType<string>().Where(column => definition.TryGetColumn(column, out var known) && known.IsText)]
            : [];
        return columns.Length > 0 ? columns : [name];
    }

    Entity? View(string table, int type)
    {
        QueryByAttribute query = new("savedquery") { ColumnSet = new ColumnSet("fetchxml"), TopCount = 1 };
        query.AddAttributeValue("returnedtypecode", table);
        query.AddAttributeValue("querytype", type);
        try
        {
            return environment.Service.RetrieveMultiple(query).Entities.FirstOrDefault();
        }
        catch (FaultException<OrganizationServiceFault>)
        {
            return null; // Whoever may not read views still finds rows by name.
        }
    }

    static XElement Condition(string column, string comparison, string value) => new(
        "condition", new XAttribute("attribute", column), new XAttribute("operator", comparison),
        new XAttribute("value", value));
}
