using System;
using CrmMilestones.Dataverse.Security;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>For whom, how deep and in which transaction a request runs.</summary>
sealed record RequestContext
{
    /// <summary>What executes the requests that this one leads to.</summary>
    internal required IRequestExecutor Executor { get; init; }

    /// <summary>Whose rights count.</summary>
    internal required Guid UserId { get; init; }

    /// <summary>Who caused the first request of the chain.</summary>
    internal required Guid InitiatingUserId { get; init; }

    internal required Guid CorrelationId { get; init; }

    internal int Depth { get; init; } = 1;

    /// <summary>
    /// The plug-in execution, or the platform operation, that sent the request; null for a user's own.
    /// </summary>
    internal PluginContext? Parent { get; init; }

    /// <summary>Null until the first operation that needs one opens it, so that its stage 10 runs outside.</summary>
    internal RequestTransaction? Transaction { get; init; }

    /// <summary>Whether the caller asked to bypass synchronous custom business logic.</summary>
    internal bool SkipsSteps { get; init; }

    /// <summary>Whether the caller asked to bypass asynchronous custom business logic.</summary>
    internal bool SkipsAsynchronousSteps { get; init; }

    /// <summary>The caller's "tag", which plug-ins find in the shared variables.</summary>
    internal object? Tag { get; init; }

    /// <summary>Whether the platform itself acts (cascades), for which nobody's privileges are asked.</summary>
    internal bool IsPlatform { get; init; }

    /// <summary>The window from which the initiating user asked; null for a program.</summary>
    internal WindowLanguage? Window { get; init; }

    internal Caller Caller => new(UserId, IsPlatform, Window);
}
