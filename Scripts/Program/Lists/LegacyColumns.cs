using System.Collections.Generic;
using System.Collections.Immutable;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Lists;

/// <summary>The header of a legacy CRM's customer list, in the order in which the sample is written.</summary>
public static class LegacyColumns
{
    public const string AccountNumber = "Account No";
    public const string Name = "Customer Name";
    public const string City = "City";
    public const string State = "State";
    public const string Country = "Country";
    public const string Contact = "Contact Name";
    public const string ContactEmail = "Contact Email";
    public const string Owner = "Account Owner";
    public const string SalesStatus = "Sales Status";
    public const string AgreementSigned = "Agreement Signed";
    public const string BillingModel = "Billing Model";
    public const string BillingTiming = "Billing Timing";
    public const string OnboardingOwner = "Onboarding Owner";
    public const string OnboardingStarted = "Onboarding Started";
    public const string OnboardingCompleted = "Onboarding Completed";
    public const string ComplianceReviewer = "Compliance Reviewer";
    public const string RegistrationNumber = "Registration No";
    public const string DocumentsSubmitted = "Documents Submitted";
    public const string ServiceOwner = "Service Owner";
    public const string ServiceStart = "Service Start";
    public const string ReadyForService = "Ready For Service";
    public const string Ended = "Service Ended";
    public const string EndReason = "End Reason";
    public const string Chargeable = "Chargeable";
    public const string BillingHold = "Billing Hold";
    public const string HoldReason = "Hold Reason";
    public const string SalesActive = "Sales List Active";
    public const string InvoicedLastMonth = "Invoiced Last Month";
    public const string PaidLastMonth = "Contractor Paid Last Month";

    public static ImmutableArray<string> All { get; } =
    [
        AccountNumber, Name, City, State, Country, Contact, ContactEmail, Owner, SalesStatus,
        AgreementSigned, BillingModel, BillingTiming,
        OnboardingOwner, OnboardingStarted, OnboardingCompleted,
        ComplianceReviewer, RegistrationNumber, DocumentsSubmitted,
        ServiceOwner, ServiceStart, ReadyForService,
        Ended, EndReason, Chargeable, BillingHold, HoldReason,
        SalesActive, InvoicedLastMonth, PaidLastMonth,
    ];

    /// <summary>Which of them says what of a column of the definition.</summary>
    public static IReadOnlyDictionary<Column, string> OfDefinition { get; } = new Dictionary<Column, string>
    {
        [Columns.AgreementSignedOn] = AgreementSigned,
        [Columns.BillingModel] = BillingModel,
        [Columns.BillingTiming] = BillingTiming,
        [Columns.OnboardingOwner] = OnboardingOwner,
        [Columns.OnboardingStartedOn] = OnboardingStarted,
        [Columns.OnboardingCompletedOn] = OnboardingCompleted,
        [Columns.ComplianceReviewer] = ComplianceReviewer,
        [Columns.RegistrationNumber] = RegistrationNumber,
        [Columns.DocumentsSubmittedOn] = DocumentsSubmitted,
        [Columns.ServiceOwner] = ServiceOwner,
        [Columns.ServiceStartsOn] = ServiceStart,
        [Columns.ReadyForServiceOn] = ReadyForService,
        [Columns.ServiceEndedOn] = Ended,
        [Columns.EndReason] = EndReason,
        [Columns.Chargeable] = Chargeable,
        [Columns.BillingHold] = BillingHold,
        [Columns.BillingHoldReason] = HoldReason,
    };
}
