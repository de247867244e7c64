using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;
using MetadataOwnership = Microsoft.Xrm.Sdk.Metadata.OwnershipTypes;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>Tables and columns as the SDK's metadata objects, their labels as one user sees them.</summary>
/// <param name="userLanguage">The LCID of UserLocalizedLabel.</param>
/// <param name="languages">The LCIDs of LocalizedLabels; empty means all.</param>
sealed class MetadataDescription(int userLanguage, IReadOnlyCollection<int> languages)
{
    /// <summary>What is known of a table, by property of EntityMetadata; without its attributes.</summary>
    internal Dictionary<string, Func<object?>> Table(TableDefinition table) => new()
    {
        ["LogicalName"] = () => table.LogicalName,
        ["SchemaName"] = () => table.SchemaName,
        ["EntitySetName"] = () => table.EntitySetName,
        ["DisplayName"] = () => Label(table.DisplayName),
        ["DisplayCollectionName"] = () => Label(table.CollectionName),
        ["PrimaryIdAttribute"] = () => table.PrimaryIdColumn,
        ["PrimaryNameAttribute"] = () => table.PrimaryNameColumn,
        ["IsBPFEntity"] = () => table.IsProcessTable,
        ["OwnershipType"] = () => table.Ownership switch
        {
            Ownership.User => MetadataOwnership.UserOwned,
            Ownership.Organization => MetadataOwnership.OrganizationOwned,
            Ownership.BusinessUnit => MetadataOwnership.BusinessOwned,
            _ => MetadataOwnership.None,
        },
    };

    /// <summary>What is known of a column, by property of its kind of AttributeMetadata.</summary>
    internal Dictionary<string, Func<object?>> Column(TableDefinition table, ColumnDefinition column)
    {
        var properties = new Dictionary<string, Func<object?>>
        {
            ["LogicalName"] = () => column.LogicalName,
            ["SchemaName"] = () => column.SchemaName,
            ["EntityLogicalName"] = () => table.LogicalName,
            ["DisplayName"] = () => Label(column.DisplayName),
            ["Description"] = () => Label(column.Description),
            ["RequiredLevel"] = () => new AttributeRequiredLevelManagedProperty(column.RequiredLevel),
            ["IsPrimaryId"] = () => column.LogicalName == table.PrimaryIdColumn,
            ["IsPrimaryName"] = () => column.LogicalName == table.PrimaryNameColumn,
            ["IsCustomAttribute"] = () => column.IsCustom,
            ["IsSecured"] = () => column.IsSecured,
            ["IsLogical"] = () => column.IsLogical,
            ["IsValidForCreate"] = () => column.IsValidForCreate,
            ["IsValidForRead"] = () => column.IsValidForRead,
            ["IsValidForUpdate"] = () => column.IsValidForUpdate,
        };
        if (column.IsText)
        {
            properties["MaxLength"] = () => column.MaxLength;
        }

        if (column.IsLookup)
        {
            properties["Targets"] = () => column.Targets.ToArray();
        }

        if (column.IsChoice || column.Type == ColumnType.YesNo)
        {
            properties["OptionSet"] = () => Options(column);
        }

        return properties;
    }

    /// <summary>The kind of AttributeMetadata of a column.</summary>
    internal static AttributeMetadata New(ColumnDefinition column) => column.Type switch
    {
        ColumnType.Text => new StringAttributeMetadata(),
        ColumnType.Memo => new MemoAttributeMetadata(),
        ColumnType.WholeNumber => new IntegerAttributeMetadata(),
        ColumnType.BigNumber => new BigIntAttributeMetadata(),
        ColumnType.DecimalNumber => new DecimalAttributeMetadata(),
        ColumnType.FloatNumber => new DoubleAttributeMetadata(),
        ColumnType.Currency => new MoneyAttributeMetadata(),
        ColumnType.YesNo => new BooleanAttributeMetadata(),
        ColumnType.DateAndTime => new DateTimeAttributeMetadata(),
        ColumnType.Choice => new PicklistAttributeMetadata(),
        ColumnType.State => new StateAttributeMetadata(),
        ColumnType.Status => new StatusAttributeMetadata(),
        ColumnType.Lookup or ColumnType.Owner => new LookupAttributeMetadata(),
        _ => new UniqueIdentifierAttributeMetadata(),
    };

    /// <summary>A column with all that is known of it.</summary>
    internal AttributeMetadata Describe(TableDefinition table, ColumnDefinition column) =>
        Fill(New(column), Column(table, column));

    /// <summary>Sets properties that the SDK declares without a public setter too.</summary>
    internal static T Fill<T>(T metadata, IEnumerable<KeyValuePair<string, Func<object?>>> properties)
        where T : MetadataBase
    {
        foreach (var (name, value) in properties)
        {
            metadata.GetType().GetProperty(name)!.SetValue(metadata, value());
        }

        return metadata;
    }

    OptionSetMetadataBase Options(ColumnDefinition column) => column.Type == ColumnType.YesNo
        ? new BooleanOptionSetMetadata(Option(column.Option(1)!), Option(column.Option(0)!))
        : new OptionSetMetadata([.. column.Options.Select(Option)])
        {
            Name = column.GlobalChoice,
            IsGlobal = column.GlobalChoice is not null,
        };

    OptionMetadata Option(OptionDefinition option) => option switch
    {
        { State: { } state } => new StatusOptionMetadata(option.Value, state) { Label = Label(option.Label) },
        { DefaultStatus: { } status } => new StateOptionMetadata
        {
            Value = option.Value,
            DefaultStatus = status,
            Label = Label(option.Label),
        },
        _ => new OptionMetadata(Label(option.Label), option.Value),
    };

    Label Label(LocalizedLabels labels)
    {
        var localized = labels.ByLanguage
            .Where(label => languages.Count == 0 || languages.Contains(label.Key))
            .Select(label => new LocalizedLabel(label.Value, label.Key))
            .ToArray();
        var own = localized.FirstOrDefault(label => label.LanguageCode == userLanguage)
            ?? localized.FirstOrDefault(label => label.LanguageCode == LocalizedLabels.BaseLanguage);
        return new(own, localized);
    }
}
