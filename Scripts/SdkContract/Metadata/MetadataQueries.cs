using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Xrm.Sdk.Metadata.Query;

/// <summary>A question for definitions.</summary>
[DataContract(Name = "MetadataQueryBase", Namespace = Contracts.MetadataQuery)]
[KnownType(typeof(MetadataQueryExpression))]
public abstract class MetadataQueryBase : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>Which definitions to return, and which of their properties.</summary>
[DataContract(Name = "MetadataQueryExpression", Namespace = Contracts.MetadataQuery)]
[KnownType(typeof(AttributeQueryExpression)), KnownType(typeof(EntityKeyQueryExpression))]
[KnownType(typeof(EntityQueryExpression)), KnownType(typeof(LabelQueryExpression))]
[KnownType(typeof(RelationshipQueryExpression))]
public abstract class MetadataQueryExpression : MetadataQueryBase
{
    [DataMember]
    public MetadataFilterExpression Criteria { get; set; } = new();

    [DataMember]
    public MetadataPropertiesExpression Properties { get; set; }
}

/// <summary>Finds tables and what belongs to them.</summary>
[DataContract(Name = "EntityQueryExpression", Namespace = Contracts.MetadataQuery)]
public sealed class EntityQueryExpression : MetadataQueryExpression
{
    [DataMember]
    public LabelQueryExpression LabelQuery { get; set; }

    [DataMember]
    public AttributeQueryExpression AttributeQuery { get; set; }

    [DataMember]
    public RelationshipQueryExpression RelationshipQuery { get; set; }

    [DataMember]
    public EntityKeyQueryExpression KeyQuery { get; set; }
}

/// <summary>Finds columns of the tables.</summary>
[DataContract(Name = "AttributeQueryExpression", Namespace = Contracts.MetadataQuery)]
public sealed class AttributeQueryExpression : MetadataQueryExpression;

/// <summary>Finds relationships of the tables.</summary>
[DataContract(Name = "RelationshipQueryExpression", Namespace = Contracts.MetadataQuery)]
public sealed class RelationshipQueryExpression : MetadataQueryExpression;

/// <summary>Finds alternate keys of the tables.</summary>
[DataContract(Name = "EntityKeyQueryExpression", Namespace = Contracts.MetadataQuery80)]
public sealed class EntityKeyQueryExpression : MetadataQueryExpression;

/// <summary>The languages in which labels are returned; none means all.</summary>
[DataContract(Name = "LabelQueryExpression", Namespace = Contracts.MetadataQuery)]
public sealed class LabelQueryExpression : MetadataQueryBase
{
    [DataMember]
    public DataCollection<int> FilterLanguages { get => field ??= new DataCollection<int>(); private set; }

    [DataMember(Order = 60)]
    public int? MissingLabelBehavior { get; set; }
}

/// <summary>The properties of a definition that are returned.</summary>
[DataContract(Name = "MetadataPropertiesExpression", Namespace = Contracts.MetadataQuery)]
public sealed class MetadataPropertiesExpression : IExtensibleDataObject
{
    public MetadataPropertiesExpression()
    {
    }

    public MetadataPropertiesExpression(params string[] propertyNames) => PropertyNames.AddRange(propertyNames);

    [DataMember]
    public bool AllProperties { get; set; }

    [DataMember]
    public DataCollection<string> PropertyNames { get => field ??= new DataCollection<string>(); private set; }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>Conditions on definitions, joined by and, or by or.</summary>
[DataContract(Name = "MetadataFilterExpression", Namespace = Contracts.MetadataQuery)]
public sealed class MetadataFilterExpression : IExtensibleDataObject
{
    public MetadataFilterExpression()
    {
    }

    public MetadataFilterExpression(LogicalOperator filterOperator) => FilterOperator = filterOperator;

    [DataMember]
    public DataCollection<MetadataConditionExpression> Conditions
    {
        get => field ??= new DataCollection<MetadataConditionExpression>();
        private set;
    }

    [DataMember]
    public LogicalOperator FilterOperator { get; set; }

    [DataMember]
    public DataCollection<MetadataFilterExpression> Filters
    {
        get => field ??= new DataCollection<MetadataFilterExpression>();
        private set;
    }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>Compares a property of a definition with a value.</summary>
[DataContract(Name = "MetadataConditionExpression", Namespace = Contracts.MetadataQuery)]
public sealed class MetadataConditionExpression : IExtensibleDataObject
{
    public MetadataConditionExpression()
    {
    }

    public MetadataConditionExpression(string propertyName, MetadataConditionOperator conditionOperator, object value)
    {
        PropertyName = propertyName;
        ConditionOperator = conditionOperator;
        Value = value;
    }

    [DataMember]
    public string PropertyName { get; set; }

    [DataMember]
    public MetadataConditionOperator ConditionOperator { get; set; }

    [DataMember]
    public object Value { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>How a property is compared.</summary>
[DataContract(Name = "MetadataConditionOperator", Namespace = Contracts.MetadataQuery)]
public enum MetadataConditionOperator
{
    [EnumMember(Value = nameof(Equals))] Equals,
    [EnumMember(Value = nameof(NotEquals))] NotEquals,
    [EnumMember(Value = nameof(In))] In,
    [EnumMember(Value = nameof(NotIn))] NotIn,
    [EnumMember(Value = nameof(GreaterThan))] GreaterThan,
    [EnumMember(Value = nameof(LessThan))] LessThan,
}

/// <summary>Which kinds of deleted definitions to return.</summary>
[DataContract(Name = "DeletedMetadataFilters", Namespace = Contracts.MetadataQuery), Flags]
public enum DeletedMetadataFilters
{
    [EnumMember(Value = nameof(Entity))] Entity = 1,
    [EnumMember(Value = nameof(Attribute))] Attribute = 2,
    [EnumMember(Value = nameof(Relationship))] Relationship = 4,
    [EnumMember(Value = nameof(Label))] Label = 8,
    [EnumMember(Value = nameof(OptionSet))] OptionSet = 16,
    Default = Entity,
    All = Entity | Attribute | Relationship | Label | OptionSet,
}

/// <summary>The ids of deleted definitions, by kind.</summary>
[CollectionDataContract(Name = "DeletedMetadataCollection", Namespace = Contracts.MetadataQuery)]
public sealed class DeletedMetadataCollection : DataCollection<DeletedMetadataFilters, DataCollection<Guid>>;
