using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

/// <summary>The definition of a relationship.</summary>
[DataContract(Name = "RelationshipMetadataBase", Namespace = Contracts.Metadata2011)]
[KnownType(typeof(OneToManyRelationshipMetadata))]
public abstract class RelationshipMetadataBase : MetadataBase
{
    protected RelationshipMetadataBase()
    {
    }

    protected RelationshipMetadataBase(RelationshipType type) => RelationshipType = type;

    [DataMember]
    public bool? IsCustomRelationship { get; set; }

    [DataMember]
    public BooleanManagedProperty IsCustomizable { get; set; }

    [DataMember]
    public bool? IsValidForAdvancedFind { get; set; }

    [DataMember]
    public string SchemaName { get; set; }

    [DataMember]
    public SecurityTypes? SecurityTypes { get; set; }

    [DataMember]
    public bool? IsManaged { get; internal set; }

    [DataMember(Order = 60)]
    public RelationshipType RelationshipType { get; internal set; }

    [DataMember(Order = 60)]
    public string IntroducedVersion { get; internal set; }
}

/// <summary>A lookup column seen as a relationship: one referenced row has many referencing rows.</summary>
[DataContract(Name = "OneToManyRelationshipMetadata", Namespace = Contracts.Metadata2011)]
public sealed class OneToManyRelationshipMetadata : RelationshipMetadataBase
{
    public OneToManyRelationshipMetadata() : base(RelationshipType.OneToManyRelationship)
    {
    }

    [DataMember]
    public CascadeConfiguration CascadeConfiguration { get; set; }

    [DataMember]
    public string ReferencedAttribute { get; set; }

    [DataMember]
    public string ReferencedEntity { get; set; }

    [DataMember]
    public string ReferencingAttribute { get; set; }

    [DataMember]
    public string ReferencingEntity { get; set; }

    [DataMember]
    public bool? IsHierarchical { get; set; }

    [DataMember]
    public string ReferencedEntityNavigationPropertyName { get; set; }

    [DataMember]
    public string ReferencingEntityNavigationPropertyName { get; set; }

    [DataMember]
    public int? RelationshipBehavior { get; set; }
}

/// <summary>What happens to the referencing rows when something happens to the referenced one.</summary>
[DataContract(Name = "CascadeConfiguration", Namespace = Contracts.Metadata2011)]
public sealed class CascadeConfiguration : IExtensibleDataObject
{
    [DataMember]
    public CascadeType? Assign { get; set; }

    [DataMember]
    public CascadeType? Delete { get; set; }

    [DataMember]
    public CascadeType? Archive { get; set; }

    [DataMember]
    public CascadeType? Merge { get; set; }

    [DataMember]
    public CascadeType? Reparent { get; set; }

    [DataMember]
    public CascadeType? Share { get; set; }

    [DataMember]
    public CascadeType? Unshare { get; set; }

    [DataMember(Order = 82)]
    public CascadeType? RollupView { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>Which referencing rows follow.</summary>
[DataContract(Name = "CascadeType", Namespace = Contracts.Metadata2011)]
public enum CascadeType
{
    [EnumMember(Value = nameof(NoCascade))] NoCascade,
    [EnumMember(Value = nameof(Cascade))] Cascade,
    [EnumMember(Value = nameof(Active))] Active,
    [EnumMember(Value = nameof(UserOwned))] UserOwned,
    [EnumMember(Value = nameof(RemoveLink))] RemoveLink,
    [EnumMember(Value = nameof(Restrict))] Restrict,
}

/// <summary>The kind of relationship.</summary>
[DataContract(Name = "RelationshipType", Namespace = Contracts.Metadata2011)]
public enum RelationshipType
{
    [EnumMember(Value = nameof(OneToManyRelationship))] OneToManyRelationship,
    [EnumMember(Value = nameof(ManyToManyRelationship))] ManyToManyRelationship,
    Default = OneToManyRelationship,
}

/// <summary>How a relationship takes part in security.</summary>
[DataContract(Name = "SecurityTypes", Namespace = Contracts.Metadata2011), Flags]
public enum SecurityTypes
{
    [EnumMember(Value = nameof(None))] None = 0,
    [EnumMember(Value = nameof(Append))] Append = 1,
    [EnumMember(Value = nameof(ParentChild))] ParentChild = 2,
    [EnumMember(Value = nameof(Pointer))] Pointer = 4,
    [EnumMember(Value = nameof(Inheritance))] Inheritance = 8,
}
