using System;
using CrmMilestones.Dataverse.Messages;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Process;
using CrmMilestones.Dataverse.Query;
using CrmMilestones.Dataverse.Security;
using CrmMilestones.Dataverse.Store;
using CrmMilestones.Packaging.Platform;

namespace CrmMilestones.Dataverse;

/// <summary>
/// The parts of one environment, as its handlers share them. The ids of what it begins with are constant.
/// </summary>
sealed class Organization : IDisposable
{
    internal static readonly Guid Id = new("a1f0c0de-0000-4000-8000-000000000001");
    internal static readonly Guid RootBusinessUnitId = new("a1f0c0de-0000-4000-8000-000000000002");
    internal static readonly Guid SystemUserId = new("a1f0c0de-0000-4000-8000-000000000003");

    internal static readonly Guid AdministratorRoleId = new(PlatformRoles.SystemAdministrator);

    internal Organization(DataverseOptions options, RowStore store)
    {
        Options = options;
        Store = store;
        Users = new(Store);
        Access = new(Users);
        Processes = new();
        Pipeline = new(this);
        Main = new(this);
        Messages = new(this);
    }

    internal DataverseOptions Options { get; }

    internal RowStore Store { get; }

    internal MetadataCatalog Catalog => Store.Catalog;

    internal UserDirectory Users { get; }

    internal AccessControl Access { get; }

    internal ProcessCatalog Processes { get; }

    internal StepRegistry Steps { get; } = new();

    internal StepPipeline Pipeline { get; }

    internal MainOperation Main { get; }

    internal MessageRegistry Messages { get; }

    internal ServiceCallLog Calls { get; } = new();

    internal DateTime UtcNow => Options.Clock.GetUtcNow().UtcDateTime;

    /// <summary>How a caller reads.</summary>
    internal QueryContext QueryContext(RequestContext request)
    {
        var user = Users.Get(request.UserId);
        return new()
        {
            UserId = user.Id,
            BusinessUnitId = user.BusinessUnitId,
            TimeZone = user.TimeZone,
            Language = user.Language,
            UtcNow = UtcNow,
            RowAccess = Access.RowAccess(request, Catalog.Table),
        };
    }

    public void Dispose() => Store.Dispose();
}
