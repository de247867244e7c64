namespace CrmMilestones.Plugins.Rules;

// Option values count from the publisher's prefix, 727000000, in the order of the global choices in
// Solution/OptionSets. A published value never changes: a new option takes the next one, wherever it stands.

/// <summary>Where the customer is now: the choice cm_lifecyclestage. <see cref="Lifecycle"/> has their order.</summary>
public enum Stage
{
    Prospect = 727000000,
    Onboarding,
    Compliance,
    Readiness,
    Live,
    Closed,
}

/// <summary>The computed answer to "do we charge this customer?": the choice cm_billablestatus.</summary>
public enum BillableStatus
{
    NotBillable = 727000000,
    Billable,
    OnHold,
    Ended,
}

/// <summary>An objective checkpoint, a date certified by a person: the choice cm_milestone.</summary>
public enum Milestone
{
    OnboardingCompleted = 727000000,
    RequiredDocumentsSubmitted,
    CustomerReadyForService,
}

/// <summary>Why a customer was closed: the choice cm_endreason.</summary>
public enum EndReason
{
    ContractEnded = 727000000,
    CustomerLeft,
    OutOfBusiness,
    ComplianceFailure,
    Duplicate,
    Other,
    NeverWentLive,
    EnteredByMistake,
}

/// <summary>What a line of the history tells: the choice cm_eventkind.</summary>
public enum EventKind
{
    Stage = 727000000,
    Milestone,
    BillableStatus,
    WaiverUsed,
    Merge,
}
