using System;
using System.Runtime.Serialization;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Metadata.Query;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Reads the definition of a table.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class RetrieveEntityRequest : OrganizationRequest
{
    public RetrieveEntityRequest() : base("RetrieveEntity")
    {
        EntityFilters = default;
        MetadataId = default;
        RetrieveAsIfPublished = default;
    }

    public EntityFilters EntityFilters
    {
        get => Parameter<EntityFilters>(nameof(EntityFilters));
        set => Parameters[nameof(EntityFilters)] = value;
    }

    public string LogicalName
    {
        get => Parameter<string>(nameof(LogicalName));
        set => Parameters[nameof(LogicalName)] = value;
    }

    public Guid MetadataId
    {
        get => Parameter<Guid>(nameof(MetadataId));
        set => Parameters[nameof(MetadataId)] = value;
    }

    public bool RetrieveAsIfPublished
    {
        get => Parameter<bool>(nameof(RetrieveAsIfPublished));
        set => Parameters[nameof(RetrieveAsIfPublished)] = value;
    }
}

/// <summary>The result of the request.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class RetrieveEntityResponse : OrganizationResponse
{
    public EntityMetadata EntityMetadata => Result<EntityMetadata>(nameof(EntityMetadata));
}

/// <summary>Reads the definition of a column.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class RetrieveAttributeRequest : OrganizationRequest
{
    public RetrieveAttributeRequest() : base("RetrieveAttribute")
    {
        MetadataId = default;
        RetrieveAsIfPublished = default;
    }

    public string EntityLogicalName
    {
        get => Parameter<string>(nameof(EntityLogicalName));
        set => Parameters[nameof(EntityLogicalName)] = value;
    }

    public string LogicalName
    {
        get => Parameter<string>(nameof(LogicalName));
        set => Parameters[nameof(LogicalName)] = value;
    }

    public int ColumnNumber
    {
        get => Parameter<int>(nameof(ColumnNumber));
        set => Parameters[nameof(ColumnNumber)] = value;
    }

    public Guid MetadataId
    {
        get => Parameter<Guid>(nameof(MetadataId));
        set => Parameters[nameof(MetadataId)] = value;
    }

    public bool RetrieveAsIfPublished
    {
        get => Parameter<bool>(nameof(RetrieveAsIfPublished));
        set => Parameters[nameof(RetrieveAsIfPublished)] = value;
    }
}

/// <summary>The result of the request.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class RetrieveAttributeResponse : OrganizationResponse
{
    public AttributeMetadata AttributeMetadata => Result<AttributeMetadata>(nameof(AttributeMetadata));
}

/// <summary>Reads the definitions that a metadata query finds, or what has changed since a version.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class RetrieveMetadataChangesRequest : OrganizationRequest
{
    public RetrieveMetadataChangesRequest() : base("RetrieveMetadataChanges")
    {
    }

    public EntityQueryExpression Query
    {
        get => Parameter<EntityQueryExpression>(nameof(Query));
        set => Parameters[nameof(Query)] = value;
    }

    public DeletedMetadataFilters DeletedMetadataFilters
    {
        get => Parameter<DeletedMetadataFilters>(nameof(DeletedMetadataFilters));
        set => Parameters[nameof(DeletedMetadataFilters)] = value;
    }

    public string ClientVersionStamp
    {
        get => Parameter<string>(nameof(ClientVersionStamp));
        set => Parameters[nameof(ClientVersionStamp)] = value;
    }

    public bool RetrieveAllSettings
    {
        get => Parameter<bool>(nameof(RetrieveAllSettings));
        set => Parameters[nameof(RetrieveAllSettings)] = value;
    }
}

/// <summary>The result of the request.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class RetrieveMetadataChangesResponse : OrganizationResponse
{
    public EntityMetadataCollection EntityMetadata => Result<EntityMetadataCollection>(nameof(EntityMetadata));

    public DeletedMetadataCollection DeletedMetadata => Result<DeletedMetadataCollection>(nameof(DeletedMetadata));

    public string ServerVersionStamp => Result<string>(nameof(ServerVersionStamp));
}
