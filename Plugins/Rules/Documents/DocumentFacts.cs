using System;

namespace CrmMilestones.Plugins.Rules.Documents;

/// <summary>What is known of one document of a customer, as plain values.</summary>
public sealed record DocumentFacts
{
    /// <summary>For messages.</summary>
    public string? Name { get; init; }

    public Guid? Account { get; init; }

    public Guid? Type { get; init; }

    public DocumentStatus Status { get; init; } = DocumentStatus.Requested;

    public DateTime? VerifiedOn { get; init; }

    public Guid? VerifiedBy { get; init; }

    /// <summary>The last day on which the document is valid.</summary>
    public DateTime? ExpiresOn { get; init; }

    /// <summary>A person or a team.</summary>
    public Guid? Owner { get; init; }

    /// <summary>The person who created the row; null while it is being created.</summary>
    public Guid? Creator { get; init; }

    /// <summary>Somebody verified it, be it that it has expired since.</summary>
    public bool WasVerified => Status is DocumentStatus.Verified or DocumentStatus.Expired;
}
