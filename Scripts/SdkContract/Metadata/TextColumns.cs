using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

/// <summary>A text column.</summary>
[DataContract(Name = "StringAttributeMetadata", Namespace = Contracts.Metadata2011)]
public sealed class StringAttributeMetadata : AttributeMetadata
{
    public const int MinSupportedLength = 1;
    public const int MaxSupportedLength = 4000;

    public StringAttributeMetadata() : this(null)
    {
    }

    public StringAttributeMetadata(string schemaName) : base(AttributeTypeCode.String, schemaName)
    {
    }

    [DataMember]
    public StringFormat? Format { get; set; }

    [DataMember(Order = 60)]
    public StringFormatName FormatName { get; set; }

    [DataMember]
    public ImeMode? ImeMode { get; set; }

    [DataMember]
    public int? MaxLength { get; set; }

    [DataMember]
    public string YomiOf { get; set; }

    [DataMember(Order = 70)]
    public bool? IsLocalizable { get; internal set; }

    [DataMember(Order = 90)]
    public int? DatabaseLength { get; internal set; }

    [DataMember(Order = 70)]
    public string FormulaDefinition { get; set; }

    [DataMember(Order = 70)]
    public int? SourceTypeMask { get; internal set; }
}

/// <summary>A multi-line text column.</summary>
[DataContract(Name = "MemoAttributeMetadata", Namespace = Contracts.Metadata2011)]
public sealed class MemoAttributeMetadata : AttributeMetadata
{
    public const int MinSupportedLength = 1;
    public const int MaxSupportedLength = 1048576;

    public MemoAttributeMetadata() : this(null)
    {
    }

    public MemoAttributeMetadata(string schemaName) : base(AttributeTypeCode.Memo, schemaName)
    {
    }

    [DataMember]
    public StringFormat? Format { get; set; }

    [DataMember(Order = 60)]
    public MemoFormatName FormatName { get; set; }

    [DataMember]
    public ImeMode? ImeMode { get; set; }

    [DataMember]
    public int? MaxLength { get; set; }

    [DataMember(Order = 70)]
    public bool? IsLocalizable { get; internal set; }
}

/// <summary>A GUID column, such as the primary key.</summary>
[DataContract(Name = "UniqueIdentifierAttributeMetadata", Namespace = Contracts.Metadata71)]
public sealed class UniqueIdentifierAttributeMetadata : AttributeMetadata
{
    public UniqueIdentifierAttributeMetadata() : this(null)
    {
    }

    public UniqueIdentifierAttributeMetadata(string schemaName) : base(AttributeTypeCode.Uniqueidentifier, schemaName)
    {
    }
}
