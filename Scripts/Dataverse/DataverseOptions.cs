using System;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse;

/// <summary>
/// How an embedded environment is set up. The switches stand for platform behaviour that no public source confirms:
/// plug-ins must work either way, and README.md names the source of each default.
/// </summary>
public sealed record DataverseOptions
{
    /// <summary>The SQLite file that keeps the rows; null keeps them in memory.</summary>
    public string? Path { get; init; }

    /// <summary>
    /// Whether the file is whole after a failure of the machine. Without it, writing doesn't wait for the disk, for a
    /// file that is thrown away unless all goes well.
    /// </summary>
    public bool IsDurable { get; init; } = true;

    internal const int PlatformAggregateLimit = 50_000;
    internal const int PlatformTotalCountLimit = 5_000;

    /// <summary>As many rows as an aggregate query reads before it fails; small ones let tests try splitting.</summary>
    public int AggregateLimit { get; init; } = PlatformAggregateLimit;

    /// <summary>
    /// As many rows as ReturnTotalRecordCount counts before it says that there are more; small ones let tests try
    /// splitting.
    /// </summary>
    public int TotalCountLimit { get; init; } = PlatformTotalCountLimit;

    /// <summary>What the environment takes for now, its plug-ins included.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    internal bool HasOwnClock => Clock != TimeProvider.System;

    internal DateTime UtcNow => Clock.GetUtcNow().UtcDateTime;

    /// <summary>The organization's name, as execution contexts give it.</summary>
    public string OrganizationName { get; init; } = "embedded";

    /// <summary>A request deeper than this in a chain of plug-ins is aborted.</summary>
    public int MaxDepth { get; init; } = 8;

    /// <summary>
    /// What somebody else does at the same moment: called with Target between the pre-operation stage of a Create or
    /// Update and its write, when images and plug-ins have read the row and nothing is written. What it sends to the host
    /// is committed first, as on the platform, where another save may come in between until the row is locked. Not called
    /// once the transaction has written something, nor for the saves that it makes itself.
    /// </summary>
    public Action<Entity>? BeforeWrite { get; init; }

    /// <summary>Whether a column that an earlier plug-in added to Target makes a later step's filter match.</summary>
    public bool FiltersSeeAddedColumns { get; init; } = true;

    /// <summary>
    /// Whether, within a stage, steps on the Multiple messages run before those on Create and Update.
    /// </summary>
    public bool MultipleStepsRunFirst { get; init; }

    /// <summary>
    /// Whether steps on the rows of a Multiple message have that message among their parent contexts.
    /// </summary>
    public bool RowsHaveMultipleAsParent { get; init; } = true;

    /// <summary>Whether the rows of a Multiple message share what their steps keep in stages 20 to 40.</summary>
    public bool RowsShareVariables { get; init; }

    /// <summary>Whether the context of a step names that step (OwningExtension).</summary>
    public bool ContextsNameTheirStep { get; init; } = true;

    /// <summary>Whether a change of owner that is sent with other columns runs as an update of its own.</summary>
    public bool SplitOwnerChange { get; init; }

    /// <summary>Whether SetState ends in the Update pipeline of statecode and statuscode.</summary>
    public bool SetStateRunsUpdate { get; init; } = true;

    /// <summary>Whether Assign ends in the Update pipeline of ownerid.</summary>
    public bool AssignRunsUpdate { get; init; } = true;

    /// <summary>Whether Merge writes master and subordinate through their Update pipelines.</summary>
    public bool MergeRunsUpdates { get; init; } = true;

    /// <summary>
    /// Whether lookups that a Delete empties (Remove Link) or a Merge moves to the master go through the Update
    /// pipelines of their rows.
    /// </summary>
    public bool MovedLookupsRunUpdates { get; init; }

    /// <summary>Whether creating a row starts a business process flow on it.</summary>
    public bool AutoCreateProcessInstances { get; init; }

    /// <summary>
    /// Whether moving a process forward on the server needs the required steps of the stage that is left.
    /// </summary>
    public bool EnforceRequiredSteps { get; init; }

    /// <summary>
    /// Whether an optional parameter of a Custom API that the caller leaves out reaches the plug-in as the zero of its
    /// type (0, false, 0001-01-01, Guid.Empty) instead of not at all. Texts and objects never do.
    /// </summary>
    public bool OptionalParametersHaveDefaults { get; init; }
}
