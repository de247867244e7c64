using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Xrm.Sdk.Metadata;

namespace CrmMilestones.Dataverse.Import;

/// <summary>Reads &lt;attribute&gt; and &lt;optionset&gt;.</summary>
static class ColumnReader
{
    /// <summary>Targets of system lookups, which may come without a relationship.</summary>
    static readonly Dictionary<string, string[]> SystemTargets = new(StringComparer.Ordinal)
    {
        ["createdby"] = ["systemuser"],
        ["createdonbehalfby"] = ["systemuser"],
        ["modifiedby"] = ["systemuser"],
        ["modifiedonbehalfby"] = ["systemuser"],
        ["ownerid"] = ["systemuser", "team"],
        ["owninguser"] = ["systemuser"],
        ["owningteam"] = ["team"],
        ["owningbusinessunit"] = ["businessunit"],
        ["organizationid"] = ["organization"],
        ["activestageid"] = ["processstage"],
        ["processid"] = ["workflow"],
        ["transactioncurrencyid"] = ["transactioncurrency"],
    };

    internal static ColumnDefinition Read(
        XElement attribute, string table, IReadOnlyList<RelationshipDefinition> relationships)
    {
        var name = attribute.Required("LogicalName");
        var typeName = attribute.Required("Type");
        if (!ColumnTypes.ByWord.TryGetValue(typeName, out var type))
        {
            throw new SolutionImportException($"Column '{table}.{name}': the type '{typeName}' is not supported.");
        }
        // The duration of a guided process is the one calculated column that every process table has; it stays empty.
        if (attribute.Number("SourceType") is > 0 and var source && name != "bpf_duration")
        {
            throw new SolutionImportException(
                $"Column '{table}.{name}': {(source == 1 ? "calculated" : "rollup")} columns are not supported.");
        }
        return new()
        {
            LogicalName = name,
            SchemaName = attribute.RequiredAttribute("PhysicalName"),
            Type = type,
            DisplayName = attribute.Element("displaynames").Labels(),
            Description = attribute.Element("Descriptions").Labels(),
            RequiredLevel = attribute.Text("RequiredLevel") switch
            {
                "recommended" => AttributeRequiredLevel.Recommended,
                "required" => AttributeRequiredLevel.ApplicationRequired,
                "systemrequired" => AttributeRequiredLevel.SystemRequired,
                _ => AttributeRequiredLevel.None,
            },
            Format = attribute.Text("Format"),
            MaxLength = type is ColumnType.Text or ColumnType.Memo ? attribute.RequiredNumber("MaxLength") : null,
            Min = attribute.Limit("MinValue"),
            Max = attribute.Limit("MaxValue"),
            Precision = attribute.Number("Accuracy"),
            DateBehavior = (DateBehavior)(attribute.Number("Behavior") ?? (int)DateBehavior.UserLocal),
            DateFormat = attribute.Text("Format") == "date" ? DateFormat.Date : DateFormat.DateAndTime,
            Options = attribute.Element("optionset") is { } options ? Options(options) : [],
            GlobalChoice = attribute.Text("OptionSetName"),
            Targets = type is ColumnType.Lookup or ColumnType.Owner ? Targets(table, name, relationships) : [],
            DefaultValue = attribute.Number("AppDefaultValue") is { } value and not -1 ? value : null,
            IsValidForCreate = attribute.Flag("ValidForCreateApi", true),
            IsValidForRead = attribute.Flag("ValidForReadApi", true),
            IsValidForUpdate = attribute.Flag("ValidForUpdateApi", true),
            IsSecured = attribute.Flag("IsSecured"),
            IsCustom = attribute.Flag("IsCustomField"),
            IsLogical = attribute.Flag("IsLogical"),
        };
    }

    internal static ChoiceDefinition GlobalChoice(XElement optionset) => new(
        optionset.RequiredAttribute("Name"), optionset.Element("displaynames").Labels(), Options(optionset));

    static string[] Targets(string table, string column, IReadOnlyList<RelationshipDefinition> relationships)
    {
        string[] targets = [.. relationships
            .Where(known => known.ReferencingTable == table && known.ReferencingColumn == column)
            .Select(known => known.ReferencedTable)];
        return targets is [] && !SystemTargets.TryGetValue(column, out targets!)
            ? throw new SolutionImportException($"Column '{table}.{column}' is a lookup without a relationship.")
            : targets;
    }

    /// <summary>The values of a choice or yes/no, of a state or of a status.</summary>
    static IReadOnlyList<OptionDefinition> Options(XElement optionset) =>
    [
        .. from list in optionset.Elements()
           where list.Name.LocalName is "options" or "states" or "statuses"
           from option in list.Elements()
           select new OptionDefinition(
               option.AttributeNumber("value") ??
                   throw new SolutionImportException($"{XmlParts.Describe(optionset)} has an option without value."),
               option.Element("labels").Labels(), option.AttributeNumber("state"),
               option.AttributeNumber("defaultstatus")),
    ];
}
