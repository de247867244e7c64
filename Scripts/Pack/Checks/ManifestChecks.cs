using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Scripts.Pack.Source;

namespace CrmMilestones.Scripts.Pack.Checks;

/// <summary>The manifest agrees with the product's version, and lists every component and nothing else.</summary>
static class ManifestChecks
{
    public static IEnumerable<Problem> Find(SolutionSource source, PluginDll plugin) =>
        [.. Head(source, plugin), .. RootComponents(source)];

    static IEnumerable<Problem> Head(SolutionSource source, PluginDll plugin)
    {
        if (source.Version != plugin.Name.Version?.ToString())
        {
            yield return Problem.At(source.Manifest.Element("Version") ?? source.Manifest,
                $"The solution's version is {source.Version}, but the assembly's is {plugin.Name.Version}.",
                "Write ProductVersion of Directory.Build.props here.");
        }

        if (source.Manifest.Text("Managed") != "2")
        {
            yield return Problem.At(source.Manifest.Element("Managed") ?? source.Manifest,
                "The source is for both package types.", "Write <Managed>2</Managed>; packing sets it.");
        }
    }

    static IEnumerable<Problem> RootComponents(SolutionSource source)
    {
        var components = Components(source).ToArray();
        var listed = source.RootComponents.GroupBy(root => (root.Type, root.Key)).ToDictionary(group => group.Key);
        foreach (var (type, key, shown, xml) in components.Where(component => !listed.ContainsKey((component.Type, component.Key))))
        {
            yield return Problem.At(xml, $"{shown} is no root component, so it would not belong to the solution.",
                $"Add a RootComponent of type {type} with {(Guid.TryParse(key, out _) ? $"id {{{key}}}" : $"schemaName {key}")} to {SolutionLayout.Manifest}.");
        }

        var known = components.Select(component => (component.Type, component.Key)).ToHashSet();
        foreach (var roots in listed.Values)
        {
            if (!known.Contains(roots.Key))
            {
                yield return Problem.At(roots.First().Xml, $"No component of type {roots.Key.Type} is {roots.Key.Key}.",
                    "Remove the line, or restore the component's file.");
            }

            foreach (var again in roots.Skip(1))
                yield return Problem.At(again.Xml, $"{again.Key} is listed twice.", "Remove one line.");
        }

        foreach (var assembly in source.PluginAssemblies)
        {
            if (listed.TryGetValue(("91", assembly.Id), out var roots) && roots.First().Xml.Attr("schemaName") != assembly.FullName)
            {
                yield return Problem.At(roots.First().Xml, "Its schemaName is not the assembly's full name.",
                    $"Write {assembly.FullName}, as in {assembly.Xml.BaseUri}.");
            }
        }
    }

    /// <summary>The components that a manifest must list; what belongs to a table travels with it.</summary>
    static IEnumerable<(string Type, string Key, string Shown, XElement Xml)> Components(SolutionSource source) =>
    [
        .. source.Tables.Select(table => ("1", table.LogicalName, $"Table {table.LogicalName}", table.Xml)),
        .. source.Choices.Select(choice => ("9", choice.Name, $"Choice {choice.Name}", choice.Xml)),
        .. source.Roles.Select(role => ("20", role.Id, $"Role {role.Name}", role.Xml)),
        .. source.Processes.Select(process => ("29", process.Id, $"Process {process.Name}", process.Xml)),
        .. source.Roots("Dashboards/*.xml").Select(x => ("60", x.Text("FormId").AsId(), "The dashboard", x)),
        .. source.Roots("WebResources/**.data.xml").Select(x => ("61", x.Text("Name"), $"Web resource {x.Text("Name")}", x)),
        .. source.Roots("AppModuleSiteMaps/*/AppModuleSiteMap.xml").Select(x => ("62", x.Text("SiteMapUniqueName"), "The site map", x)),
        .. source.ColumnSecurityProfiles.Select(x => ("70", x.Attr("fieldsecurityprofileid").AsId(), $"Column security profile {x.Attr("name")}", x)),
        .. source.Roots("AppModules/*/AppModule.xml").Select(x => ("80", x.Text("UniqueName"), $"App {x.Text("UniqueName")}", x)),
        .. source.PluginAssemblies.Select(assembly => ("91", assembly.Id, $"Assembly {assembly.DllName}", assembly.Xml)),
        .. source.Steps.Select(step => ("92", step.Id, $"Step {step.Name}", step.Xml)),
    ];
}
