using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using CrmMilestones.Packaging.Platform;

namespace CrmMilestones.Dataverse.Import;

/// <summary>Reads plug-in assemblies and step registrations.</summary>
static class PluginReader
{
    internal static PluginAssembly Assembly(XElement assembly, Func<string, byte[]> part)
    {
        var fullName = assembly.RequiredAttribute("FullName");
        var content = part(assembly.Required("FileName"));
        if (Identity(content) is var identity && identity != fullName)
        {
            throw new SolutionImportException(
                $"The plug-in assembly is registered as '{fullName}' but its file is '{identity}'.");
        }
        return new(XmlParts.Id(assembly, assembly.RequiredAttribute("PluginAssemblyId")), fullName, content,
            [.. assembly.Children("PluginTypes").Select(type => new PluginType(
                XmlParts.Id(type, type.RequiredAttribute("PluginTypeId")), type.RequiredAttribute("Name")))]);
    }

    internal static PluginStep Step(XElement step, IEnumerable<PluginAssembly> assemblies)
    {
        var type = XmlParts.Id(step, step.Required("PluginTypeId"));
        if (!assemblies.SelectMany(assembly => assembly.Types).Any(known => known.Id == type))
        {
            throw new SolutionImportException(
                $"{XmlParts.Describe(step)}: no plug-in assembly of the solution has the type {type}.");
        }
        var table = step.Text("PrimaryEntity");
        return new(
            XmlParts.Id(step, step.RequiredAttribute("SdkMessageProcessingStepId")),
            step.RequiredAttribute("Name"),
            SdkMessages.NameOf(XmlParts.Id(step, step.Required("SdkMessageId")))
                ?? throw new SolutionImportException(
                    $"{XmlParts.Describe(step)}: the message {step.Required("SdkMessageId")} is not supported."),
            type,
            table is "none" ? null : table,
            XmlParts.List(step.Text("FilteringAttributes")),
            step.RequiredNumber("Stage"),
            step.Flag("Mode"),
            step.RequiredNumber("Rank"),
            step.Text("Configuration"),
            [.. step.Children("SdkMessageProcessingStepImages").Select(Image)]);
    }

    static StepImage Image(XElement image) => new(
        XmlParts.Id(image, image.Required("SdkMessageProcessingStepImageId")),
        image.RequiredAttribute("Name"),
        image.Required("EntityAlias"),
        (StepImageKind)image.RequiredNumber("ImageType"),
        XmlParts.List(image.Text("Attributes")),
        image.Required("MessagePropertyName"));

    static string Identity(byte[] content)
    {
        try
        {
            using var file = new PEReader(ImmutableCollectionsMarshal.AsImmutableArray(content));
            return file.GetMetadataReader().GetAssemblyDefinition().GetAssemblyName().FullName;
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException)
        {
            throw new SolutionImportException("The plug-in assembly is not a .NET assembly.", e);
        }
    }
}
