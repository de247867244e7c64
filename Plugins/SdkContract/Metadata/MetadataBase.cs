using System;
using System.Collections.Generic;
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

/// <summary>A named constant of an open list, as later releases add to it.</summary>
[DataContract(Name = "ConstantsBase", Namespace = Contracts.Metadata2013)]
[KnownType(typeof(AttributeTypeDisplayName)), KnownType(typeof(DateTimeBehavior)), KnownType(typeof(StringFormatName))]
public abstract class ConstantsBase<T> : IExtensibleDataObject
{
    protected static readonly IList<T> ValidValues = [];

    [DataMember]
    public T Value { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    protected abstract bool ValueExistsInList(T value);

    /// <summary>A constant that joins the list of valid values.</summary>
    protected static T2 Add<T2>(T value) where T2 : ConstantsBase<T>, new()
    {
        ValidValues.Add(value);
        return new T2 { Value = value };
    }

    /// <exception cref="ArgumentOutOfRangeException">The value is no constant of the list.</exception>
    protected static T2 Create<T2>(T value) where T2 : ConstantsBase<T>, new()
    {
        var constant = new T2 { Value = value };
        if (!constant.ValueExistsInList(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, null);
        return constant;
    }
}
