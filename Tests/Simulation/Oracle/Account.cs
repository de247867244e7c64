using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Simulation.Oracle;

/// <summary>The names and values of the design, written down once more: nothing of the plug-ins is asked.</summary>
static class Account
{
    /// <summary>The first value of every choice.</summary>
    public const int Option = 727000000;

    public const int Prospect = 0, Onboarding = 1, Compliance = 2, Readiness = 3, Live = 4, Closed = 5;

    public const string
        Stage = "cm_lifecyclestage", Reason = "cm_stagechangereason", TakesEffectOn = "cm_takeseffecton",
        Market = "cm_marketid", Contact = "primarycontactid", SignedOn = "cm_agreementsignedon",
        BillingModel = "cm_billingmodel", BillingTiming = "cm_billingtiming",
        OnboardingOwner = "cm_onboardingownerid", StartedOn = "cm_onboardingstartedon",
        CompletedOn = "cm_onboardingcompletedon", Reviewer = "cm_compliancereviewerid",
        Number = "cm_registrationnumber", SubmittedOn = "cm_documentssubmittedon",
        ServiceOwner = "cm_serviceownerid", ServiceStartsOn = "cm_servicestartson", ReadyOn = "cm_readyforserviceon",
        LastDay = "cm_serviceendedon", EndReason = "cm_endreason", Chargeable = "cm_chargeable",
        Hold = "cm_billinghold", HoldReason = "cm_billingholdreason",
        State = "statecode", StatusReason = "statuscode", Owner = "ownerid", Name = "name";

    public const string
        Status = "cm_billablestatus", StatusOn = "cm_billablestatuson", FirstBillableOn = "cm_firstbillableon",
        FirstLiveOn = "cm_firstliveon", BillableReason = "cm_billablereason", IsActive = "cm_isactivecustomer",
        StageEnteredOn = "cm_stageenteredon", ClosedFrom = "cm_closedfromstage",
        DefinitionVersion = "cm_definitionversion",
        ReasonGivenOn = "cm_reasongivenon", ReasonGivenBy = "cm_reasongivenbyid",
        OnboardingCertifier = "cm_onboardingcertifiedbyid", DocumentsCertifier = "cm_documentscertifiedbyid",
        ReadinessCertifier = "cm_readinesscertifiedbyid";

    /// <summary>What must be filled to leave each stage, by rank.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Requires { get; } =
    [
        [Market, Contact, SignedOn, BillingModel, BillingTiming],
        [OnboardingOwner, StartedOn, CompletedOn],
        [Reviewer, Number, SubmittedOn],
        [ServiceOwner, ServiceStartsOn, ReadyOn],
        [],
        [],
    ];

    /// <summary>The milestones, the stage of each and who certified it.</summary>
    public static IReadOnlyList<(string Date, int Stage, string Certifier)> Milestones { get; } =
    [
        (CompletedOn, Onboarding, OnboardingCertifier), (SubmittedOn, Compliance, DocumentsCertifier),
        (ReadyOn, Readiness, ReadinessCertifier),
    ];

    /// <summary>Service start and milestones: the latest is the day of going live.</summary>
    public static IReadOnlyList<string> DatesOfGoingLive { get; } =
        [ServiceStartsOn, CompletedOn, SubmittedOn, ReadyOn];

    /// <summary>Dates of something that happened.</summary>
    public static IReadOnlyList<string> PastDates { get; } = [SignedOn, StartedOn, CompletedOn, SubmittedOn, ReadyOn];

    public static IReadOnlyList<string> Dates { get; } = [.. PastDates, ServiceStartsOn, LastDay];

    /// <summary>Columns of the platform that administrators may require.</summary>
    public static IReadOnlyList<string> Others { get; } = ["telephone1", "websiteurl"];

    /// <summary>What people enter.</summary>
    public static IReadOnlyList<string> Entered { get; } =
    [
        Stage, Reason, TakesEffectOn, .. Requires.SelectMany(columns => columns), LastDay, EndReason, Chargeable, Hold,
        HoldReason,
    ];

    /// <summary>What only the server writes.</summary>
    public static IReadOnlyList<string> Computed { get; } =
    [
        Status, StatusOn, FirstBillableOn, FirstLiveOn, BillableReason, IsActive, StageEnteredOn, ClosedFrom,
        DefinitionVersion, ReasonGivenOn, ReasonGivenBy, OnboardingCertifier, DocumentsCertifier, ReadinessCertifier,
    ];

    /// <summary>Those of it that tell of the status.</summary>
    public static IReadOnlyList<string> OfTheStatus { get; } =
        [Status, StatusOn, FirstBillableOn, FirstLiveOn, IsActive];

    /// <summary>The columns that are compared with those that are stored.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Entered, .. Others, .. Computed, State];

    public static string Label(int stage) => StageNames[stage];

    static readonly string[] StageNames = ["Prospect", "Onboarding", "Compliance", "Readiness", "Live", "Closed"];
}

/// <summary>The billable status, in the order of its values.</summary>
enum Status
{
    NotBillable,
    Billable,
    OnHold,
    Ended,
}

/// <summary>The six facts of a day.</summary>
[Flags]
enum Fact : byte
{
    None = 0,
    Live = 1,
    Complete = 2,
    Chargeable = 4,
    OnHold = 8,
    AccountActive = 16,
    Ended = 32,
}
