using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules.Documents;

/// <summary>A document that customers of a market must have.</summary>
/// <param name="name">Its type's name.</param>
/// <param name="held">What the customer has of the type.</param>
public sealed class RequiredDocument(string name, IReadOnlyList<HeldDocument> held)
{
    static readonly Wording Missing = new("{0} (missing)", "{0} (falta)");
    static readonly Wording NotVerified = new("{0} (not verified)", "{0} (sin verificar)");
    static readonly Wording Rejected = new("{0} (rejected)", "{0} (rechazado)");
    static readonly Wording Expired = new("{0} (expired)", "{0} (caducado)");
    static readonly Wording ExpiredOn = new("{0} (expired on {1})", "{0} (caducado el {1})");

    /// <summary>Its name and what is the matter; null where one is verified and valid.</summary>
    /// <param name="at">When it is asked: the last valid day counts by the business day.</param>
    public Sentence? Lack(Moment at)
    {
        var verified = held.Where(document => document.Status == DocumentStatus.Verified).ToArray();
        if (verified.Any(document => document.ExpiresOn is not { } last || last >= at.Today))
        {
            return null;
        }

        if (Any(DocumentStatus.Submitted))
        {
            return new(NotVerified, name);
        }

        if (verified.Length > 0 || Any(DocumentStatus.Expired))
        {
            var last = held.Where(document => document.Status is DocumentStatus.Verified or DocumentStatus.Expired)
                .Max(document => document.ExpiresOn);
            return last is { } day ? new(ExpiredOn, name, day) : new(Expired, name);
        }

        return new(Any(DocumentStatus.Rejected) ? Rejected : Missing, name);

        bool Any(DocumentStatus status) => held.Any(document => document.Status == status);
    }
}

/// <summary>A document of a customer, as far as it counts.</summary>
/// <param name="Status">How far it has come.</param>
/// <param name="ExpiresOn">The last valid day; null if it doesn't expire.</param>
public sealed record HeldDocument(DocumentStatus Status, DateTime? ExpiresOn);
