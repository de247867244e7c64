using System;

namespace CrmMilestones.Scripts.Demo;

/// <summary>One line of the old CRM's list, read. Null is what the line doesn't say.</summary>
public sealed record LegacyCustomer
{
    /// <summary>The line of the file on which the customer starts; the header is line 1.</summary>
    public required int Line { get; init; }

    public required string AccountNumber { get; init; }
    public required string Name { get; init; }
    public string? City { get; init; }
    public string? State { get; init; }

    /// <summary>ISO 3166: US or AU.</summary>
    public string? Country { get; init; }

    public string? Contact { get; init; }
    public string? ContactEmail { get; init; }
    public string? Owner { get; init; }
    public string? SalesStatus { get; init; }
    public DateTime? AgreementSigned { get; init; }

    /// <summary>Value of the choice column, as the next ones.</summary>
    public int? BillingModel { get; init; }

    public int? BillingTiming { get; init; }
    public string? OnboardingOwner { get; init; }
    public DateTime? OnboardingStarted { get; init; }
    public DateTime? OnboardingCompleted { get; init; }
    public string? ComplianceReviewer { get; init; }
    public string? RegistrationNumber { get; init; }
    public DateTime? DocumentsSubmitted { get; init; }
    public string? ServiceOwner { get; init; }
    public DateTime? ServiceStart { get; init; }
    public DateTime? ReadyForService { get; init; }
    public DateTime? Ended { get; init; }
    public int? EndReason { get; init; }
    public bool Chargeable { get; init; }
    public bool OnHold { get; init; }
    public string? HoldReason { get; init; }

    /// <summary>Claims: what each department's own list says of the customer.</summary>
    public bool SalesActive { get; init; }

    /// <summary>In the customer's currency: US or Australian dollars.</summary>
    public decimal? InvoicedLastMonth { get; init; }

    public bool PaidLastMonth { get; init; }
}

/// <summary>Why a line of the file was left out.</summary>
/// <param name="Line">The header is line 1.</param>
/// <param name="Column">The header's name; empty when the whole line is at fault.</param>
public sealed record UnreadableField(int Line, string Column, string Reason);
