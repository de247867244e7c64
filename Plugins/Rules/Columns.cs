using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>Logical names of the account columns that the definition speaks of (design.md, section 4).</summary>
public static class Columns
{
    public const string State = "statecode";

    /// <summary>
    /// Judged by nothing, but a save of it alone can bring another state along, so it starts the step.
    /// </summary>
    public const string Status = "statuscode";

    public const string PrimaryContact = "primarycontactid";

    public const string Stage = "cm_lifecyclestage";
    public const string StageChangeReason = "cm_stagechangereason";
    public const string Market = "cm_marketid";
    public const string AgreementSignedOn = "cm_agreementsignedon";
    public const string BillingModel = "cm_billingmodel";
    public const string BillingTiming = "cm_billingtiming";
    public const string OnboardingOwner = "cm_onboardingownerid";
    public const string OnboardingStartedOn = "cm_onboardingstartedon";
    public const string OnboardingCompletedOn = "cm_onboardingcompletedon";
    public const string ComplianceReviewer = "cm_compliancereviewerid";
    public const string RegistrationNumber = "cm_registrationnumber";
    public const string DocumentsSubmittedOn = "cm_documentssubmittedon";
    public const string ServiceOwner = "cm_serviceownerid";
    public const string ServiceStartsOn = "cm_servicestartson";
    public const string ReadyForServiceOn = "cm_readyforserviceon";
    public const string ServiceEndedOn = "cm_serviceendedon";
    public const string EndReason = "cm_endreason";
    public const string Chargeable = "cm_chargeable";
    public const string BillingHold = "cm_billinghold";
    public const string BillingHoldReason = "cm_billingholdreason";

    public const string BillableStatus = "cm_billablestatus";
    public const string BillableStatusOn = "cm_billablestatuson";
    public const string FirstBillableOn = "cm_firstbillableon";
    public const string BillableReason = "cm_billablereason";
    public const string IsActiveCustomer = "cm_isactivecustomer";
    public const string StageEnteredOn = "cm_stageenteredon";
    public const string DefinitionVersion = "cm_definitionversion";
    public const string OnboardingCertifiedBy = "cm_onboardingcertifiedbyid";
    public const string DocumentsCertifiedBy = "cm_documentscertifiedbyid";
    public const string ReadinessCertifiedBy = "cm_readinesscertifiedbyid";

    /// <summary>What people, the guided process and imports write, and the rules read.</summary>
    public static IReadOnlyList<string> Entered { get; } =
    [
        State, Status, PrimaryContact, Stage, StageChangeReason, Market, AgreementSignedOn, BillingModel,
        BillingTiming, OnboardingOwner, OnboardingStartedOn, OnboardingCompletedOn, ComplianceReviewer,
        RegistrationNumber,
        DocumentsSubmittedOn, ServiceOwner, ServiceStartsOn, ReadyForServiceOn, ServiceEndedOn, EndReason,
        Chargeable, BillingHold, BillingHoldReason,
    ];

    /// <summary>What only the server writes (CM006).</summary>
    public static IReadOnlyList<string> Computed { get; } =
    [
        BillableStatus, BillableStatusOn, FirstBillableOn, BillableReason, IsActiveCustomer, StageEnteredOn,
        DefinitionVersion, OnboardingCertifiedBy, DocumentsCertifiedBy, ReadinessCertifiedBy,
    ];

    /// <summary>
    /// Everything a judgement depends on: the filtering attributes and the pre-image of the step on account Update.
    /// </summary>
    public static IReadOnlyList<string> Judged { get; } = [.. Entered.Concat(Computed)];

    /// <summary>Dates of something that happened (CM004).</summary>
    public static IReadOnlyList<string> PastDates { get; } =
    [
        AgreementSignedOn, OnboardingStartedOn, OnboardingCompletedOn, DocumentsSubmittedOn, ReadyForServiceOn,
        ServiceEndedOn,
    ];
}
