using System;
using System.Collections.Generic;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Xrm.Sdk;

/// <summary>The columns of a row, by logical name (case matters).</summary>
[CollectionDataContract(Name = "AttributeCollection", Namespace = Contracts.V2011)]
[KnownType(nameof(GetKnownParameterTypes))]
public sealed class AttributeCollection : DataCollection<string, object>
{
    static Type[] GetKnownParameterTypes() => KnownTypes.Values;
}

/// <summary>The display texts of a row's columns, by logical name.</summary>
[CollectionDataContract(Name = "FormattedValueCollection", Namespace = Contracts.V2011)]
public sealed class FormattedValueCollection : DataCollection<string, string>;

/// <summary>The columns of an alternate key with their values.</summary>
[CollectionDataContract(Name = "KeyAttributeCollection", Namespace = Contracts.V71), Serializable]
public sealed class KeyAttributeCollection : DataCollection<string, object>;

/// <summary>The parameters of a message or the results of a response, and a plug-in's shared variables.</summary>
[CollectionDataContract(Name = "ParameterCollection", Namespace = Contracts.V2011)]
[KnownType(nameof(GetKnownParameterTypes))]
public class ParameterCollection : DataCollection<string, object>
{
    public void AddOrUpdateIfNotNull(string key, object obj)
    {
        if (obj != null)
        {
            this[key] = obj;
        }
    }

    /// <summary>False where the key is absent or holds another type.</summary>
    public bool TryGetValue<T>(string key, out T value)
    {
        var found = TryGetValue(key, out var stored) && stored is T;
        value = found ? (T)stored : default;
        return found;
    }

    static Type[] GetKnownParameterTypes() => KnownTypes.Values;
}

/// <summary>Pre- or post-images by the alias that the step's registration gives them.</summary>
[CollectionDataContract(Name = "EntityImageCollection", Namespace = Contracts.V2011)]
public class EntityImageCollection : DataCollection<string, Entity>;

/// <summary>Related rows to be created or returned together with a row, by relationship.</summary>
[CollectionDataContract(Name = "RelatedEntityCollection", Namespace = Contracts.V2011)]
public sealed class RelatedEntityCollection : DataCollection<Relationship, EntityCollection>;

/// <summary>Which related rows a Retrieve shall bring along, by relationship.</summary>
[CollectionDataContract(Name = "RelationshipQueryCollection", Namespace = Contracts.V2011)]
public sealed class RelationshipQueryCollection : DataCollection<Relationship, QueryBase>;

/// <summary>A list of row references.</summary>
[CollectionDataContract(Name = "EntityReferenceCollection", Namespace = Contracts.V2011)]
public sealed class EntityReferenceCollection : DataCollection<EntityReference>
{
    public EntityReferenceCollection()
    {
    }

    public EntityReferenceCollection(IList<EntityReference> list) : base(list)
    {
    }
}

/// <summary>The value of a multi-select choice column.</summary>
[CollectionDataContract(Name = "OptionSetValueCollection", Namespace = Contracts.V90)]
public sealed class OptionSetValueCollection : DataCollection<OptionSetValue>
{
    public OptionSetValueCollection()
    {
    }

    public OptionSetValueCollection(IList<OptionSetValue> list) : base(list)
    {
    }
}

/// <summary>Further facts of a fault, by name (for example the index of the failing row).</summary>
[CollectionDataContract(Name = "ErrorDetailCollection", Namespace = Contracts.V2011), Serializable]
public sealed class ErrorDetailCollection : DataCollection<string, object>;
