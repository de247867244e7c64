using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Packaging;

namespace CrmMilestones.Dataverse.Import;

/// <summary>Reads the parts of a solution zip and hands each section to its reader.</summary>
sealed class PackageReader
{
    /// <summary>Sections of customizations.xml that must be empty, and what they would hold.</summary>
    static readonly Dictionary<string, string> Unsupported = new(StringComparer.Ordinal)
    {
        ["FieldSecurityProfiles"] = "Column security profiles",
        ["Templates"] = "Templates",
        ["EntityMaps"] = "Table maps",
        ["OrganizationSettings"] = "Organization settings",
        ["CustomControls"] = "Custom controls",
        ["EntityDataProviders"] = "Virtual table providers",
    };

    /// <summary>Sections that only clients use: the server stores them and does nothing with them.</summary>
    static readonly string[] ClientSections =
        ["Dashboards", "WebResources", "AppModuleSiteMaps", "AppModules", "Languages"];

    static readonly string[] ServerSections =
    [
        "Entities", "Roles", "Workflows", "EntityRelationships", "optionsets", "SolutionPluginAssemblies",
        "SdkMessageProcessingSteps",
    ];

    /// <summary>
    /// Folders whose files belong to sections of customizations.xml; Custom APIs; and catalogs of business events, which
    /// only clients use.
    /// </summary>
    static readonly string[] KnownFolders =
        ["Workflows", "PluginAssemblies", "WebResources", "Formulas", "customapis", "catalogs"];

    /// <summary>What the catalogs list.</summary>
    const string CatalogAssignments = "Assets/catalogassignments.xml";

    readonly LeftOut _leftOut;
    readonly ICollection<string>? _names;
    readonly Dictionary<string, byte[]> _parts;

    /// <param name="zip">The solution.</param>
    /// <param name="leftOut">Told of what is left out; null refuses it.</param>
    internal PackageReader(Stream zip, ICollection<string>? leftOut)
    {
        (_leftOut, _names) = (new(leftOut), leftOut);
        _parts = ZipParts.Read(zip);
    }

    internal SolutionPackage Read()
    {
        var manifest = Manifest(Xml("solution.xml").Element("SolutionManifest")
            ?? throw new SolutionImportException("solution.xml has no <SolutionManifest>."));
        var customizations = Xml("customizations.xml");
        RefuseUnsupported(customizations);
        var relationships = _leftOut.Read(customizations.Children("EntityRelationships"), RelationshipReader.Read)
            .OfType<RelationshipDefinition>().ToList();
        var tables = new TableReader(relationships, _leftOut);
        tables.Read(customizations.Children("Entities"));

        List<PluginAssembly> assemblies =
        [
            .. _leftOut.Read(
                customizations.Children("SolutionPluginAssemblies"),
                assembly => PluginReader.Assembly(assembly, Part)),
        ];
        return PackageParts.Checked(new()
        {
            Manifest = manifest,
            Tables = tables.Tables,
            Extensions = tables.Extensions,
            SavedQueries = tables.SavedQueries,
            LeftOut = _names,
            Choices = [.. _leftOut.Read(customizations.Children("optionsets"), ColumnReader.GlobalChoice)],
            Relationships = relationships,
            Roles = [.. _leftOut.Read(customizations.Children("Roles"), Role)],
            Processes =
            [
                .. _leftOut.Read(
                    customizations.Children("Workflows"), workflow => ProcessReader.Read(workflow, Xml)),
            ],
            Assemblies = assemblies,
            Steps =
            [
                .. _leftOut.Read(
                    customizations.Children("SdkMessageProcessingSteps"), step => PluginReader.Step(step, assemblies)),
            ],
            CustomApis = new CustomApiReader(_parts.Keys, Xml, assemblies).Read(),
        });
    }

    static SolutionManifest Manifest(XElement manifest)
    {
        var publisher = manifest.Element("Publisher")
            ?? throw new SolutionImportException("solution.xml has no <Publisher>.");
        return new(
            manifest.Required("UniqueName"),
            manifest.Element("LocalizedNames").Labels(),
            Version.TryParse(manifest.Required("Version"), out var version)
                ? version
                : throw new SolutionImportException(
                    $"solution.xml: '{manifest.Required("Version")}' is not a version."),
            manifest.Required("Managed") switch
            {
                "1" => true,
                "0" => false,
                var other => throw new SolutionImportException($"solution.xml: <Managed> is {other}. " +
                    "Only a packed solution, managed (1) or unmanaged (0), can be imported."),
            },
            publisher.Required("UniqueName"),
            publisher.Required("CustomizationPrefix"));
    }

    static SecurityRole Role(XElement role) => new(
        XmlParts.Id(role, role.RequiredAttribute("id")),
        role.RequiredAttribute("name"),
        [.. role.Children("RolePrivileges").Select(privilege => new RolePrivilege(
            privilege.RequiredAttribute("name"), Level(role, privilege.RequiredAttribute("level"))))]);

    static PrivilegeLevel Level(XElement role, string name) => Enum.TryParse<PrivilegeLevel>(name, out var level)
        ? level
        : throw new SolutionImportException($"{XmlParts.Describe(role)}: '{name}' is not a privilege level.");

    void RefuseUnsupported(XElement customizations)
    {
        foreach (var section in customizations.Elements())
        {
            var name = section.Name.LocalName;
            if (Unsupported.TryGetValue(name, out var what))
            {
                if (section.HasElements)
                {
                    _leftOut.Name($"{what} (<{name}>) are not supported.");
                }
            }
            else if (!ClientSections.Contains(name) && !ServerSections.Contains(name))
            {
                _leftOut.Name($"The section <{name}> of customizations.xml is not supported.");
            }
        }
        var folders = _parts.Keys.Where(path => path != CatalogAssignments)
            .Select(path => path.Split('/')).Where(path => path.Length > 1).Select(path => path[0]);
        foreach (var unknown in folders.Where(folder => !KnownFolders.Contains(folder)).Distinct())
        {
            _leftOut.Name($"The folder '{unknown}' in the solution file is not supported.");
        }
    }

    byte[] Part(string path) => _parts.TryGetValue(path.TrimStart('/'), out var content)
        ? content
        : throw new SolutionImportException($"The solution file has no part '{path}'.");

    XElement Xml(string path)
    {
        try
        {
            using var content = new MemoryStream(Part(path));
            return SafeXml.Load(content);
        }
        catch (XmlException e)
        {
            throw new SolutionImportException($"The part '{path}' is not valid XML: {e.Message}", e);
        }
    }
}
