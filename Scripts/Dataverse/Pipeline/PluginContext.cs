using System;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Security;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>
/// What one step execution sees of its event. A main operation that sends requests has one too, at stage 30.
/// </summary>
sealed class PluginContext : IPluginExecutionContext4
{
    readonly PipelineEvent _source;
    readonly RequestContext _request;
    Guid? _operationId;

    internal PluginContext(PipelineEvent source, RequestContext request, int stage, IPluginExecutionContext? parent)
    {
        _source = source;
        _request = request;
        Stage = stage;
        ParentContext = parent;
        SharedVariables = stage is PipelineStage.PreValidation ? source.OuterVariables : source.InnerVariables;
    }

    public int Stage { get; }

    public IPluginExecutionContext? ParentContext { get; }

    public ParameterCollection SharedVariables { get; internal init; }

    public EntityImageCollection PreEntityImages => field ??= Images(StepImageKind.Pre);

    public EntityImageCollection PostEntityImages => field ??= Images(StepImageKind.Post);

    public EntityImageCollection[] PreEntityImagesCollection => field ??= ImagesOfRows(StepImageKind.Pre);

    public EntityImageCollection[] PostEntityImagesCollection => field ??= ImagesOfRows(StepImageKind.Post);

    /// <summary>Makes the images, row by row, when the plug-in asks for them; the rows are those of before it ran.
    /// </summary>
    internal Func<StepImageKind, EntityImageCollection[]> ImagesOfRows { private get; init; } = _ => [];

    public EntityReference? OwningExtension { get; internal init; }

    /// <summary>1: the step runs after the transaction, asynchronously.</summary>
    public int Mode { get; internal init; }

    public int IsolationMode => 2;

    public int Depth => _request.Depth;

    public string MessageName => _source.Message;

    public string PrimaryEntityName => _source.Table;

    public Guid PrimaryEntityId => _source.IsMultiple || _source.Rows.Count == 0 ? Guid.Empty : _source.Rows[0].Id;

    public Guid? RequestId => null;

    public string SecondaryEntityName => "none";

    public ParameterCollection InputParameters => _source.Inputs;

    public ParameterCollection OutputParameters => _source.Outputs;

    public Guid UserId => _request.UserId;

    public Guid InitiatingUserId => _request.InitiatingUserId;

    public Guid AuthenticatedUserId => _request.InitiatingUserId;

    public Guid BusinessUnitId { get; internal init; }

    public Guid OrganizationId => EnvironmentIds.Organization;

    public string OrganizationName { get; internal init; } = "";

    public Guid CorrelationId => _request.CorrelationId;

    public bool IsExecutingOffline => false;

    public bool IsOfflinePlayback => false;

    public bool IsInTransaction => _request.Transaction is not null;

    /// <summary>Made when somebody asks: most contexts are never asked, and a new id costs more than the rest of one.
    /// </summary>
    public Guid OperationId => _operationId ??= Guid.NewGuid();

    public DateTime OperationCreatedOn { get; internal init; }

    /// <summary>Whether it tells of the same request; an event meets several.</summary>
    internal bool IsOf(RequestContext request) => ReferenceEquals(_request, request);

    public Guid UserAzureActiveDirectoryObjectId => Guid.Empty;

    public Guid InitiatingUserAzureActiveDirectoryObjectId => Guid.Empty;

    public Guid InitiatingUserApplicationId => Guid.Empty;

    public Guid PortalsContactId => Guid.Empty;

    public bool IsPortalsClientCall => false;

    /// <summary>All rows' images together, which Multiple messages don't have.</summary>
    EntityImageCollection Images(StepImageKind kind)
    {
        if (_source.IsMultiple)
        {
            return [];
        }

        var ofRows = ImagesOfRows(kind);
        if (ofRows is [var only])
        {
            return only;
        }

        EntityImageCollection all = [];
        foreach (var images in ofRows)
        {
            all.AddRange(images);
        }

        return all;
    }
}

/// <summary>The platform's stage numbers.</summary>
static class PipelineStage
{
    internal const int PreValidation = 10;
    internal const int PreOperation = 20;
    internal const int MainOperation = 30;
    internal const int PostOperation = 40;
}
