using System;
using System.Collections.Generic;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>A row of a table: those of its columns that were asked for, or that are to be written.</summary>
[DataContract(Name = "Entity", Namespace = Contracts.V2011)]
public class Entity : IExtensibleDataObject
{
    public Entity()
    {
    }

    public Entity(string entityName) => LogicalName = entityName;

    public Entity(string entityName, Guid id) : this(entityName) => Id = id;

    public Entity(string entityName, string keyName, object keyValue) : this(entityName) =>
        KeyAttributes.Add(keyName, keyValue);

    public Entity(string entityName, KeyAttributeCollection keyAttributes) : this(entityName) =>
        KeyAttributes = keyAttributes;

    [DataMember]
    public string LogicalName { get; set; }

    [DataMember]
    public virtual Guid Id { get; set; }

    [DataMember]
    public AttributeCollection Attributes { get => field ??= new AttributeCollection(); set; }

    [DataMember]
    public EntityState? EntityState { get; set; }

    [DataMember]
    public FormattedValueCollection FormattedValues { get => field ??= new FormattedValueCollection(); internal set; }

    [DataMember]
    public RelatedEntityCollection RelatedEntities { get => field ??= new RelatedEntityCollection(); internal set; }

    [DataMember]
    public string RowVersion { get; set; }

    [DataMember]
    public KeyAttributeCollection KeyAttributes { get => field ??= new KeyAttributeCollection(); set; }

    public ExtensionDataObject ExtensionData { get; set; }

    /// <exception cref="KeyNotFoundException">On reading a column that the row does not hold.</exception>
    public object this[string attributeName]
    {
        get => Attributes[attributeName];
        set => Attributes[attributeName] = value;
    }

    public bool Contains(string attributeName) => Attributes.Contains(attributeName);

    /// <summary>The value, or the default of <typeparamref name="T"/> where it is absent or empty.</summary>
    /// <exception cref="ArgumentNullException">The name is null or empty.</exception>
    /// <exception cref="InvalidCastException">The column holds another type.</exception>
    public virtual T GetAttributeValue<T>(string attributeLogicalName)
    {
        if (string.IsNullOrEmpty(attributeLogicalName))
        {
            throw new ArgumentNullException(nameof(attributeLogicalName));
        }

        return Attributes.TryGetValue(attributeLogicalName, out var value) && value != null ? (T)value : default;
    }

    /// <summary>True where the column holds a value of <typeparamref name="T"/>.</summary>
    public bool TryGetAttributeValue<T>(string attributeKey, out T result)
    {
        object value = null;
        var found = attributeKey != null && Attributes.TryGetValue(attributeKey, out value) && value is T;
        result = found ? (T)value : default;
        return found;
    }

    /// <summary>Points to the row by its id; an alternate key is left behind.</summary>
    public EntityReference ToEntityReference() => new(LogicalName, Id) { RowVersion = RowVersion };
}

/// <summary>What a client has done to a row since it was read.</summary>
[DataContract(Name = "EntityState", Namespace = Contracts.V2011)]
public enum EntityState
{
    [EnumMember] Unchanged,
    [EnumMember] Created,
    [EnumMember] Changed,
}

/// <summary>A page of rows.</summary>
[DataContract(Name = "EntityCollection", Namespace = Contracts.V2011)]
public sealed class EntityCollection : IExtensibleDataObject
{
    public EntityCollection() : this([])
    {
    }

    public EntityCollection(IList<Entity> list) => Entities = new DataCollection<Entity>(list);

    [DataMember]
    public string EntityName { get; set; }

    [DataMember]
    public DataCollection<Entity> Entities { get; private set; }

    [DataMember]
    public bool MoreRecords { get; set; }

    [DataMember]
    public string PagingCookie { get; set; }

    [DataMember]
    public string MinActiveRowVersion { get; set; }

    [DataMember]
    public int TotalRecordCount { get; set; }

    [DataMember]
    public bool TotalRecordCountLimitExceeded { get; set; }

    public Entity this[int index]
    {
        get => Entities[index];
        set => Entities[index] = value;
    }

    public ExtensionDataObject ExtensionData { get; set; }
}
