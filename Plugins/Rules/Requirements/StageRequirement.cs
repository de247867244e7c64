using System;

namespace CrmMilestones.Plugins.Rules.Requirements;

/// <summary>
/// A row of cm_stagerequirement: a column that a stage requires besides the definition, or needn't have.
/// </summary>
/// <param name="Stage">The stage that is left.</param>
/// <param name="Column">The account column.</param>
/// <param name="Effect">Whether it adds the requirement or lifts it.</param>
public sealed record StageRequirement(Stage Stage, Column Column, RequirementEffect Effect)
{
    /// <summary>What the row says in one line.</summary>
    public string Name { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary>Null for all markets.</summary>
    public Guid? Market { get; init; }

    /// <summary>Null for all customers.</summary>
    public Guid? Account { get; init; }

    /// <summary>The first day; null for any.</summary>
    public DateTime? From { get; init; }

    /// <summary>The last day; null for any.</summary>
    public DateTime? Until { get; init; }

    /// <summary>Who approved the row as it is (a systemuser id); null for a draft.</summary>
    public Guid? ApprovedBy { get; init; }

    public bool IsActive { get; init; } = true;

    public bool IsWaiver => Effect == RequirementEffect.Waive;

    /// <summary>
    /// How closely the row is meant: for one customer 2, for a market 1, for all 0 as the definition.
    /// </summary>
    public int Narrowness => Account is not null ? 2 : Market is not null ? 1 : 0;

    /// <summary>Whether the row counts for a customer on a day. A waiver that nobody approved is a draft.</summary>
    /// <param name="account">The customer; null while it is being created.</param>
    /// <param name="market">Its market.</param>
    /// <param name="day">A business day.</param>
    public bool IsInEffect(Guid? account, Guid? market, DateTime day) =>
        IsActive
        && (Account is null || Account == account)
        && (Market is null || Market == market)
        && (From is null || From <= day)
        && (Until is null || Until >= day)
        && (ApprovedBy is not null || !IsWaiver);
}

/// <summary>What a stage requirement does: the choice cm_requirementeffect.</summary>
public enum RequirementEffect
{
    Require = 727000000,
    Waive,
}
