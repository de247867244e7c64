using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Links rows to a row.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class AssociateRequest : OrganizationRequest
{
    public AssociateRequest() : base("Associate")
    {
        Target = default;
        Relationship = default;
        RelatedEntities = default;
    }

    public EntityReference Target
    {
        get => Parameter<EntityReference>(nameof(Target));
        set => Parameters[nameof(Target)] = value;
    }

    public Relationship Relationship
    {
        get => Parameter<Relationship>(nameof(Relationship));
        set => Parameters[nameof(Relationship)] = value;
    }

    public EntityReferenceCollection RelatedEntities
    {
        get => Parameter<EntityReferenceCollection>(nameof(RelatedEntities));
        set => Parameters[nameof(RelatedEntities)] = value;
    }
}

/// <summary>Holds no result.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class AssociateResponse : OrganizationResponse;

/// <summary>Removes links between rows.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class DisassociateRequest : OrganizationRequest
{
    public DisassociateRequest() : base("Disassociate")
    {
        Target = default;
        Relationship = default;
        RelatedEntities = default;
    }

    public EntityReference Target
    {
        get => Parameter<EntityReference>(nameof(Target));
        set => Parameters[nameof(Target)] = value;
    }

    public Relationship Relationship
    {
        get => Parameter<Relationship>(nameof(Relationship));
        set => Parameters[nameof(Relationship)] = value;
    }

    public EntityReferenceCollection RelatedEntities
    {
        get => Parameter<EntityReferenceCollection>(nameof(RelatedEntities));
        set => Parameters[nameof(RelatedEntities)] = value;
    }
}

/// <summary>Holds no result.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class DisassociateResponse : OrganizationResponse;
