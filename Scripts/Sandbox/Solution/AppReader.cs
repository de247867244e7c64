using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CrmMilestones.Packaging.Platform;
using static CrmMilestones.Sandbox.Solution.XmlValues;

namespace CrmMilestones.Sandbox.Solution;

/// <summary>Reads the apps of customizations.xml, with their site maps.</summary>
public static partial class AppReader
{
    const string SiteMapComponent = "62";
    const string WebResource = "$webresource:";

    /// <summary>All apps of a solution.</summary>
    /// <param name="customizations">The root of customizations.xml.</param>
    public static IEnumerable<AppModel> Read(XElement customizations)
    {
        var siteMaps = customizations.Elements("AppModuleSiteMaps").Elements("AppModuleSiteMap")
            .DistinctBy(map => map.Element("SiteMapUniqueName")?.Value ?? "")
            .ToDictionary(map => map.Element("SiteMapUniqueName")?.Value ?? "");
        foreach (var app in customizations.Elements("AppModules").Elements("AppModule"))
        {
            var components = app.Elements("AppModuleComponents").Elements().ToList();
            var name = app.Element("UniqueName")?.Value ?? "";
            var map = components.Where(component => Text(component, "type") == SiteMapComponent)
                .Select(component => siteMaps.GetValueOrDefault(Text(component, "schemaName")))
                .FirstOrDefault(found => found is not null) ?? siteMaps.GetValueOrDefault(name);
            yield return new(
                name, Labels(app, "LocalizedNames"),
                [.. map?.Elements("SiteMap").Elements("Area").Select(Area) ?? []])
            {
                Roles = app.Elements("AppModuleRoleMaps").Elements("Role")
                    .Select(role => Id(Text(role, "id"))).OfType<Guid>().ToHashSet(),
                Components = components.Select(component => Id(Text(component, "id"))).OfType<Guid>().ToHashSet(),
            };
        }
    }

    static SiteMapArea Area(XElement area) =>
        new(Text(area, "Id"), Titles(area), [.. area.Elements("Group").Select(Group)]);

    static SiteMapGroup Group(XElement group) =>
        new(Text(group, "Id"), Titles(group), [.. group.Elements("SubArea").Select(SubArea)]);

    static SiteMapSubArea SubArea(XElement entry) => new(
        Text(entry, "Id"), Titles(entry), Target(entry),
        [
            .. from privilege in entry.Elements("Privilege")
               from right in Text(privilege, "Privilege").Split(
                   ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
               select new SiteMapPrivilege(Text(privilege, "Entity"), right),
        ]);

    static SiteMapTarget Target(XElement entry)
    {
        var url = Text(entry, "Url");
        var table = Text(entry, "Entity");
        var view = ViewId().Match(url);
        return new(
            Id(Text(entry, "DefaultDashboard")),
            url.StartsWith(WebResource, StringComparison.OrdinalIgnoreCase)
                ? Uri.UnescapeDataString(url[WebResource.Length..].Split('?')[0]) : null,
            table.Length > 0 ? SchemaNames.Logical(table) : null,
            view.Success ? Id(Uri.UnescapeDataString(view.Groups[1].Value)) : null,
            url);
    }

    static Dataverse.Metadata.LocalizedLabels Titles(XElement element) => Labels(element, "Titles", "Title", "LCID");

    [GeneratedRegex("[?&]viewid=([^&]+)", RegexOptions.IgnoreCase)]
    private static partial Regex ViewId();
}
