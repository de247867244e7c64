using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Packaging.Platform;

namespace CrmMilestones.Dataverse.Import;

/// <summary>Reads &lt;Entity&gt;: own tables, additions to others' tables, and views.</summary>
sealed class TableReader(IReadOnlyList<RelationshipDefinition> relationships, LeftOut leftOut)
{
    /// <summary>Parts of a table; forms and charts are the clients'.</summary>
    static readonly string[] Parts =
        ["Name", "EntityInfo", "FormXml", "SavedQueries", "Visualizations", "RibbonDiffXml"];

    /// <summary>Elements of a ribbon in which nothing is customized.</summary>
    static readonly string[] EmptyRibbon =
    [
        "CustomActions", "Templates", "RibbonTemplates", "CommandDefinitions", "RuleDefinitions",
        "TabDisplayRules", "DisplayRules", "EnableRules", "LocLabels",
    ];

    internal List<TableDefinition> Tables { get; } = [];

    internal List<TableExtension> Extensions { get; } = [];

    internal List<SavedQuery> SavedQueries { get; } = [];

    internal void Read(IEnumerable<XElement> entities)
    {
        foreach (var _ in leftOut.Read(entities, Read))
        {
            // Its parts are in the lists.
        }
    }

    string Read(XElement entity)
    {
        var schemaName = entity.Required("Name");
        var name = SchemaNames.Logical(schemaName);
        if (entity.Elements().FirstOrDefault(part => !Parts.Contains(part.Name.LocalName)) is { } unknown)
        {
            leftOut.Name($"Table '{name}': <{unknown.Name.LocalName}> is not supported.");
        }

        if (entity.Elements("RibbonDiffXml").Descendants().Any(part => !EmptyRibbon.Contains(part.Name.LocalName)))
        {
            leftOut.Name($"Table '{name}': Ribbon customizations are not supported.");
        }

        if (entity.Element("EntityInfo")?.Element("entity") is { } info)
        {
            ReadInfo(info, schemaName, name);
        }

        SavedQueries.AddRange(leftOut.Read(
            entity.Elements("SavedQueries").Elements("savedqueries").Elements("savedquery"),
            view => View(view, name)));
        return name;
    }

    void ReadInfo(XElement info, string schemaName, string name)
    {
        var attributes = info.Children("attributes").ToList();
        List<ColumnDefinition> columns = [
            .. leftOut.Read(attributes, attribute => ColumnReader.Read(attribute, name, relationships))];
        List<AlternateKey> keys = [.. info.Children("EntityKeys").Select(Key)];
        if (info.Element("OwnershipTypeMask") is null)
        {
            Extensions.Add(new(name, columns, keys));
            return;
        }
        if (columns.All(column => column.LogicalName != BaseTables.VersionNumber.LogicalName))
        {
            columns.Add(BaseTables.VersionNumber);
        }

        Tables.Add(new(columns)
        {
            LogicalName = name,
            SchemaName = schemaName,
            EntitySetName = info.Required("EntitySetName"),
            PrimaryIdColumn = attributes.FirstOrDefault(IsPrimaryId)?.Required("LogicalName")
                ?? throw new SolutionImportException($"Table '{name}' has no primary key column."),
            PrimaryNameColumn = attributes.FirstOrDefault(IsPrimaryName)?.Required("LogicalName")
                ?? throw new SolutionImportException(
                    $"Table '{name}' has no column with the display mask PrimaryName."),
            Ownership = info.Required("OwnershipTypeMask") switch
            {
                "UserOwned" => Ownership.User,
                "OrgOwned" => Ownership.Organization,
                var other => throw new SolutionImportException(
                    $"Table '{name}': ownership '{other}' is not supported."),
            },
            IsProcessTable = info.Flag("IsBPFEntity"),
            DisplayName = info.Element("LocalizedNames").Labels(),
            CollectionName = info.Element("LocalizedCollectionNames").Labels(),
            Keys = keys,
        });
    }

    static bool IsPrimaryId(XElement attribute) => attribute.Text("Type") == "primarykey";

    static bool IsPrimaryName(XElement attribute) =>
        attribute.Text("DisplayMask")?.Split('|').Contains("PrimaryName") == true;

    static AlternateKey Key(XElement key) => new(
        key.Required("LogicalName"), key.Required("Name"), key.Element("displaynames").Labels(),
        [.. key.Children("EntityKeyAttributes").Select(attribute => attribute.Value)]);

    static SavedQuery View(XElement view, string table) => new(
        XmlParts.Id(view, view.Required("savedqueryid")), table, view.Element("LocalizedNames").Labels(),
        Inner(view, "fetchxml")
            ?? throw new SolutionImportException($"Table '{table}': view {view.Text("savedqueryid")} has no FetchXML."),
        Inner(view, "layoutxml"), view.RequiredNumber("querytype"), view.Flag("isdefault"));

    static string? Inner(XElement view, string element) =>
        view.Element(element)?.Elements().FirstOrDefault()?.ToString(SaveOptions.DisableFormatting);
}
