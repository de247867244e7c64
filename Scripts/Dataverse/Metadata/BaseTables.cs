using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Packaging.Platform;
using Microsoft.Xrm.Sdk.Metadata;

namespace CrmMilestones.Dataverse.Metadata;

/// <summary>The platform's own tables, with which every environment begins.</summary>
static class BaseTables
{
    /// <summary>The row version; solution files never list it, the platform adds it to every table.</summary>
    internal static ColumnDefinition VersionNumber { get; } = Column(PlatformColumn.VersionNumber);

    internal static MetadataCatalog CreateCatalog()
    {
        TableDefinition[] tables = [.. PlatformTables.All.Select(Table)];
        return new(tables, [], tables.SelectMany(Relationships));
    }

    static TableDefinition Table(PlatformTable table)
    {
        var columns = table.Columns.Select(Column).ToList();
        return new(columns)
        {
            LogicalName = table.LogicalName,
            SchemaName = table.SchemaName,
            EntitySetName = table.SetName,
            PrimaryIdColumn = columns[0].LogicalName,
            PrimaryNameColumn = table.PrimaryName is null ? null : SchemaNames.Logical(table.PrimaryName),
            Ownership = table.Ownership switch
            {
                "UserOwned" => Ownership.User,
                "OrgOwned" => Ownership.Organization,
                "BusinessOwned" => Ownership.BusinessUnit,
                _ => Ownership.None,
            },
            DisplayName = columns[0].DisplayName,
            CollectionName = char.ToUpperInvariant(table.SetName[0]) + table.SetName[1..],
        };
    }

    static ColumnDefinition Column(PlatformColumn column) => new()
    {
        SchemaName = column.SchemaName,
        LogicalName = column.LogicalName,
        Type = ColumnTypes.ByWord[column.Type],
        DisplayName = column.SpanishLabel is { } spanish
            ? new LocalizedLabels([new(1033, column.Label), new(3082, spanish)])
            : column.Label,
        RequiredLevel = column.IsRequired ? AttributeRequiredLevel.ApplicationRequired
            : column.Type is "owner" or "state" ? AttributeRequiredLevel.SystemRequired
            : AttributeRequiredLevel.None,
        Format = column.Format,
        MaxLength = column.MaxLength,
        Min = column.Min,
        Max = column.Max,
        Precision = column.Precision,
        DateFormat = column.IsDay ? DateFormat.Date : DateFormat.DateAndTime,
        Options = [
            .. column.Options.Select(option =>
                new OptionDefinition(option.Value, option.Label, option.State, option.DefaultStatus))],
        Targets = column.Targets,
        DefaultValue = column.DefaultValue,
        IsValidForCreate = column.IsValidForCreate,
        IsValidForUpdate = column.IsValidForUpdate,
        IsLogical = column.IsLogical,
    };

    /// <summary>One relationship per lookup and target; what people set is emptied when its target goes.</summary>
    static IEnumerable<RelationshipDefinition> Relationships(TableDefinition table) =>
        from column in table.Columns
        where column.Type == ColumnType.Lookup
        from target in column.Targets
        select new RelationshipDefinition(
            RelationshipNames.GetValueOrDefault(
                (table.LogicalName, column.LogicalName, target),
                $"{target}_{table.LogicalName}_{column.LogicalName}"),
            target, table.LogicalName, column.LogicalName,
            column.IsValidForUpdate ? CascadeDelete.RemoveLink : CascadeDelete.NoCascade)
        {
            // The platform's own lookups to a row above are called so.
            IsHierarchical = target == table.LogicalName
                && column.LogicalName.StartsWith("parent", StringComparison.Ordinal),
        };

    /// <summary>What the platform calls its relationships that forms and programs name.</summary>
    static readonly Dictionary<(string Table, string Column, string Target), string> RelationshipNames = new()
    {
        [("contact", "parentcustomerid", "account")] = "contact_customer_accounts",
        [("contact", "parentcustomerid", "contact")] = "contact_customer_contacts",
        [("account", "primarycontactid", "contact")] = "account_primary_contact",
        [("account", "parentaccountid", "account")] = "account_parent_account",
    };
}
