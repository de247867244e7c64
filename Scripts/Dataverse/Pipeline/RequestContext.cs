using System;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>For whom, how deep and in which transaction a request runs.</summary>
sealed record RequestContext
{
    internal required Organization Organization { get; init; }

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

    /// <summary>Whether the caller asked to bypass custom business logic.</summary>
    internal bool SkipsSteps { get; init; }

    /// <summary>The caller's "tag", which plug-ins find in the shared variables.</summary>
    internal object? Tag { get; init; }

    /// <summary>Whether the platform itself acts (cascades), for which nobody's privileges are asked.</summary>
    internal bool IsPlatform { get; init; }

    /// <summary>Does work in the open transaction, or in a new one that is kept only when the work ends well.</summary>
    internal void InTransaction(Action<RequestContext> work)
    {
        if (Transaction is not null)
        {
            work(this);
            return;
        }
        var transaction = new RequestTransaction();
        using var scope = Organization.Store.Begin();
        try
        {
            work(this with { Transaction = transaction });
            scope.Commit();
        }
        catch
        {
            Organization.Users.Forget();
            throw;
        }
    }
}

/// <summary>
/// The database transaction of a request, which a failed service call inside a plug-in spoils for good.
/// </summary>
sealed class RequestTransaction
{
    bool _spoiled;

    internal void Spoil() => _spoiled = true;

    /// <summary>Refuses a further request of a plug-in that swallowed a failure.</summary>
    internal void RequireActive()
    {
        if (_spoiled)
        {
            throw Faults.Create(
                PlatformCodes.NoActiveTransaction, "There is no active transaction. This error is usually caused by "
                + "custom plug-ins that ignore errors from service calls and continue processing.");
        }
    }

    /// <summary>Refuses the end of a plug-in that swallowed a failure.</summary>
    internal void RequireUnspoiled()
    {
        if (_spoiled)
        {
            throw Faults.Create(
                PlatformCodes.TransactionCountReduced, "ISV code reduced the open transaction count. Custom "
                + "plug-ins should not catch exceptions from OrganizationService calls and continue processing.");
        }
    }
}
