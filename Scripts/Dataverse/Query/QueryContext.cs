using System;
using System.Collections.Generic;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Dataverse.Query;

/// <summary>On whose behalf, when and in which language and zone rows are read.</summary>
public sealed record QueryContext
{
    /// <summary>The user whom eq-userid means.</summary>
    public Guid UserId { get; init; }

    /// <summary>The business unit that eq-businessid means.</summary>
    public Guid BusinessUnitId { get; init; }

    /// <summary>The zone in which user-local dates are grouped, compared by day and formatted.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The LCID of choice labels.</summary>
    public int Language { get; init; } = LocalizedLabels.BaseLanguage;

    /// <summary>The instant that today, last-x-days and the like are counted from, in UTC.</summary>
    public DateTime UtcNow { get; init; }

    /// <summary>As many rows as an aggregate query reads.</summary>
    public int AggregateLimit { get; init; } = DataverseOptions.PlatformAggregateLimit;

    /// <summary>As many rows as a total count counts.</summary>
    public int TotalCountLimit { get; init; } = DataverseOptions.PlatformTotalCountLimit;

    /// <summary>Which rows of a table may be seen; null, or a result of null, means all of them.</summary>
    public Func<string, RowFilter?>? RowAccess { get; init; }
}

/// <summary>Rows whose ownerid is among the owners, or whose owningbusinessunit is among the business units.</summary>
public sealed record RowFilter(IReadOnlyCollection<Guid> OwnerIds, IReadOnlyCollection<Guid> BusinessUnitIds);
