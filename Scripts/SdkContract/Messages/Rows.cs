using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Creates a row.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class CreateRequest : OrganizationRequest
{
    public CreateRequest() : base("Create")
    {
        Target = default;
    }

    public Entity Target
    {
        get => Parameter<Entity>(nameof(Target));
        set => Parameters[nameof(Target)] = value;
    }
}

/// <summary>The result of the request.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class CreateResponse : OrganizationResponse
{
    public Guid id => Result<Guid>(nameof(id));
}

/// <summary>Reads a row.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class RetrieveRequest : OrganizationRequest
{
    public RetrieveRequest() : base("Retrieve")
    {
        Target = default;
        ColumnSet = default;
    }

    public EntityReference Target
    {
        get => Parameter<EntityReference>(nameof(Target));
        set => Parameters[nameof(Target)] = value;
    }

    public ColumnSet ColumnSet
    {
        get => Parameter<ColumnSet>(nameof(ColumnSet));
        set => Parameters[nameof(ColumnSet)] = value;
    }

    public RelationshipQueryCollection RelatedEntitiesQuery
    {
        get => Parameter<RelationshipQueryCollection>(nameof(RelatedEntitiesQuery));
        set => Parameters[nameof(RelatedEntitiesQuery)] = value;
    }

    public bool ReturnNotifications
    {
        get => Parameter<bool>(nameof(ReturnNotifications));
        set => Parameters[nameof(ReturnNotifications)] = value;
    }
}

/// <summary>The result of the request.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class RetrieveResponse : OrganizationResponse
{
    public Entity Entity => Result<Entity>(nameof(Entity));

    public object Notifications => Result<object>(nameof(Notifications));
}

/// <summary>Reads the rows that a query finds.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class RetrieveMultipleRequest : OrganizationRequest
{
    public RetrieveMultipleRequest() : base("RetrieveMultiple")
    {
        Query = default;
    }

    public QueryBase Query
    {
        get => Parameter<QueryBase>(nameof(Query));
        set => Parameters[nameof(Query)] = value;
    }
}

/// <summary>The result of the request.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class RetrieveMultipleResponse : OrganizationResponse
{
    public EntityCollection EntityCollection => Result<EntityCollection>(nameof(EntityCollection));
}

/// <summary>Changes the columns of a row that the target holds.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class UpdateRequest : OrganizationRequest
{
    public UpdateRequest() : base("Update")
    {
        Target = default;
    }

    public Entity Target
    {
        get => Parameter<Entity>(nameof(Target));
        set => Parameters[nameof(Target)] = value;
    }

    public ConcurrencyBehavior ConcurrencyBehavior
    {
        get => Parameter<ConcurrencyBehavior>(nameof(ConcurrencyBehavior));
        set => Parameters[nameof(ConcurrencyBehavior)] = value;
    }
}

/// <summary>Holds no result.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class UpdateResponse : OrganizationResponse;

/// <summary>Updates the row with the target's id or alternate key, or creates it.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class UpsertRequest : OrganizationRequest
{
    public UpsertRequest() : base("Upsert")
    {
        Target = default;
    }

    public Entity Target
    {
        get => Parameter<Entity>(nameof(Target));
        set => Parameters[nameof(Target)] = value;
    }
}

/// <summary>The result of the request.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class UpsertResponse : OrganizationResponse
{
    public bool RecordCreated => Result<bool>(nameof(RecordCreated));

    public EntityReference Target => Result<EntityReference>(nameof(Target));
}

/// <summary>Deletes a row.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class DeleteRequest : OrganizationRequest
{
    public DeleteRequest() : base("Delete")
    {
        Target = default;
    }

    public EntityReference Target
    {
        get => Parameter<EntityReference>(nameof(Target));
        set => Parameters[nameof(Target)] = value;
    }

    public ConcurrencyBehavior ConcurrencyBehavior
    {
        get => Parameter<ConcurrencyBehavior>(nameof(ConcurrencyBehavior));
        set => Parameters[nameof(ConcurrencyBehavior)] = value;
    }
}

/// <summary>Holds no result.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class DeleteResponse : OrganizationResponse;
