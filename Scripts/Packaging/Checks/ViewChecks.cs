using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging.Checks;

/// <summary>Views and charts ask for columns that exist, and views show what they ask for.</summary>
static class ViewChecks
{
    public static IEnumerable<Defect?> Find(SolutionSource source, Schema schema) =>
    [
        .. source.Tables.SelectMany(table => table.Views.SelectMany(view => View(schema, table, view))),
        .. from table in source.Tables
           from chart in table.Charts
           from fetch in chart.Fetches
           from defect in Fetch(schema, table, $"Chart {chart.Name}", fetch)
           select defect,
    ];

    static IEnumerable<Defect?> View(Schema schema, SourceTable table, SourceView view)
    {
        var who = $"View {view.Name}";
        if (view.Fetch is null)
        {
            return [Defect.At(view.Xml, $"{who} asks for nothing.", "Write its query into fetchxml.")];
        }

        var asked = view.Fetch.Descendants("attribute").Select(ResultName).ToHashSet();
        return
        [
            .. Fetch(schema, table, who, view.Fetch),
            .. from cell in view.Cells
               where !asked.Contains(cell.Attr("name"))
               select Defect.At(cell, $"{who} shows {cell.Attr("name")} without asking for it.",
                   "Add the attribute to the fetch (alias.column for a linked table), or remove the cell."),
            .. from opens in new[] { view.Grid?.Attribute("jump"), view.Grid?.Element("row")?.Attribute("id") }
               where opens is not null
               select schema.NoColumn(opens, who, table.LogicalName, opens.Value),
        ];
    }

    /// <summary>A column's name in the result: with the alias of its linked table before it.</summary>
    static string ResultName(XElement attribute) => attribute.Parent is { Name.LocalName: "link-entity" } link
        ? $"{link.Attr("alias")}.{attribute.Attr("name")}"
        : attribute.Attr("name");

    static IEnumerable<Defect?> Fetch(Schema schema, SourceTable table, string who, XElement fetch)
    {
        if (fetch.Element("entity") is not { } root || root.Attr("name") != table.LogicalName)
        {
            return [Defect.At(fetch, $"{who} does not ask for {table.LogicalName}, to which it belongs.",
                $"Write <entity name=\"{table.LogicalName}\">.")];
        }

        var aliases = fetch.Descendants("link-entity").ToLookup(link => link.Attr("alias"), link => link.Attr("name"));
        return
        [
            .. FetchChecks.Find(who, fetch),
            .. root.Descendants("link-entity").Select(link => schema.NoTable(link, who, link.Attr("name"))),
            .. from named in Columns(root)
               let linked = named.Place.Parent!.Attribute("entityname")
               let of = linked is null ? named.Table : aliases[linked.Value].FirstOrDefault(linked.Value)
               select schema.NoColumn(named.Place, who, of, named.Place.Value),
        ];
    }

    /// <summary>Every place that names a column, with the table that its surroundings speak of.</summary>
    static IEnumerable<(string Table, XAttribute Place)> Columns(XElement root)
    {
        foreach (var element in root.Descendants())
        {
            var around = element.Ancestors().First(x => x.Name.LocalName is "entity" or "link-entity").Attr("name");
            var name = element.Attribute(element.Name == "attribute" ? "name" : "attribute");
            if (name is not null && element.Name.LocalName is "attribute" or "order" or "condition")
            {
                yield return (around, name);
            }

            if (element.Name == "link-entity" && element.Attribute("from") is { } from)
            {
                yield return (element.Attr("name"), from);
            }

            if (element.Name == "link-entity" && element.Attribute("to") is { } to)
            {
                yield return (around, to);
            }
        }
    }
}
