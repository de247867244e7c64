using CrmMilestones.Dataverse.Query;
using CrmMilestones.Dataverse.Store;

namespace CrmMilestones.Dataverse.Security;

/// <summary>How callers read: what they may, in their language and time zone.</summary>
sealed class Readers(RowStore store, UserDirectory users, AccessControl access, DataverseOptions options)
{
    internal QueryContext For(Caller caller)
    {
        var user = users.Get(caller.UserId);
        return new()
        {
            UserId = user.Id,
            BusinessUnitId = user.BusinessUnitId,
            TimeZone = user.TimeZone,
            Language = user.Language,
            UtcNow = options.UtcNow,
            AggregateLimit = options.AggregateLimit,
            TotalCountLimit = options.TotalCountLimit,
            RowAccess = access.RowAccess(caller, store.Catalog.Table),
        };
    }
}
