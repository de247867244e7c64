using System;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>What one step execution sees of its event. A main operation that sends requests has one too, at stage 30.</summary>
sealed class PluginContext : IPluginExecutionContext4
{
    readonly PipelineEvent source;
    readonly RequestContext request;

    internal PluginContext(PipelineEvent source, RequestContext request, int stage, IPluginExecutionContext? parent)
    {
        this.source = source;
        this.request = request;
        Stage = stage;
        ParentContext = parent;
        SharedVariables = stage is PipelineStage.PreValidation ? source.OuterVariables : source.InnerVariables;
    }

    public int Stage { get; }

    public IPluginExecutionContext? ParentContext { get; }

    public ParameterCollection SharedVariables { get; internal init; }

    public EntityImageCollection PreEntityImages { get; internal init; } = [];

    public EntityImageCollection PostEntityImages { get; internal init; } = [];

    public EntityImageCollection[] PreEntityImagesCollection { get; internal init; } = [];

    public EntityImageCollection[] PostEntityImagesCollection { get; internal init; } = [];

    public EntityReference? OwningExtension { get; internal init; }

    public int Mode => 0;

    public int IsolationMode => 2;

    public int Depth => request.Depth;

    public string MessageName => source.Message;

    public string PrimaryEntityName => source.Table;

    public Guid PrimaryEntityId => source.IsMultiple || source.Rows.Count == 0 ? Guid.Empty : source.Rows[0].Id;

    public Guid? RequestId => null;

    public string SecondaryEntityName => "none";

    public ParameterCollection InputParameters => source.Inputs;

    public ParameterCollection OutputParameters => source.Outputs;

    public Guid UserId => request.UserId;

    public Guid InitiatingUserId => request.InitiatingUserId;

    public Guid AuthenticatedUserId => request.InitiatingUserId;

    public Guid BusinessUnitId => request.Organization.Users.Get(request.UserId).BusinessUnitId;

    public Guid OrganizationId => Organization.Id;

    public string OrganizationName => request.Organization.Options.OrganizationName;

    public Guid CorrelationId => request.CorrelationId;

    public bool IsExecutingOffline => false;

    public bool IsOfflinePlayback => false;

    public bool IsInTransaction => request.Transaction is not null;

    public Guid OperationId { get; } = Guid.NewGuid();

    public DateTime OperationCreatedOn => request.Organization.UtcNow;

    public Guid UserAzureActiveDirectoryObjectId => Guid.Empty;

    public Guid InitiatingUserAzureActiveDirectoryObjectId => Guid.Empty;

    public Guid InitiatingUserApplicationId => Guid.Empty;

    public Guid PortalsContactId => Guid.Empty;

    public bool IsPortalsClientCall => false;
}

/// <summary>The platform's stage numbers.</summary>
static class PipelineStage
{
    internal const int PreValidation = 10;
    internal const int PreOperation = 20;
    internal const int MainOperation = 30;
    internal const int PostOperation = 40;
}
