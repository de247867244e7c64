using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

/// <summary>The definition of a table.</summary>
[DataContract(Name = "EntityMetadata", Namespace = Contracts.Metadata2011)]
public sealed class EntityMetadata : MetadataBase
{
    [DataMember]
    public AttributeMetadata[] Attributes { get; internal set; }

    [DataMember]
    public Label Description { get; set; }

    [DataMember]
    public Label DisplayCollectionName { get; set; }

    [DataMember]
    public Label DisplayName { get; set; }

    [DataMember(Order = 82)]
    public bool? IsBPFEntity { get; set; }

    [DataMember]
    public bool? IsActivity { get; set; }

    [DataMember]
    public BooleanManagedProperty IsAuditEnabled { get; set; }

    [DataMember]
    public bool? IsBusinessProcessEnabled { get; set; }

    [DataMember]
    public bool? IsCustomEntity { get; internal set; }

    [DataMember]
    public BooleanManagedProperty IsCustomizable { get; set; }

    [DataMember]
    public BooleanManagedProperty IsDuplicateDetectionEnabled { get; set; }

    [DataMember]
    public bool? IsImportable { get; internal set; }

    [DataMember]
    public bool? IsIntersect { get; internal set; }

    [DataMember(Order = 82)]
    public bool? IsLogicalEntity { get; internal set; }

    [DataMember]
    public bool? IsManaged { get; internal set; }

    [DataMember(Order = 71)]
    public bool? IsOptimisticConcurrencyEnabled { get; internal set; }

    [DataMember(Order = 72)]
    public bool? IsPrivate { get; internal set; }

    [DataMember]
    public bool? IsValidForAdvancedFind { get; internal set; }

    [DataMember]
    public bool? ChangeTrackingEnabled { get; set; }

    [DataMember]
    public string LogicalName { get; set; }

    [DataMember]
    public string SchemaName { get; set; }

    [DataMember(Order = 71)]
    public string LogicalCollectionName { get; set; }

    [DataMember(Order = 71)]
    public string CollectionSchemaName { get; internal set; }

    [DataMember(Order = 72)]
    public string EntitySetName { get; set; }

    [DataMember(Order = 60)]
    public string IntroducedVersion { get; internal set; }

    [DataMember]
    public int? ObjectTypeCode { get; internal set; }

    [DataMember]
    public OwnershipTypes? OwnershipType { get; set; }

    [DataMember]
    public string PrimaryIdAttribute { get; internal set; }

    [DataMember]
    public string PrimaryNameAttribute { get; internal set; }

    [DataMember(Order = 71)]
    public EntityKeyMetadata[] Keys { get; internal set; }

    [DataMember]
    public OneToManyRelationshipMetadata[] ManyToOneRelationships { get; internal set; }

    [DataMember]
    public OneToManyRelationshipMetadata[] OneToManyRelationships { get; internal set; }

    [DataMember]
    public bool? HasActivities { get; set; }

    [DataMember]
    public bool? HasNotes { get; set; }

    [DataMember]
    public DateTime? CreatedOn { get; internal set; }

    [DataMember]
    public DateTime? ModifiedOn { get; internal set; }
}

/// <summary>The definitions that a metadata query found.</summary>
[CollectionDataContract(Name = "EntityMetadataCollection", Namespace = Contracts.V2011)]
public sealed class EntityMetadataCollection : DataCollection<EntityMetadata>;

/// <summary>An alternate key of a table.</summary>
[DataContract(Name = "EntityKeyMetadata", Namespace = Contracts.Metadata71)]
public sealed class EntityKeyMetadata : MetadataBase
{
    [DataMember]
    public Label DisplayName { get; set; }

    [DataMember]
    public string LogicalName { get; set; }

    [DataMember]
    public string SchemaName { get; set; }

    [DataMember]
    public string EntityLogicalName { get; internal set; }

    [DataMember]
    public string[] KeyAttributes { get; set; }

    [DataMember]
    public BooleanManagedProperty IsCustomizable { get; internal set; }

    [DataMember]
    public bool? IsManaged { get; internal set; }

    [DataMember]
    public string IntroducedVersion { get; internal set; }

    [DataMember]
    public EntityKeyIndexStatus EntityKeyIndexStatus { get; internal set; }

    [DataMember]
    public EntityReference AsyncJob { get; internal set; }
}

/// <summary>Which parts of a table's definition to return.</summary>
[DataContract(Name = "EntityFilters", Namespace = Contracts.Metadata2011), Flags]
public enum EntityFilters
{
    [EnumMember(Value = nameof(Entity))] Entity = 1,
    [EnumMember(Value = nameof(Attributes))] Attributes = 2,
    [EnumMember(Value = nameof(Privileges))] Privileges = 4,
    [EnumMember(Value = nameof(Relationships))] Relationships = 8,
    Default = Entity,
    All = Entity | Attributes | Privileges | Relationships,
}

/// <summary>Who owns the rows of a table.</summary>
[DataContract(Name = "OwnershipTypes", Namespace = Contracts.Metadata2011), Flags]
public enum OwnershipTypes
{
    [EnumMember(Value = nameof(None))] None = 0,
    [EnumMember(Value = nameof(UserOwned))] UserOwned = 1,
    [EnumMember(Value = nameof(TeamOwned))] TeamOwned = 2,
    [EnumMember(Value = nameof(BusinessOwned))] BusinessOwned = 4,
    [EnumMember(Value = nameof(OrganizationOwned))] OrganizationOwned = 8,
    [EnumMember(Value = nameof(BusinessParented))] BusinessParented = 16,
}
