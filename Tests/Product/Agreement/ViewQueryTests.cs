using System.IO;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Scripts;
using Xunit;

namespace CrmMilestones.Tests.Agreement;

/// <summary>
/// What every view, chart and dashboard part asks for, in a line that Finance can read: view-queries.txt. Whoever
/// changes one changes its line, and so sees what it asks for now.
/// </summary>
public class ViewQueryTests
{
    const string ListFile = "Tests/Product/Agreement/view-queries.txt";

    [Fact]
    public void Views_charts_and_dashboard_parts_ask_for_what_the_list_says()
    {
        var listed = File.ReadAllLines(Path.Combine(RepositoryRoot.Path, ListFile));
        string[] found =
        [
            .. from table in Shipped.Solution.Tables
               from line in table.Views.Select(view => Describe(table, view)).Concat(table.Charts.Select(Describe))
               orderby line
               select line,
            .. Shipped.Solution.Roots("Dashboards/*.xml").Descendants("parameters").Select(Part),
        ];
        Shipped.AssertNothing(
        [
            .. found.Except(listed).Select(line => $"Solution asks, and {ListFile} doesn't say: {line}"),
            .. listed.Except(found).Select(line => $"{ListFile} says, and Solution doesn't ask: {line}"),
        ]);
    }

    static string Describe(SourceTable table, SourceView view) => string.Join(
        "; ", $"view {table.LogicalName} \"{view.Name}\"", Query(view.Fetch),
        "shows " + string.Join(", ", view.Cells.Select(cell => cell.Attr("name"))));

    static string Describe(SourceChart chart) => string.Join(
        "; ",
        $"chart \"{chart.Name}\"", string.Join("; ", chart.Fetches.Select(Query)),
        string.Join(", ", chart.Xml.Descendants("Series").Attributes("ChartType").Select(type => type.Value)));

    static string Part(XElement parameters) => "dashboard " + string.Join(
        ", ",
        from value in parameters.Elements()
        where value.Value.Length > 0
        select $"{value.Name.LocalName} {value.Value}");

    static string Query(XElement? fetch) => fetch is null ? "" : string.Join(
        "; ", fetch.Element("entity")!.DescendantsAndSelf().Select(Clause).OfType<string>());

    /// <summary>An element of FetchXML with its attributes, in the order of the document.</summary>
    static string? Clause(XElement element) => element.Name.LocalName switch
    {
        "attribute" when element.Attribute("aggregate") is null && element.Attribute("groupby") is null => null,
        "entity" or "value" => null,
        var name => string.Join(
            ' ',
            new[] { name }.Concat(element.Attributes().Where(a => a.Name.LocalName != "uiname").Select(a => a.Value))
                .Concat(element.Elements("value").Select(value => value.Value))),
    };
}
