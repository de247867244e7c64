using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Scripts.Sweep;

/// <summary>What the sweep looks for.</summary>
/// <param name="Name">As cm_auditfinding.cm_rule has it: lists and reports may rely on it.</param>
/// <param name="Advice">What puts it right.</param>
/// <param name="Cure">What --repair does.</param>
public sealed record FindingRule(string Name, string Advice, Cure Cure)
{
    const string Repair = "sweep --repair puts it right.";

    public static readonly FindingRule LastDayPassed = new(
        "Last day of service has passed",
        Repair,
        Cure.Recompute);

    public static readonly FindingRule StoredValues = new(
        "Stored values differ from the rules",
        Repair,
        Cure.Recompute);

    public static readonly FindingRule PeriodsBehind = new(
        "Status periods differ from the record",
        "sweep --repair writes periods that count from today.",
        Cure.Recompute);

    public static readonly FindingRule PeriodsBroken = new(
        "Status periods with gaps or overlaps",
        Repair,
        Cure.Recompute);

    public static readonly FindingRule ProcessApart = new(
        "Guided process and account apart",
        "sweep --repair takes the process to the account's stage.",
        Cure.Requests);

    public static readonly FindingRule ColumnMissing = new(
        "Required column missing",
        "Somebody who knows the value fills the column.",
        Cure.None);

    public static readonly FindingRule OutsideWithPeriods = new(
        "Outside the lifecycle with status periods",
        "Give the account its stage again; it can leave the lifecycle afterwards, with a reason.",
        Cure.None);

    public static readonly FindingRule UnknownStage = new(
        "Stage that doesn't exist",
        "Give the account one of the stages.",
        Cure.None);

    public static readonly FindingRule AccountGone = new(
        "Account is gone and its periods go on",
        "Restore the account with Dataverse's restore of deleted rows, and delete it again.",
        Cure.None);

    public static readonly FindingRule DocumentExpired = new(
        "Document is past its last day",
        "sweep --repair marks it as expired.",
        Cure.Requests);

    public static readonly FindingRule RequirementLost = new(
        "Column of a requirement is gone",
        "Deactivate the requirement, or import the column's solution again.",
        Cure.None);

    public static readonly FindingRule ClaimStale = new(
        "Claim is to be judged again",
        "sweep --repair has it judged.",
        Cure.Requests);

    /// <summary>All of them, in the order of reports.</summary>
    public static IReadOnlyList<FindingRule> All { get; } =
    [
        LastDayPassed, StoredValues, PeriodsBehind, PeriodsBroken, ProcessApart, ColumnMissing, OutsideWithPeriods,
        UnknownStage, AccountGone, DocumentExpired, RequirementLost, ClaimStale,
    ];

    /// <summary>The rule with a name; null for one that isn't the sweep's.</summary>
    public static FindingRule? Named(string name) => All.FirstOrDefault(rule => rule.Name == name);
}

/// <summary>How a finding is put right.</summary>
public enum Cure
{
    /// <summary>By a person.</summary>
    None,

    /// <summary>By cm_RecomputeCustomer.</summary>
    Recompute,

    /// <summary>By requests of its own.</summary>
    Requests,
}
