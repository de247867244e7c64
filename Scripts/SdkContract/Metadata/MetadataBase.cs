using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

/// <summary>A definition: of a table, a column, a relationship or a choice.</summary>
[DataContract(Name = "MetadataBase", Namespace = Contracts.Metadata2011)]
[KnownType(typeof(AttributeMetadata)), KnownType(typeof(EntityMetadata)), KnownType(typeof(OptionSetMetadata))]
[KnownType(typeof(RelationshipMetadataBase))]
public abstract class MetadataBase : IExtensibleDataObject
{
    [DataMember]
    public Guid? MetadataId { get; set; }

    [DataMember(Order = 60)]
    public bool? HasChanged { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>A constant of an open list: later releases add values, so that any value is taken.</summary>
[DataContract(Name = "ConstantsBase", Namespace = Contracts.Metadata2013)]
[KnownType(typeof(AttributeTypeDisplayName)), KnownType(typeof(DateTimeBehavior)), KnownType(typeof(StringFormatName))]
public abstract class ConstantsBase<T> : IExtensibleDataObject
{
    [DataMember]
    public T Value { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}
