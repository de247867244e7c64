using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging.Checks;

/// <summary>The manifest agrees with the product's version, and lists every component and nothing else.</summary>
static class ManifestChecks
{
    /// <summary>A component that a manifest must list.</summary>
    public sealed record Member(string Type, string Key, string Shown, XElement Xml);

    public static IEnumerable<Defect?> Find(SolutionSource source, PluginDll plugin) =>
        [.. Head(source, plugin), .. RootComponents(source)];

    static IEnumerable<Defect?> Head(SolutionSource source, PluginDll plugin)
    {
        if (AssemblyVersion(source.Version) != plugin.Name.Version)
        {
            yield return Defect.At(source.Manifest.Element("Version") ?? source.Manifest,
                $"The solution's version is {source.Version}, but the assembly's is {plugin.Name.Version}.",
                "Write ProductVersion of Directory.Build.props here: major.minor.build.0 goes with "
                + "major.0.minor.build.");
        }

        if (source.Manifest.Text("Managed") != "2")
        {
            yield return Defect.At(source.Manifest.Element("Managed") ?? source.Manifest,
                "The source is for both package types.", "Write <Managed>2</Managed>; packing sets it.");
        }
    }

    /// <summary>Dataverse upgrades an assembly in place only where neither major nor minor version changes.</summary>
    static Version? AssemblyVersion(string solution) =>
        Version.TryParse(solution, out var version) && version.Revision == 0
        ? new(version.Major, 0, version.Minor, version.Build)
        : null;

    static IEnumerable<Defect?> RootComponents(SolutionSource source)
    {
        var members = Members(source).ToLookup(member => (member.Type, member.Key));
        var listed = source.RootComponents.ToLookup(root => (root.Type, root.Key));
        return
        [
            .. from member in members.SelectMany(same => same)
               where !listed.Contains((member.Type, member.Key))
               let identity = Guid.TryParse(member.Key, out _) ? $"id {{{member.Key}}}" : $"schemaName {member.Key}"
               select Defect.At(
                   member.Xml, $"{member.Shown} is no root component, so it would not belong to the solution.",
                   $"Add a RootComponent of type {member.Type} with {identity} to {SolutionLayout.Manifest}."),
            .. from root in source.RootComponents
               where !members.Contains((root.Type, root.Key))
               select Defect.At(root.Xml, $"No component of type {root.Type} is {root.Key}.",
                   "Remove the line, or restore the component's file."),
            .. from again in listed.SelectMany(same => same.Skip(1))
               select Defect.At(again.Xml, $"{again.Key} is listed twice.", "Remove one line."),
            .. from assembly in source.PluginAssemblies
               from root in listed[("91", assembly.Id)]
               where root.Xml.Attr("schemaName") != assembly.FullName
               select Defect.At(root.Xml, "Its schemaName is not the assembly's full name.",
                   $"Write {assembly.FullName}, as in {assembly.Xml.BaseUri}."),
        ];
    }

    /// <summary>What belongs to a table travels with it and is no member of its own.</summary>
    public static IEnumerable<Member> Members(SolutionSource source) =>
    [
        .. source.Tables.Select(table => new Member("1", table.LogicalName, $"Table {table.LogicalName}", table.Xml)),
        .. source.Choices.Select(choice => new Member("9", choice.Name, $"Choice {choice.Name}", choice.Xml)),
        .. source.Roles.Select(role => new Member("20", role.Id, $"Role {role.Name}", role.Xml)),
        .. source.Processes.Select(process => new Member("29", process.Id, $"Process {process.Name}", process.Xml)),
        .. from x in source.Roots(SolutionLayout.Dashboards)
           select new Member("60", x.Text("FormId").AsId(), "The dashboard", x),
        .. from x in source.Roots(SolutionLayout.WebResources)
           select new Member("61", x.Text("Name"), $"Web resource {x.Text("Name")}", x),
        .. from x in source.Roots(SolutionLayout.SiteMaps)
           select new Member("62", x.Text("SiteMapUniqueName"), "The site map", x),
        .. from x in source.ColumnSecurityProfiles
           select new Member(
               "70", x.Attr("fieldsecurityprofileid").AsId(), $"Column security profile {x.Attr("name")}", x),
        .. from x in source.Roots(SolutionLayout.Apps)
           select new Member("80", x.Text("UniqueName"), $"App {x.Text("UniqueName")}", x),
        .. source.PluginAssemblies.Select(
            assembly => new Member("91", assembly.Id, $"Assembly {assembly.DllName}", assembly.Xml)),
        .. source.Steps.Select(step => new Member("92", step.Id, $"Step {step.Name}", step.Xml)),
    ];
}
