using System;
using System.Collections.Generic;
using System.IO.Enumeration;
using System.Linq;
using System.Xml.Linq;

namespace CrmMilestones.Packaging;

/// <summary>Files of the unpacked folder whose content fills one empty element (a placeholder).</summary>
/// <param name="Placeholder">The element that is filled.</param>
/// <param name="Files">Which files: * is any name, ** any path.</param>
/// <param name="HasVariants">Each file has a twin that ends in _managed.xml and takes its place in managed
/// packages.</param>
sealed record Section(string Placeholder, string Files, bool HasVariants = false);

/// <summary>Which file becomes what, as Microsoft's SolutionPackager defines it.</summary>
static class SolutionLayout
{
    public const string Manifest = "Other/Solution.xml";
    public const string Customizations = "Other/Customizations.xml";
    public const string RelationshipList = "Other/Relationships.xml";
    public const string ColumnSecurity = "Other/FieldSecurityProfiles.xml";
    public const string RelationshipBodies = "Other/Relationships/*.xml";
    public const string Tables = "Entities/*/Entity.xml";
    public const string Formulas = "Entities/*/Formulas/*.xaml";
    public const string Roles = "Roles/*.xml";
    public const string Processes = "Workflows/*" + DataSuffix;
    public const string Choices = "OptionSets/*.xml";
    public const string Dashboards = "Dashboards/*.xml";
    public const string WebResources = "WebResources/**" + DataSuffix;
    public const string PluginAssemblies = "PluginAssemblies/*/*" + DataSuffix;
    public const string Steps = "SdkMessageProcessingSteps/*.xml";
    public const string SiteMaps = "AppModuleSiteMaps/*/AppModuleSiteMap.xml";
    public const string Apps = "AppModules/*/AppModule.xml";
    public const string CustomApis = "customapis/*/customapi.xml";
    public const string CustomApiParts = "customapis/*/*/*/*.xml";
    public const string Catalogs = "catalogs/*/catalog.xml";
    public const string CatalogAssignments = "Assets/catalogassignments.xml";

    /// <summary>Files of a table, relative to its folder.</summary>
    public const string Forms = "FormXml/*/*.xml", Views = "SavedQueries/*.xml", Charts = "Visualizations/*.xml";

    /// <summary>Ending of the registration beside a process, web resource or assembly.</summary>
    public const string DataSuffix = ".data.xml";

    /// <summary>Ending of the file that managed packages take in place of its twin.</summary>
    const string ManagedSuffix = "_managed.xml";

    static readonly string[] DescribingFolders = ["Workflows/**", "WebResources/**", "PluginAssemblies/**"];

    /// <summary>Placeholders of customizations.xml whose content is put together from several files.</summary>
    public static readonly Section
        TableSection = new("Entities", Tables),
        RelationshipSection = new("EntityRelationships", RelationshipBodies),
        ColumnSecuritySection = new("FieldSecurityProfiles", ColumnSecurity);

    /// <summary>Placeholders of Entity.xml whose files are wrapped or unwrapped on the way.</summary>
    public static readonly Section
        FormSection = new("FormXml", Forms, HasVariants: true),
        ViewSection = new("SavedQueries", Views),
        RibbonSection = new("RibbonDiffXml", "RibbonDiff.xml");

    /// <summary>Placeholders of customizations.xml that take the root elements of files as they are.</summary>
    public static readonly IReadOnlyList<Section> Sections =
    [
        new("Roles", Roles),
        new("Workflows", Processes),
        new("optionsets", Choices),
        new("Dashboards", Dashboards),
        new("WebResources", WebResources),
        new("SolutionPluginAssemblies", PluginAssemblies),
        new("SdkMessageProcessingSteps", Steps),
        new("AppModuleSiteMaps", SiteMaps, HasVariants: true),
        new("AppModules", Apps, HasVariants: true),
    ];

    /// <summary>Placeholders of Entity.xml; the files are relative to the table's folder.</summary>
    public static readonly IReadOnlyList<Section> TableSections =
        [FormSection, ViewSection, new("Visualizations", Charts), RibbonSection];

    /// <summary>Folders whose files are copied to the same path of the zip.</summary>
    static readonly string[] CopiedFolders =
        ["Assets/**", "catalogs/**", "customapis/**", "environmentvariabledefinitions/**"];

    static readonly Section[] AllSections =
    [
        .. Sections,
        .. TableSections.Select(section => section with { Files = "Entities/*/" + section.Files }),
    ];

    public static bool Matches(string file, string pattern) =>
        // Most files fail at the pattern's folder, which is quicker to compare than the rest of it.
        file.AsSpan().StartsWith(pattern.AsSpan(0, Math.Max(0, pattern.IndexOf('*', StringComparison.Ordinal))))
        && FileSystemName.MatchesSimpleExpression(pattern, file, ignoreCase: false)
        // * would match a slash as well; with as many slashes on both sides it can't.
        && (pattern.Contains("**", StringComparison.Ordinal)
            || file.AsSpan().Count('/') == pattern.AsSpan().Count('/'));

    public static bool IsCopied(string file) => CopiedFolders.Any(folder => Matches(file, folder));

    /// <summary>Whether the file takes part in the zip, as a frame, merged or copied.</summary>
    public static bool IsKnown(string file) =>
        file is Manifest or Customizations or RelationshipList or ColumnSecurity
        || IsCopied(file)
        || Matches(file, Tables) || Matches(file, Formulas) || Matches(file, RelationshipBodies)
        || AllSections.Any(section => Matches(PlainFile(section, file), section.Files));

    /// <summary>Whether the file has a twin for the other package type.</summary>
    public static bool HasVariants(string file) =>
        AllSections.Any(section => section.HasVariants && Matches(PlainFile(section, file), section.Files));

    public static bool IsManagedVariant(string file) => file.EndsWith(ManagedSuffix, StringComparison.Ordinal);

    /// <summary>The file of the other package type: X.xml for X_managed.xml and back.</summary>
    public static string Twin(string file) =>
        IsManagedVariant(file) ? file[..^ManagedSuffix.Length] + ".xml" : file[..^".xml".Length] + ManagedSuffix;

    /// <summary>The process, web resource or assembly that X.data.xml describes: X.</summary>
    public static string? DescribedFile(string file) =>
        DescribingFolders.Any(folder => Matches(file, folder))
        && file.EndsWith(DataSuffix, StringComparison.Ordinal)
            ? file[..^DataSuffix.Length]
            : null;

    /// <summary>
    /// The element of a registration that names the described file's part of the zip; it starts with a slash.
    /// </summary>
    public static XElement? PartName(XElement registration) =>
        registration.Element("XamlFileName") ?? registration.Element("FileName");

    static string PlainFile(Section section, string file) =>
        section.HasVariants && IsManagedVariant(file) ? Twin(file) : file;

    /// <summary>The folder of a table, with its closing slash.</summary>
    public static string TableFolder(string entityFile) => entityFile[..^"Entity.xml".Length];
}
