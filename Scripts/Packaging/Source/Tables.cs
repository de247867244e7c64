using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace CrmMilestones.Packaging.Source;

/// <summary>A table that the solution owns or extends: Entities/*/Entity.xml and the files beside it.</summary>
public sealed record SourceTable(
    XElement Xml, IReadOnlyList<SourceView> Views, IReadOnlyList<SourceForm> Forms, IReadOnlyList<SourceChart> Charts)
        : Component(Xml)
{
    public string SchemaName => Xml.Text("Name");

    public string LogicalName { get; } = Xml.Text("Name").ToLowerInvariant();

    /// <summary>
    /// The entity element: properties, columns and keys; absent if the solution only adds views or forms.
    /// </summary>
    public XElement? Info => Xml.Element("EntityInfo")?.Element("entity");

    /// <summary>A table of the platform to which the solution only adds.</summary>
    public bool IsExtended => Info?.Element("EntitySetName") is null;

    /// <summary>The table that holds the instances of a guided process.</summary>
    public bool IsProcessTable => Info?.Text("IsBPFEntity") == "1";

    public bool IsOrganizationOwned => Info?.Text("OwnershipTypeMask") == "OrgOwned";

    public IReadOnlyList<SourceColumn> Columns { get; } =
        [.. Xml.Element("EntityInfo")?.Element("entity").Items("attributes", "attribute")
            .Select(x => new SourceColumn(x))
            ?? []];

    public IReadOnlyList<SourceKey> Keys { get; } =
        [.. Xml.Element("EntityInfo")?.Element("entity").Items("EntityKeys", "EntityKey").Select(x => new SourceKey(x))
            ?? []];

    public SourceColumn? PrimaryKey => Columns.FirstOrDefault(column => column.Type == "primarykey");

    public SourceColumn? PrimaryName =>
        Columns.FirstOrDefault(
            column => column.Xml.Text("DisplayMask").Contains("PrimaryName", StringComparison.Ordinal));
}

/// <summary>A column that the solution adds or that its own table brings.</summary>
public sealed record SourceColumn(XElement Xml) : Component(Xml)
{
    public string PhysicalName => Xml.Attr("PhysicalName");

    public string LogicalName { get; } = Xml.Text("LogicalName");

    /// <summary>
    /// The format's word: nvarchar, ntext, int, bit, picklist, datetime, lookup, owner, primarykey, ...
    /// </summary>
    public string Type => Xml.Text("Type");

    public bool IsCustom => Xml.Text("IsCustomField") == "1";

    public string DisplayName => Xml.Label("displaynames", "displayname");

    /// <summary>Name of the global choice; empty for other columns and for choices of the column's own.</summary>
    public string ChoiceName => Xml.Text("OptionSetName");

    /// <summary>The choice that belongs to this column alone, if it has one.</summary>
    public SourceChoice? OwnChoice { get; } = Xml.Element("optionset") is { } own ? new SourceChoice(own) : null;

    /// <summary>Path of the calculation inside the zip, empty for columns that store their value.</summary>
    public string FormulaFile => Xml.Text("FormulaDefinitionFileName");
}

/// <summary>An alternate key.</summary>
public sealed record SourceKey(XElement Xml) : Component(Xml)
{
    public string LogicalName => Xml.Text("LogicalName");

    public IEnumerable<XElement> Columns => Xml.Items("EntityKeyAttributes", "AttributeName");
}

/// <summary>A list of values: a global choice (OptionSets/*.xml) or a column's own.</summary>
public sealed record SourceChoice(XElement Xml) : Component(Xml)
{
    public string Name => Xml.Attr("Name");

    public IReadOnlyList<SourceOption> Options { get; } =
        [.. Xml.Descendants().Where(x => x.Name.LocalName is "option" or "state" or "status")
            .Select(x => new SourceOption(x))];
}

/// <summary>One value of a choice.</summary>
public sealed record SourceOption(XElement Xml) : Component(Xml)
{
    public string Value => Xml.Attr("value");

    public string Label => Xml.Label("labels", "label");
}

/// <summary>A one-to-many relationship: a body in Other/Relationships/*.xml.</summary>
public sealed record SourceRelationship(XElement Xml) : Component(Xml)
{
    public string Name => Xml.Attr("Name");

    /// <summary>Logical name of the table that holds the lookup column.</summary>
    public string ReferencingTable { get; } = Xml.Text("ReferencingEntityName").ToLowerInvariant();

    /// <summary>Logical name of the table that the lookup points to.</summary>
    public string ReferencedTable { get; } = Xml.Text("ReferencedEntityName").ToLowerInvariant();

    /// <summary>Logical name of the lookup column.</summary>
    public string Column { get; } = Xml.Text("ReferencingAttributeName").ToLowerInvariant();
}
