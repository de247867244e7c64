using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

/// <summary>A column whose values come from a list of options.</summary>
[DataContract(Name = "EnumAttributeMetadata", Namespace = Contracts.Metadata2011)]
[KnownType(typeof(PicklistAttributeMetadata)), KnownType(typeof(StateAttributeMetadata))]
[KnownType(typeof(StatusAttributeMetadata))]
public abstract class EnumAttributeMetadata : AttributeMetadata
{
    protected EnumAttributeMetadata()
    {
    }

    protected EnumAttributeMetadata(AttributeTypeCode attributeType, string schemaName)
        : base(attributeType, schemaName)
    {
    }

    [DataMember]
    public int? DefaultFormValue { get; set; }

    [DataMember]
    public OptionSetMetadata OptionSet { get; set; }
}

/// <summary>A choice column.</summary>
[DataContract(Name = "PicklistAttributeMetadata", Namespace = Contracts.Metadata2011)]
public sealed class PicklistAttributeMetadata : EnumAttributeMetadata
{
    public PicklistAttributeMetadata() : this(null)
    {
    }

    public PicklistAttributeMetadata(string schemaName) : base(AttributeTypeCode.Picklist, schemaName)
    {
    }

    [DataMember(Order = 70)]
    public string FormulaDefinition { get; set; }

    [DataMember(Order = 70)]
    public int? SourceTypeMask { get; internal set; }

    [DataMember(Order = 91)]
    public string ParentPicklistLogicalName { get; set; }

    [DataMember(Order = 91)]
    public List<string> ChildPicklistLogicalNames { get; internal set; }
}

/// <summary>The state column.</summary>
[DataContract(Name = "StateAttributeMetadata", Namespace = Contracts.Metadata2011)]
public sealed class StateAttributeMetadata : EnumAttributeMetadata
{
    public StateAttributeMetadata() : base(AttributeTypeCode.State, null)
    {
    }
}

/// <summary>The status reason column.</summary>
[DataContract(Name = "StatusAttributeMetadata", Namespace = Contracts.Metadata2011)]
public sealed class StatusAttributeMetadata : EnumAttributeMetadata
{
    public StatusAttributeMetadata() : base(AttributeTypeCode.Status, null)
    {
    }
}

/// <summary>A yes/no column.</summary>
[DataContract(Name = "BooleanAttributeMetadata", Namespace = Contracts.Metadata2011)]
public sealed class BooleanAttributeMetadata : AttributeMetadata
{
    public BooleanAttributeMetadata() : this(null, null)
    {
    }

    public BooleanAttributeMetadata(string schemaName) : this(schemaName, null)
    {
    }

    public BooleanAttributeMetadata(BooleanOptionSetMetadata optionSet) : this(null, optionSet)
    {
    }

    public BooleanAttributeMetadata(string schemaName, BooleanOptionSetMetadata optionSet)
        : base(AttributeTypeCode.Boolean, schemaName) => OptionSet = optionSet;

    [DataMember]
    public bool? DefaultValue { get; set; }

    [DataMember(Order = 70)]
    public string FormulaDefinition { get; set; }

    [DataMember(Order = 70)]
    public int? SourceTypeMask { get; internal set; }

    [DataMember]
    public BooleanOptionSetMetadata OptionSet { get; set; }
}
