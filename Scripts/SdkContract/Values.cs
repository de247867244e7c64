using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;

namespace Microsoft.Xrm.Sdk;

/// <summary>The value of a choice column.</summary>
[DataContract(Name = "OptionSetValue", Namespace = Contracts.V2011)]
public sealed class OptionSetValue : IExtensibleDataObject
{
    public OptionSetValue()
    {
    }

    public OptionSetValue(int value) => Value = value;

    [DataMember]
    public int Value { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    public override bool Equals(object obj) => obj is OptionSetValue other && Value == other.Value;

    public override int GetHashCode() => Value;
}

/// <summary>The value of a currency column, in the row's currency.</summary>
[DataContract(Name = "Money", Namespace = Contracts.V2011)]
public sealed class Money : IExtensibleDataObject
{
    public Money()
    {
    }

    public Money(decimal value) => Value = value;

    [DataMember]
    public decimal Value { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    public override bool Equals(object obj) => obj is Money other && Value == other.Value;

    public override int GetHashCode() => Value.GetHashCode();
}

/// <summary>A value from a linked table or an aggregate, as a query returns it.</summary>
[DataContract(Name = "AliasedValue", Namespace = Contracts.V2011)]
[KnownType(nameof(GetKnownAliasedValueTypes))]
public sealed class AliasedValue : IExtensibleDataObject
{
    public AliasedValue()
    {
    }

    public AliasedValue(string entityLogicalName, string attributeLogicalName, object value)
    {
        EntityLogicalName = entityLogicalName;
        AttributeLogicalName = attributeLogicalName;
        Value = value;
    }

    [DataMember]
    public string AttributeLogicalName { get; internal set; }

    [DataMember]
    public string EntityLogicalName { get; internal set; }

    [DataMember]
    public object Value { get; internal set; }

    public ExtensionDataObject ExtensionData { get; set; }

    static Type[] GetKnownAliasedValueTypes() => KnownTypes.Values;
}

/// <summary>A setting together with whether the maker of a managed solution lets others change it.</summary>
[DataContract(Name = "ManagedProperty{0}", Namespace = Contracts.V2011)]
[KnownType(typeof(BooleanManagedProperty)), KnownType(typeof(AttributeRequiredLevel))]
public abstract class ManagedProperty<T> : IExtensibleDataObject
{
    protected ManagedProperty() : this(null)
    {
    }

    protected ManagedProperty(string managedPropertyLogicalName)
    {
        CanBeChanged = true;
        ManagedPropertyLogicalName = managedPropertyLogicalName;
    }

    [DataMember]
    public T Value { get; set; }

    [DataMember]
    public bool CanBeChanged { get; set; }

    [DataMember]
    public string ManagedPropertyLogicalName { get; internal set; }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <inheritdoc/>
[DataContract(Name = "BooleanManagedProperty", Namespace = Contracts.V2011)]
public sealed class BooleanManagedProperty : ManagedProperty<bool>
{
    public BooleanManagedProperty()
    {
    }

    public BooleanManagedProperty(bool value) => Value = value;
}
