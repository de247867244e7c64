using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Scripts.Pack.Source;

namespace CrmMilestones.Scripts.Pack.Checks;

/// <summary>Views and charts ask for columns that exist, and views show what they ask for.</summary>
static class ViewChecks
{
    public static IEnumerable<Problem> Find(SolutionSource source, Schema schema) =>
        from table in source.Tables
        from problem in table.Views.SelectMany(view => View(schema, table, view))
            .Concat(table.Charts.SelectMany(chart => chart.Fetches.SelectMany(fetch => Fetch(schema, table, chart.Name, fetch))))
        select problem;

    static IEnumerable<Problem> View(Schema schema, Table table, View view)
    {
        if (view.Fetch is null)
            return [Problem.At(view.Xml, $"View {view.Name} has no fetch.", "Write its query into fetchxml.")];

        var shown = view.Fetch.Descendants("attribute").Select(ResultName).ToHashSet();
        return
        [
            .. Fetch(schema, table, view.Name, view.Fetch),
            .. from cell in view.Cells
               where !shown.Contains(cell.Attr("name"))
               select Problem.At(cell, $"View {view.Name} shows {cell.Attr("name")} without asking for it.",
                   "Add the attribute to the fetch (alias.column for a linked table), or remove the cell."),
            .. from named in new[] { view.Grid?.Attribute("jump"), view.Grid?.Element("row")?.Attribute("id") }.OfType<XAttribute>()
               where !schema.HasColumn(table.LogicalName, named.Value)
               select Missing(named, view.Name, named.Value, table.LogicalName),
        ];
    }

    /// <summary>A column's name in the result: with the alias of its linked table before it.</summary>
    static string ResultName(XElement attribute) => attribute.Parent is { Name.LocalName: "link-entity" } link
        ? $"{link.Attr("alias")}.{attribute.Attr("name")}"
        : attribute.Attr("name");

    static IEnumerable<Problem> Fetch(Schema schema, Table table, string shownBy, XElement fetch)
    {
        if (fetch.Element("entity") is not { } root || root.Attr("name") != table.LogicalName)
        {
            yield return Problem.At(fetch, $"{shownBy} does not ask for {table.LogicalName}, to which it belongs.",
                $"Write <entity name=\"{table.LogicalName}\">.");
            yield break;
        }

        var aliases = fetch.Descendants("link-entity").ToLookup(link => link.Attr("alias"), link => link.Attr("name"));
        foreach (var element in root.DescendantsAndSelf())
        {
            var (asked, name) = element.Name.LocalName switch
            {
                "attribute" => (TableOf(element), element.Attribute("name")),
                "order" or "condition" => (TableOf(element), element.Attribute("attribute")),
                "link-entity" => (element.Attr("name"), element.Attribute("from")),
                _ => ("", null),
            };
            if (element.Attribute("entityname") is { } alias)
                asked = aliases[alias.Value].FirstOrDefault(alias.Value);

            if (asked.Length > 0 && !schema.HasTable(asked))
                yield return Problem.At(element, $"{shownBy} asks for table {asked}, which does not exist.", "Correct the name.");
            // Orders by the result of a calculation name an alias instead of a column.
            else if (name is not null && !schema.HasColumn(asked, name.Value))
                yield return Missing(name, shownBy, name.Value, asked);

            if (element.Name == "link-entity" && element.Attribute("to") is { } to && !schema.HasColumn(TableOf(element), to.Value))
                yield return Missing(to, shownBy, to.Value, TableOf(element));
        }
    }

    /// <summary>The table that the element's surroundings speak of.</summary>
    static string TableOf(XElement element) =>
        element.Ancestors().First(x => x.Name.LocalName is "entity" or "link-entity").Attr("name");

    static Problem Missing(XObject place, string shownBy, string column, string table) => Problem.At(place,
        $"{shownBy} names column {column}, which {table} does not have.", "Correct the name, or add the column.");
}
