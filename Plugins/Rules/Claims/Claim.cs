using System;

namespace CrmMilestones.Plugins.Rules;

/// <summary>What another system says of a customer.</summary>
public sealed record Claim
{
    public ClaimSource? Source { get; init; }

    /// <summary>The customer's number there, to be found among the account numbers.</summary>
    public string? AccountNumber { get; init; }

    /// <summary>The customer's name there.</summary>
    public string? CustomerName { get; init; }

    public DateTime? PeriodStart { get; init; }

    public DateTime? PeriodEnd { get; init; }

    public DateTime? LastActivityOn { get; init; }

    /// <summary>Whether the amount is negative, as a credit note's is.</summary>
    public bool IsCredit { get; init; }

    /// <summary>The account to which it belongs.</summary>
    public Guid? Account { get; init; }

    /// <summary>Whether a person chose the account.</summary>
    public bool IsAccountChosen { get; init; }

    /// <summary>The first day of which it speaks; null where it has no date at all.</summary>
    public DateTime? From => PeriodStart ?? PeriodEnd ?? LastActivityOn;

    /// <summary>The last day of which it speaks; null where it has no date at all.</summary>
    public DateTime? Until => PeriodEnd ?? From;

    /// <summary>Whether it is held against billable days; the others are held against active ones.</summary>
    public bool IsAboutBilling => Source is ClaimSource.Invoice or ClaimSource.ServiceUsage;
}
