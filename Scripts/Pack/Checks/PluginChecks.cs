using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Scripts.Pack.Source;

namespace CrmMilestones.Scripts.Pack.Checks;

/// <summary>The registration names the very assembly that is packed, its classes, and columns that exist.</summary>
static class PluginChecks
{
    public static IEnumerable<Problem> Find(SolutionSource source, Schema schema, PluginDll plugin) =>
    [
        .. source.PluginAssemblies.SelectMany(assembly => Assembly(assembly, plugin)),
        .. source.Steps.SelectMany(step => Step(source, schema, step)),
        .. from api in source.CustomApis
           where api.PluginTypeId.Length > 0 && PluginType(source, api.PluginTypeId) is null
           select Problem.At(api.Xml.Element("plugintypeid")!, $"Custom API {api.UniqueName} names plug-in type {api.PluginTypeId}, which is not registered.",
               "Correct the id, or register the class in PluginAssemblies."),
    ];

    static IEnumerable<Problem> Assembly(PluginAssembly assembly, PluginDll plugin)
    {
        if (assembly.DllName != plugin.FileName)
        {
            yield return Problem.At(assembly.Xml.Element("FileName") ?? assembly.Xml,
                $"The build gives {plugin.FileName}, not {assembly.DllName}.", "Register the assembly that is built.");
        }

        if (assembly.FullName != plugin.Name.FullName)
        {
            yield return Problem.At(assembly.Xml.Attribute("FullName") as XObject ?? assembly.Xml,
                $"The built assembly is {plugin.Name.FullName}, not {assembly.FullName}.",
                "Write the built one's full name here, at the plug-in types, in the steps and in Other/Solution.xml; or sign and version the build as before.");
        }

        foreach (var type in assembly.Types)
        {
            if (type.AssemblyQualifiedName != $"{type.Name}, {assembly.FullName}")
            {
                yield return Problem.At(type.Xml, $"AssemblyQualifiedName of {type.Name} is not its name and the assembly's full name.",
                    $"Write {type.Name}, {assembly.FullName}.");
            }

            if (!plugin.PluginTypes.Contains(type.Name))
            {
                yield return Problem.At(type.Xml, $"The built assembly has no public class {type.Name} that can be started.",
                    "Correct the name, or make the class public, not abstract, an IPlugin.");
            }
        }
    }

    static IEnumerable<Problem> Step(SolutionSource source, Schema schema, Step step)
    {
        if (PluginType(source, step.PluginTypeId) is not { } type)
        {
            yield return Problem.At(step.Xml.Element("PluginTypeId") ?? step.Xml,
                $"Step {step.Name} names plug-in type {step.PluginTypeId}, which is not registered.",
                "Correct the id, or register the class in PluginAssemblies.");
        }
        else if (type.AssemblyQualifiedName != step.PluginTypeName)
        {
            yield return Problem.At(step.Xml.Element("PluginTypeName") ?? step.Xml,
                $"Step {step.Name} names a class other than its plug-in type {step.PluginTypeId}.", $"Write {type.AssemblyQualifiedName}.");
        }

        if (!schema.HasTable(step.PrimaryTable))
        {
            yield return Problem.At(step.Xml.Element("PrimaryEntity") ?? step.Xml,
                $"Step {step.Name} names table {step.PrimaryTable}, which does not exist.", "Correct the name.");
            yield break;
        }

        var named = step.Images.Select(image => (image.Columns, Place: image.Xml.Element("Attributes"), What: $"Image {image.Alias}"))
            .Prepend((step.FilteringColumns, step.Xml.Element("FilteringAttributes"), "The filter"));
        foreach (var (columns, place, what) in named)
        {
            foreach (var column in columns.Where(column => !schema.HasColumn(step.PrimaryTable, column)))
            {
                yield return Problem.At(place!, $"{what} of step {step.Name} names column {column}, which {step.PrimaryTable} does not have.",
                    "Correct the name, or add the column.");
            }
        }
    }

    static PluginType? PluginType(SolutionSource source, string id) =>
        source.PluginAssemblies.SelectMany(assembly => assembly.Types).FirstOrDefault(type => type.Id == id);
}
