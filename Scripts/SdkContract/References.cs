using System;
using System.Linq;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>Points to a row by id or by alternate key; the value of a lookup column.</summary>
[DataContract(Name = "EntityReference", Namespace = Contracts.V2011), Serializable]
public sealed class EntityReference : IExtensibleDataObject
{
    public EntityReference()
    {
    }

    public EntityReference(string logicalName) => LogicalName = logicalName;

    public EntityReference(string logicalName, Guid id) : this(logicalName) => Id = id;

    public EntityReference(string logicalName, string keyName, object keyValue) : this(logicalName) =>
        KeyAttributes.Add(keyName, keyValue);

    public EntityReference(string logicalName, KeyAttributeCollection keyAttributeCollection) : this(logicalName) =>
        KeyAttributes = keyAttributeCollection;

    [DataMember]
    public Guid Id { get; set; }

    [DataMember]
    public string LogicalName { get; set; }

    /// <summary>The display name of the row, filled by the server.</summary>
    [DataMember]
    public string Name { get; set; }

    [DataMember]
    public KeyAttributeCollection KeyAttributes { get => field ??= new KeyAttributeCollection(); set; }

    [DataMember]
    public string RowVersion { get; set; }

    [field: NonSerialized]
    public ExtensionDataObject ExtensionData { get; set; }

    public override bool Equals(object obj) =>
        obj is EntityReference other && Id == other.Id && LogicalName == other.LogicalName
        && KeyAttributes.Count == other.KeyAttributes.Count && KeyAttributes.All(other.KeyAttributes.Contains);

    public override int GetHashCode() => Id.GetHashCode() ^ (LogicalName?.GetHashCode() ?? 0);
}

/// <summary>Names a relationship; the role matters where a table is related to itself.</summary>
[DataContract(Name = "Relationship", Namespace = Contracts.V2011)]
public sealed class Relationship : IExtensibleDataObject
{
    public Relationship()
    {
    }

    public Relationship(string schemaName) => SchemaName = schemaName;

    [DataMember]
    public string SchemaName { get; set; }

    [DataMember]
    public EntityRole? PrimaryEntityRole { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    public override bool Equals(object obj) =>
        obj is Relationship other && SchemaName == other.SchemaName && PrimaryEntityRole == other.PrimaryEntityRole;

    public override int GetHashCode() => (SchemaName?.GetHashCode() ?? 0) ^ PrimaryEntityRole.GetHashCode();

    public override string ToString() => $"{SchemaName}.{PrimaryEntityRole}";
}

/// <summary>The side of a relationship on which a row stands.</summary>
[DataContract(Name = "EntityRole", Namespace = Contracts.V2011)]
public enum EntityRole
{
    [EnumMember] Referencing,
    [EnumMember] Referenced,
}
