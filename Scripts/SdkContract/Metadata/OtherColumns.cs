using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

/// <summary>A date column.</summary>
[DataContract(Name = "DateTimeAttributeMetadata", Namespace = Contracts.Metadata2011)]
public sealed class DateTimeAttributeMetadata : AttributeMetadata
{
    public DateTimeAttributeMetadata() : this(null)
    {
    }

    public DateTimeAttributeMetadata(DateTimeFormat? format) : this(format, null)
    {
    }

    public DateTimeAttributeMetadata(DateTimeFormat? format, string schemaName)
        : base(AttributeTypeCode.DateTime, schemaName) => Format = format;

    public static DateTime MinSupportedValue { get; } = new(1753, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static DateTime MaxSupportedValue { get; } = new(9999, 12, 30, 23, 59, 59, DateTimeKind.Utc);

    [DataMember]
    public DateTimeFormat? Format { get; set; }

    [DataMember]
    public ImeMode? ImeMode { get; set; }

    [DataMember(Order = 70)]
    public int? SourceTypeMask { get; internal set; }

    [DataMember(Order = 70)]
    public string FormulaDefinition { get; set; }

    [DataMember(Order = 71)]
    public DateTimeBehavior DateTimeBehavior { get; set; }

    [DataMember(Order = 71)]
    public BooleanManagedProperty CanChangeDateTimeBehavior { get; set; }
}

/// <summary>A lookup, owner or customer column.</summary>
[DataContract(Name = "LookupAttributeMetadata", Namespace = Contracts.Metadata2011)]
public sealed class LookupAttributeMetadata : AttributeMetadata
{
    public LookupAttributeMetadata() : this(null)
    {
    }

    public LookupAttributeMetadata(LookupFormat? format) : base(AttributeTypeCode.Lookup) => Format = format;

    /// <summary>The tables that the lookup may point to.</summary>
    [DataMember]
    public string[] Targets { get; set; }

    [DataMember]
    public LookupFormat? Format { get; set; }
}
