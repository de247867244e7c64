using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Platform;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging.Checks;

/// <summary>Apps, site maps, dashboards, forms and tables show components that the solution brings. What it doesn't
/// bring may be missing where it is imported, and the import fails.</summary>
sealed class ReferenceChecks
{
    const string Table = "1", View = "26", Process = "29", Chart = "59", FormOrDashboard = "60", WebResource = "61",
        SiteMap = "62";

    static readonly string[] WebResourcePrefixes = ["$webresource:", "/WebResources/"];

    readonly SolutionSource _source;
    readonly Schema _schema;
    readonly HashSet<(string Type, string Key)> _components;

    ReferenceChecks(SolutionSource source, Schema schema)
    {
        this._source = source;
        this._schema = schema;
        _components =
        [
            .. ManifestChecks.Members(source).Select(member => (member.Type, member.Key)),
            .. source.Tables.SelectMany(table => table.Views).Select(view => (View, view.Id)),
            .. source.Tables.SelectMany(table => table.Charts).Select(chart => (Chart, chart.Id)),
            .. source.Tables.SelectMany(table => table.Forms).Select(form => (FormOrDashboard, form.Id)),
        ];
    }

    public static IEnumerable<Defect?> Find(SolutionSource source, Schema schema)
    {
        ReferenceChecks checks = new(source, schema);
        return
        [
            .. source.Roots(SolutionLayout.Apps).SelectMany(checks.App),
            .. source.Roots(SolutionLayout.SiteMaps).Descendants("SubArea").SelectMany(checks.Entry),
            .. source.Roots(SolutionLayout.Dashboards)
                .Concat(source.Tables.SelectMany(table => table.Forms).Select(form => form.Xml))
                .Descendants("parameters").Where(list => list.Text("TargetEntityType").Length > 0)
                    .SelectMany(checks.List),
            .. source.Tables.SelectMany(table => table.Forms).SelectMany(form => form.Xml.Descendants("Library"))
                .Select(library => checks.Missing(library, WebResource, library.Attr("name"))),
            .. from table in source.Tables
               from icon in table.Info?.Elements("IconVectorName") ?? []
               select checks.Missing(icon, WebResource, icon.Value),
        ];
    }

    IEnumerable<Defect?> App(XElement app) =>
    [
        .. from component in app.Items("AppModuleComponents", "AppModuleComponent").Select(x => new ListedComponent(x))
           select component.Type == Table
               ? _schema.NoTable(component.Xml, "The app", component.Key)
               : Missing(component.Xml, component.Type, component.Key),
        .. from role in app.Items("AppModuleRoleMaps", "Role")
           where !PlatformRoles.Include(role.Attr("id").AsId())
               && _source.Roles.All(own => own.Id != role.Attr("id").AsId())
           select NotBrought(role, "role", role.Attr("id")),
        .. from icon in app.Elements("WebResourceId")
           where _source.Roots(SolutionLayout.WebResources)
               .All(own => own.Text("WebResourceId").AsId() != icon.Value.AsId())
           select NotBrought(icon, "web resource", icon.Value),
    ];

    /// <summary>What an entry of the navigation opens, and its icons.</summary>
    IEnumerable<Defect?> Entry(XElement entry) =>
    [
        .. from table in entry.Attributes("Entity")
           select _schema.NoTable(table, $"Entry {entry.Attr("Id")}", table.Value),
        .. from dashboard in entry.Attributes("DefaultDashboard")
           select Missing(dashboard, FormOrDashboard, dashboard.Value.AsId()),
        .. from address in entry.Attributes()
           from prefix in WebResourcePrefixes
           where address.Value.StartsWith(prefix, StringComparison.Ordinal)
           select Missing(address, WebResource, address.Value[prefix.Length..]),
    ];

    /// <summary>A list or chart of a table on a form or dashboard.</summary>
    IEnumerable<Defect?> List(XElement list)
    {
        var target = list.Text("TargetEntityType");
        var table = _source.Table(target);
        return
        [
            _schema.NoTable(list.Element("TargetEntityType")!, "The list", target),
            .. from views in list.Elements().Where(x => x.Name.LocalName is "ViewId" or "ViewIds")
               from id in views.Value.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries)
               where table?.Views.Any(view => view.Id == id.AsId()) != true
               select NotBrought(views, $"view of {target}", id),
            .. from chart in list.Elements("VisualizationId")
               where chart.Value.Length > 0 || list.Text("ChartGridMode") == "Chart"
               where table?.Charts.Any(own => own.Id == chart.Value.AsId()) != true
               select NotBrought(chart, $"chart of {target}", chart.Value),
            .. from name in list.Elements("RelationshipName")
               where name.Value.Length > 0
               where !_source.Relationships.Any(own => own.Name == name.Value && own.ReferencingTable == target)
               select NotBrought(name, $"relationship of {target}", name.Value),
        ];
    }

    Defect? Missing(XObject place, string type, string key) => _components.Contains((type, key)) ? null : NotBrought(
        place,
        type switch
        {
            View => "view",
            Process => "process",
            Chart => "chart",
            FormOrDashboard => "form or dashboard",
            WebResource => "web resource",
            SiteMap => "site map",
            _ => $"component of type {type}",
        },
        key);

    static Defect NotBrought(XObject place, string kind, string key) => Defect.At(
        place, $"The solution brings no {kind} {key}.", "Correct the reference, or add the component.");
}
