using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Messages;

/// <summary>Creates rows of one table in one transaction.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class CreateMultipleRequest : OrganizationRequest
{
    public CreateMultipleRequest() : base("CreateMultiple")
    {
        Targets = default;
    }

    public EntityCollection Targets
    {
        get => Parameter<EntityCollection>(nameof(Targets));
        set => Parameters[nameof(Targets)] = value;
    }
}

/// <summary>The result of the request.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class CreateMultipleResponse : OrganizationResponse
{
    public Guid[] Ids => Result<Guid[]>(nameof(Ids));
}

/// <summary>Changes rows of one table in one transaction.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class UpdateMultipleRequest : OrganizationRequest
{
    public UpdateMultipleRequest() : base("UpdateMultiple")
    {
        Targets = default;
    }

    public EntityCollection Targets
    {
        get => Parameter<EntityCollection>(nameof(Targets));
        set => Parameters[nameof(Targets)] = value;
    }

    public ConcurrencyBehavior ConcurrencyBehavior
    {
        get => Parameter<ConcurrencyBehavior>(nameof(ConcurrencyBehavior));
        set => Parameters[nameof(ConcurrencyBehavior)] = value;
    }
}

/// <summary>Holds no result.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class UpdateMultipleResponse : OrganizationResponse;

/// <summary>Runs requests one after another, each in its own transaction.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class ExecuteMultipleRequest : OrganizationRequest
{
    public ExecuteMultipleRequest() : base("ExecuteMultiple")
    {
        Requests = default;
        Settings = default;
    }

    public OrganizationRequestCollection Requests
    {
        get => Parameter<OrganizationRequestCollection>(nameof(Requests));
        set => Parameters[nameof(Requests)] = value;
    }

    public ExecuteMultipleSettings Settings
    {
        get => Parameter<ExecuteMultipleSettings>(nameof(Settings));
        set => Parameters[nameof(Settings)] = value;
    }
}

/// <summary>The result of the request.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class ExecuteMultipleResponse : OrganizationResponse
{
    public bool IsFaulted => Result<bool>(nameof(IsFaulted));

    public ExecuteMultipleResponseItemCollection Responses =>
        Result<ExecuteMultipleResponseItemCollection>(nameof(Responses));
}

/// <summary>Runs requests in one transaction.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class ExecuteTransactionRequest : OrganizationRequest
{
    public ExecuteTransactionRequest() : base("ExecuteTransaction")
    {
        Requests = default;
    }

    public OrganizationRequestCollection Requests
    {
        get => Parameter<OrganizationRequestCollection>(nameof(Requests));
        set => Parameters[nameof(Requests)] = value;
    }

    public bool? ReturnResponses
    {
        get => Parameter<bool?>(nameof(ReturnResponses));
        set => Parameters[nameof(ReturnResponses)] = value;
    }
}

/// <summary>The result of the request.</summary>
[DataContract(Namespace = Contracts.V2011)]
public sealed class ExecuteTransactionResponse : OrganizationResponse
{
    public OrganizationResponseCollection Responses => Result<OrganizationResponseCollection>(nameof(Responses));
}
