using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
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
    static readonly Dictionary<string, Func<MetadataDescription, TableDefinition, object?>> OfTables = new()
    {
        ["LogicalName"] = (_, table) => table.LogicalName,
        ["SchemaName"] = (_, table) => table.SchemaName,
        ["EntitySetName"] = (_, table) => table.EntitySetName,
        ["DisplayName"] = (own, table) => own.Label(table.DisplayName),
        ["DisplayCollectionName"] = (own, table) => own.Label(table.CollectionName),
        ["PrimaryIdAttribute"] = (_, table) => table.PrimaryIdColumn,
        ["PrimaryNameAttribute"] = (_, table) => table.PrimaryNameColumn,
        ["IsBPFEntity"] = (_, table) => table.IsProcessTable,
        ["OwnershipType"] = (_, table) => table.Ownership switch
        {
            Ownership.User => MetadataOwnership.UserOwned,
            Ownership.Organization => MetadataOwnership.OrganizationOwned,
            Ownership.BusinessUnit => MetadataOwnership.BusinessOwned,
            _ => MetadataOwnership.None,
        },
    };

    /// <summary>What is known of a column, by property of its kind of AttributeMetadata.</summary>
    static readonly Dictionary<string, TellColumn> OfColumns = new()
    {
        ["LogicalName"] = (_, _, column) => column.LogicalName,
        ["SchemaName"] = (_, _, column) => column.SchemaName,
        ["EntityLogicalName"] = (_, table, _) => table.LogicalName,
        ["DisplayName"] = (own, _, column) => own.Label(column.DisplayName),
        ["Description"] = (own, _, column) => own.Label(column.Description),
        ["RequiredLevel"] = (_, _, column) => new AttributeRequiredLevelManagedProperty(column.RequiredLevel),
        ["IsPrimaryId"] = (_, table, column) => column.LogicalName == table.PrimaryIdColumn,
        ["IsPrimaryName"] = (_, table, column) => column.LogicalName == table.PrimaryNameColumn,
        ["IsCustomAttribute"] = (_, _, column) => column.IsCustom,
        ["IsSecured"] = (_, _, column) => column.IsSecured,
        ["IsLogical"] = (_, _, column) => column.IsLogical,
        ["IsValidForCreate"] = (_, _, column) => column.IsValidForCreate,
        ["IsValidForRead"] = (_, _, column) => column.IsValidForRead,
        ["IsValidForUpdate"] = (_, _, column) => column.IsValidForUpdate,
        [MaxLength] = (_, _, column) => column.MaxLength,
        [Targets] = (_, _, column) => column.Targets.ToArray(),
        [OptionSet] = (own, _, column) => own.Options(column),
    };

    delegate object? TellColumn(MetadataDescription own, TableDefinition table, ColumnDefinition column);

    const string MaxLength = "MaxLength";
    const string Targets = "Targets";
    const string OptionSet = "OptionSet";

    static readonly ConcurrentDictionary<(Type Kind, string Property), PropertyInfo> Properties = [];

    /// <summary>The properties that are known of every table.</summary>
    internal static IEnumerable<string> TableProperties => OfTables.Keys;

    /// <summary>The properties that are known of a column.</summary>
    internal static IEnumerable<string> ColumnProperties(ColumnDefinition column) =>
        OfColumns.Keys.Where(property => IsOf(property, column));

    /// <summary>A property of a table, if it is known.</summary>
    internal bool TryTell(TableDefinition table, string property, out object? value)
    {
        var isKnown = OfTables.TryGetValue(property, out var tell);
        value = tell?.Invoke(this, table);
        return isKnown;
    }

    /// <summary>A property of a column, if it is known.</summary>
    internal bool TryTell(TableDefinition table, ColumnDefinition column, string property, out object? value)
    {
        var isKnown = OfColumns.TryGetValue(property, out var tell) && IsOf(property, column);
        value = isKnown ? tell!(this, table, column) : null;
        return isKnown;
    }

    /// <summary>The kind of AttributeMetadata of a column.</summary>
    static AttributeMetadata New(ColumnDefinition column) => column.Type switch
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

    /// <summary>A table with some of what is known of it.</summary>
    internal EntityMetadata Describe(TableDefinition table, IEnumerable<string> properties)
    {
        EntityMetadata metadata = new();
        foreach (var property in properties)
        {
            if (TryTell(table, property, out var value))
            {
                Set(metadata, property, value);
            }
        }

        return metadata;
    }

    /// <summary>A column with some of what is known of it.</summary>
    internal AttributeMetadata Describe(TableDefinition table, ColumnDefinition column, IEnumerable<string> properties)
    {
        var metadata = New(column);
        foreach (var property in properties)
        {
            if (TryTell(table, column, property, out var value))
            {
                Set(metadata, property, value);
            }
        }

        return metadata;
    }

    /// <summary>A column with all that is known of it.</summary>
    internal AttributeMetadata Describe(TableDefinition table, ColumnDefinition column) =>
        Describe(table, column, ColumnProperties(column));

    /// <summary>Sets a property that the SDK may declare without a public setter.</summary>
    internal static void Set(MetadataBase metadata, string property, object? value) => Properties
        .GetOrAdd((metadata.GetType(), property), static key => key.Kind.GetProperty(key.Property)!)
        .SetValue(metadata, value);

    static bool IsOf(string property, ColumnDefinition column) => property switch
    {
        MaxLength => column.IsText,
        Targets => column.IsLookup,
        OptionSet => column.IsChoice || column.Type == ColumnType.YesNo,
        _ => true,
    };

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
