using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>Optimistic concurrency.</summary>
static class Concurrency
{
    /// <summary>Refuses a write whose row version is not the stored one, when the caller asked for that.</summary>
    internal static void Check(ConcurrencyBehavior behavior, string? sent, Entity stored)
    {
        if (behavior != ConcurrencyBehavior.IfRowVersionMatches)
        {
            return;
        }

        if (string.IsNullOrEmpty(sent))
        {
            throw Faults.Create(PlatformCodes.ConcurrencyVersionNotProvided,
                "The RowVersion property must be provided when the value of ConcurrencyBehavior is IfVersionMatches.");
        }
        if (sent != stored.RowVersion)
        {
            throw Faults.Create(PlatformCodes.ConcurrencyVersionMismatch,
                "The version of the existing record doesn't match the RowVersion property provided.");
        }
    }
}
