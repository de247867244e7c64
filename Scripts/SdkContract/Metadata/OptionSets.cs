using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Metadata;

/// <summary>The options of a choice.</summary>
[DataContract(Name = "OptionSetMetadataBase", Namespace = Contracts.Metadata2011)]
[KnownType(typeof(BooleanOptionSetMetadata)), KnownType(typeof(OptionSetMetadata))]
public abstract class OptionSetMetadataBase : MetadataBase
{
    [DataMember]
    public Label Description { get; set; }

    [DataMember]
    public Label DisplayName { get; set; }

    [DataMember]
    public bool? IsCustomOptionSet { get; set; }

    [DataMember]
    public bool? IsGlobal { get; set; }

    [DataMember]
    public bool? IsManaged { get; internal set; }

    [DataMember]
    public BooleanManagedProperty IsCustomizable { get; set; }

    [DataMember]
    public string Name { get; set; }

    [DataMember]
    public string ExternalTypeName { get; set; }

    [DataMember]
    public OptionSetType? OptionSetType { get; set; }

    [DataMember(Order = 60)]
    public string IntroducedVersion { get; internal set; }
}

/// <summary>A list of options.</summary>
[DataContract(Name = "OptionSetMetadata", Namespace = Contracts.Metadata2011)]
public sealed class OptionSetMetadata : OptionSetMetadataBase
{
    public OptionSetMetadata() : this(null)
    {
    }

    public OptionSetMetadata(OptionMetadataCollection options) => Options = options ?? new OptionMetadataCollection();

    [DataMember]
    public OptionMetadataCollection Options { get; internal set; }

    [DataMember(Order = 91)]
    public string ParentOptionSetName { get; set; }
}

/// <summary>The options of a yes/no column.</summary>
[DataContract(Name = "BooleanOptionSetMetadata", Namespace = Contracts.Metadata2011)]
public sealed class BooleanOptionSetMetadata : OptionSetMetadataBase
{
    public BooleanOptionSetMetadata()
    {
    }

    public BooleanOptionSetMetadata(OptionMetadata trueOption, OptionMetadata falseOption)
    {
        TrueOption = trueOption;
        FalseOption = falseOption;
    }

    [DataMember]
    public OptionMetadata TrueOption { get; set; }

    [DataMember]
    public OptionMetadata FalseOption { get; set; }
}

/// <summary>One option of a choice.</summary>
[DataContract(Name = "OptionMetadata", Namespace = Contracts.Metadata2011)]
[KnownType(typeof(StateOptionMetadata)), KnownType(typeof(StatusOptionMetadata))]
public class OptionMetadata : MetadataBase
{
    public OptionMetadata()
    {
    }

    public OptionMetadata(int value) : this(null, value)
    {
    }

    public OptionMetadata(Label label, int? value)
    {
        Label = label;
        Value = value;
    }

    [DataMember]
    public int? Value { get; set; }

    [DataMember]
    public Label Label { get; set; }

    [DataMember]
    public Label Description { get; set; }

    [DataMember]
    public string Color { get; set; }

    [DataMember]
    public bool? IsManaged { get; internal set; }
}

/// <summary>An option of the state column.</summary>
[DataContract(Name = "StateOptionMetadata", Namespace = Contracts.Metadata2011)]
public sealed class StateOptionMetadata : OptionMetadata
{
    /// <summary>The status reason that a row gets when it enters the state without one.</summary>
    [DataMember]
    public int? DefaultStatus { get; set; }

    [DataMember]
    public string InvariantName { get; set; }
}

/// <summary>An option of the status reason column.</summary>
[DataContract(Name = "StatusOptionMetadata", Namespace = Contracts.Metadata2011)]
public sealed class StatusOptionMetadata : OptionMetadata
{
    public StatusOptionMetadata()
    {
    }

    public StatusOptionMetadata(int value, int? state) : base(value) => State = state;

    /// <summary>The state that the reason belongs to.</summary>
    [DataMember]
    public int? State { get; set; }

    [DataMember]
    public string TransitionData { get; set; }
}

/// <summary>The options of a choice, in display order.</summary>
public sealed class OptionMetadataCollection : DataCollection<OptionMetadata>
{
    public OptionMetadataCollection()
    {
    }

    public OptionMetadataCollection(IList<OptionMetadata> list) : base(list)
    {
    }
}

/// <summary>The kind of column that a choice serves.</summary>
[DataContract(Name = "OptionSetType", Namespace = Contracts.Metadata2011)]
public enum OptionSetType
{
    [EnumMember(Value = nameof(Picklist))] Picklist,
    [EnumMember(Value = nameof(State))] State,
    [EnumMember(Value = nameof(Status))] Status,
    [EnumMember(Value = nameof(Boolean))] Boolean,
}
