using System;
using System.Collections.Generic;

namespace CrmMilestones.Dataverse.Security;

/// <summary>A user as the pipeline needs one.</summary>
sealed record User
{
    internal required Guid Id { get; init; }

    internal required string Name { get; init; }

    internal required bool IsDisabled { get; init; }

    internal required Guid BusinessUnitId { get; init; }

    /// <summary>The LCID of the user interface.</summary>
    internal required int Language { get; init; }

    internal required TimeZoneInfo TimeZone { get; init; }

    internal required IReadOnlySet<Guid> Roles { get; init; }

    /// <summary>The user and the teams the user is in: whose rows are the user's own.</summary>
    internal required IReadOnlyList<Guid> Owners { get; init; }
}
