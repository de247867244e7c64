using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Platform;
using static CrmMilestones.Sandbox.Solution.XmlValues;

namespace CrmMilestones.Sandbox.Solution;

/// <summary>Reads the charts of customizations.xml.</summary>
public static class ChartReader
{
    /// <summary>All charts of a solution, table by table.</summary>
    /// <param name="customizations">The root of customizations.xml.</param>
    public static IEnumerable<ChartModel> Read(XElement customizations) =>
        from entity in customizations.Elements("Entities").Elements("Entity")
        from chart in entity.Elements("Visualizations").Elements("visualization")
        where Id(chart, "savedqueryvisualizationid") is not null
        select Chart(chart, SchemaNames.Logical(entity.Element("Name")?.Value ?? ""));

    static ChartModel Chart(XElement chart, string table)
    {
        var definition = chart.Elements("datadescription").Elements("datadefinition").ToList();
        var fetch = definition.Elements("fetchcollection").Elements("fetch").FirstOrDefault();
        var category = definition.Elements("categorycollection").Elements("category").FirstOrDefault();
        var alias = category is null ? "" : Text(category, "alias");
        var series = chart.Elements("presentationdescription").Elements("Chart").Elements("Series").Elements("Series")
            .Select(one => Text(one, "ChartType")).ToList();
        var measures = (category?.Elements("measurecollection").Elements("measure") ?? [])
            .Select(measure => Text(measure, "alias")).ToList();
        var groups = fetch?.Descendants("attribute")
            .Where(attribute => Flag(attribute, "groupby", false)).Select(attribute => Text(attribute, "alias")) ?? [];
        return new(
            Id(chart, "savedqueryvisualizationid")!.Value, table, Labels(chart, "LocalizedNames"), fetch, alias,
            groups.FirstOrDefault(group => group != alias),
            [
                .. measures.Select((measure, position) => new ChartMeasure(
                    measure, series.ElementAtOrDefault(position) ?? series.FirstOrDefault() ?? "Column")),
            ],
            [.. Colors(chart)]);
    }

    /// <summary>They are written as "0,107,166; 91,151,213".</summary>
    static IEnumerable<string> Colors(XElement chart) =>
        from color in ((string?)chart.Elements("presentationdescription").Elements("Chart")
            .Attributes("PaletteCustomColors").FirstOrDefault() ?? "").Split(';')
        let parts = color.Split(',')
        where parts.Length == 3 && parts.All(part => byte.TryParse(part.Trim(), CultureInfo.InvariantCulture, out _))
        select "#" + string.Concat(parts.Select(part =>
            byte.Parse(part.Trim(), CultureInfo.InvariantCulture).ToString("x2", CultureInfo.InvariantCulture)));
}
