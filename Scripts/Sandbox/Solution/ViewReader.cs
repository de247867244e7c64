using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Platform;
using static CrmMilestones.Sandbox.Solution.XmlValues;

namespace CrmMilestones.Sandbox.Solution;

/// <summary>Reads the views of customizations.xml.</summary>
public static class ViewReader
{
    const int DefaultWidth = 100;

    /// <summary>All views of a solution that have a query, table by table.</summary>
    /// <param name="customizations">The root of customizations.xml.</param>
    public static IEnumerable<ViewModel> Read(XElement customizations) =>
        from entity in customizations.Elements("Entities").Elements("Entity")
        from view in entity.Elements("SavedQueries").Elements("savedqueries").Elements("savedquery")
        let id = Id(view, "savedqueryid")
        let fetch = view.Element("fetchxml")?.Element("fetch")
        where id is not null && fetch?.Element("entity") is not null
        select new ViewModel(
            id.Value, SchemaNames.Logical(entity.Element("Name")?.Value ?? ""), Labels(view, "LocalizedNames"), fetch,
            [.. Columns(view.Elements("layoutxml"))])
        {
            Type = int.TryParse(
                view.Element("querytype")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var type)
                ? type : ViewModel.PublicType,
            IsDefault = view.Element("isdefault")?.Value == "1",
            IsQuickFind = view.Element("isquickfindquery")?.Value == "1",
        };

    /// <summary>What a layout shows, from left to right.</summary>
    /// <param name="layout">The layoutxml, or its grid.</param>
    public static IEnumerable<ViewColumn> Columns(IEnumerable<XElement> layout) =>
        from cell in layout.Descendants("cell")
        where !Flag(cell, "ishidden", false)
        select new ViewColumn(Text(cell, "name"), Number(cell, "width", DefaultWidth));
}
