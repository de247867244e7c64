namespace CrmMilestones.Dataverse.Pipeline;

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
