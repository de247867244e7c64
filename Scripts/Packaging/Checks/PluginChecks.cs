using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging.Checks;

/// <summary>The registration names the very assembly that is packed, its classes, and columns that exist.</summary>
static class PluginChecks
{
    const string Register = "Correct the id, or register the class in PluginAssemblies.";

    public static IEnumerable<Defect?> Find(SolutionSource source, Schema schema, PluginDll plugin) =>
    [
        .. source.PluginAssemblies.SelectMany(assembly => Assembly(assembly, plugin)),
        .. source.PluginAssemblies.SelectMany(
            assembly => assembly.Types.SelectMany(type => Type(assembly, type, plugin))),
        .. source.Steps.SelectMany(step => Step(source, schema, step)),
        .. from api in source.CustomApis
           where api.PluginTypeId.Length > 0 && PluginType(source, api.PluginTypeId) is null
           select Defect.At(api.Xml.Element("plugintypeid")!,
               $"Custom API {api.UniqueName} names plug-in type {api.PluginTypeId}, which is not registered.",
               Register),
    ];

    static IEnumerable<Defect?> Assembly(SourceAssembly assembly, PluginDll plugin)
    {
        if (assembly.DllName != plugin.FileName)
        {
            yield return Defect.At(assembly.Xml.Element("FileName") ?? assembly.Xml,
                $"The build gives {plugin.FileName}, not {assembly.DllName}.", "Register the assembly that is built.");
        }

        if (assembly.FullName != plugin.Name.FullName)
        {
            yield return Defect.At(assembly.Xml,
                $"The built assembly is {plugin.Name.FullName}, not {assembly.FullName}.",
                "Write the built one's full name here, at the plug-in types, in the steps and in Other/Solution.xml; "
                + "or sign and version the build as before.");
        }
    }

    static IEnumerable<Defect?> Type(SourceAssembly assembly, SourcePluginType type, PluginDll plugin)
    {
        if (type.AssemblyQualifiedName != $"{type.Name}, {assembly.FullName}")
        {
            yield return Defect.At(type.Xml,
                $"AssemblyQualifiedName of {type.Name} is not its name and the assembly's full name.",
                $"Write {type.Name}, {assembly.FullName}.");
        }

        if (!plugin.PluginTypes.Contains(type.Name))
        {
            yield return Defect.At(
                type.Xml, $"The built assembly has no public class {type.Name} that can be started.",
                "Correct the name, or make the class public, not abstract, an IPlugin.");
        }
    }

    static IEnumerable<Defect?> Step(SolutionSource source, Schema schema, SourceStep step)
    {
        var (xml, who) = (step.Xml, $"Step {step.Name}");
        if (PluginType(source, step.PluginTypeId) is not { } type)
        {
            yield return Defect.At(xml.Element("PluginTypeId") ?? xml,
                $"{who} names plug-in type {step.PluginTypeId}, which is not registered.", Register);
        }
        else if (type.AssemblyQualifiedName != step.PluginTypeName)
        {
            yield return Defect.At(xml.Element("PluginTypeName") ?? xml,
                $"{who} names a class other than its plug-in type {step.PluginTypeId}.",
                $"Write {type.AssemblyQualifiedName}.");
        }

        yield return schema.NoTable(xml.Element("PrimaryEntity") ?? xml, who, step.PrimaryTable);
        foreach (var column in step.FilteringColumns)
        {
            yield return schema.NoColumn(xml.Element("FilteringAttributes")!, who, step.PrimaryTable, column);
        }

        foreach (var (image, column) in step.Images.SelectMany(
            image => image.Columns.Select(column => (image, column))))
        {
            yield return schema.NoColumn(
                image.Xml.Element("Attributes")!, $"{who}, {image.Alias},", step.PrimaryTable, column);
        }
    }

    static SourcePluginType? PluginType(SolutionSource source, string id) =>
        source.PluginAssemblies.SelectMany(assembly => assembly.Types).FirstOrDefault(type => type.Id == id);
}
