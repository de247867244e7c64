using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

/// <summary>A whole number column.</summary>
[DataContract(Name = "IntegerAttributeMetadata", Namespace = Contracts.Metadata2011)]
public sealed class IntegerAttributeMetadata : AttributeMetadata
{
    public const int MinSupportedValue = int.MinValue;
    public const int MaxSupportedValue = int.MaxValue;

    public IntegerAttributeMetadata() : this(null)
    {
    }

    public IntegerAttributeMetadata(string schemaName) : base(AttributeTypeCode.Integer, schemaName)
    {
    }

    [DataMember]
    public IntegerFormat? Format { get; set; }

    [DataMember]
    public int? MaxValue { get; set; }

    [DataMember]
    public int? MinValue { get; set; }

    [DataMember(Order = 70)]
    public string FormulaDefinition { get; set; }

    [DataMember(Order = 70)]
    public int? SourceTypeMask { get; internal set; }
}

/// <summary>A 64-bit whole number column.</summary>
[DataContract(Name = "BigIntAttributeMetadata", Namespace = Contracts.Metadata2011)]
public sealed class BigIntAttributeMetadata : AttributeMetadata
{
    public const long MinSupportedValue = long.MinValue;
    public const long MaxSupportedValue = long.MaxValue;

    public BigIntAttributeMetadata() : this(null)
    {
    }

    public BigIntAttributeMetadata(string schemaName) : base(AttributeTypeCode.BigInt, schemaName)
    {
    }

    [DataMember]
    public long? MaxValue { get; internal set; }

    [DataMember]
    public long? MinValue { get; internal set; }
}

/// <summary>A decimal number column.</summary>
[DataContract(Name = "DecimalAttributeMetadata", Namespace = Contracts.Metadata2011)]
public sealed class DecimalAttributeMetadata : AttributeMetadata
{
    public const double MinSupportedValue = -100000000000;
    public const double MaxSupportedValue = 100000000000;
    public const int MinSupportedPrecision = 0;
    public const int MaxSupportedPrecision = 10;

    public DecimalAttributeMetadata() : this(null)
    {
    }

    public DecimalAttributeMetadata(string schemaName) : base(AttributeTypeCode.Decimal, schemaName)
    {
    }

    [DataMember]
    public decimal? MaxValue { get; set; }

    [DataMember]
    public decimal? MinValue { get; set; }

    [DataMember]
    public int? Precision { get; set; }

    [DataMember]
    public ImeMode? ImeMode { get; set; }

    [DataMember(Order = 70)]
    public string FormulaDefinition { get; set; }

    [DataMember(Order = 70)]
    public int? SourceTypeMask { get; internal set; }
}

/// <summary>A floating point column.</summary>
[DataContract(Name = "DoubleAttributeMetadata", Namespace = Contracts.Metadata2011)]
public sealed class DoubleAttributeMetadata : AttributeMetadata
{
    public const double MinSupportedValue = -100000000000;
    public const double MaxSupportedValue = 100000000000;
    public const int MinSupportedPrecision = 0;
    public const int MaxSupportedPrecision = 5;

    public DoubleAttributeMetadata() : this(null)
    {
    }

    public DoubleAttributeMetadata(string schemaName) : base(AttributeTypeCode.Double, schemaName)
    {
    }

    [DataMember]
    public ImeMode? ImeMode { get; set; }

    [DataMember]
    public double? MaxValue { get; set; }

    [DataMember]
    public double? MinValue { get; set; }

    [DataMember]
    public int? Precision { get; set; }
}

/// <summary>A currency column.</summary>
[DataContract(Name = "MoneyAttributeMetadata", Namespace = Contracts.Metadata2011)]
public sealed class MoneyAttributeMetadata : AttributeMetadata
{
    public const double MinSupportedValue = -922337203685477;
    public const double MaxSupportedValue = 922337203685477;
    public const int MinSupportedPrecision = 0;
    public const int MaxSupportedPrecision = 4;
    public const int MaxSupportedPrecisionAfterCurrencyConversion = 10;

    public MoneyAttributeMetadata() : this(null)
    {
    }

    public MoneyAttributeMetadata(string schemaName) : base(AttributeTypeCode.Money, schemaName)
    {
    }

    [DataMember]
    public ImeMode? ImeMode { get; set; }

    [DataMember]
    public double? MaxValue { get; set; }

    [DataMember]
    public double? MinValue { get; set; }

    [DataMember]
    public int? Precision { get; set; }

    [DataMember]
    public int? PrecisionSource { get; set; }

    [DataMember]
    public string CalculationOf { get; set; }

    [DataMember(Order = 70)]
    public string FormulaDefinition { get; set; }

    [DataMember(Order = 70)]
    public int? SourceTypeMask { get; internal set; }

    [DataMember(Order = 70)]
    public bool? IsBaseCurrency { get; internal set; }
}
