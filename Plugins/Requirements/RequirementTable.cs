using System;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Requirements;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Requirements;

/// <summary>Between a row of cm_stagerequirement and the plain values of the rules.</summary>
static class RequirementTable
{
    public const string Name = "cm_stagerequirement";
    public const string Stage = "cm_stage";
    public const string Column = "cm_column";
    public const string Account = "cm_accountid";
    public const string ApprovedBy = "cm_approvedbyid";
    public const string Problem = "cm_problem";
    public const string State = "statecode";

    const string RowName = "cm_name";
    const string Effect = "cm_effect";
    const string Market = "cm_marketid";
    const string From = "cm_effectivefrom";
    const string Until = "cm_effectiveuntil";
    const string Reason = "cm_reason";

    public static ColumnSet AllColumns { get; } = new(
        RowName, Stage, Column, Effect, Market, Account, From, Until, Reason, ApprovedBy, Problem, State);

    /// <summary>The column as people may have typed it, as the platform spells it.</summary>
    public static string ColumnName(Entity row) =>
        (row.GetAttributeValue<string>(Column) ?? "").Trim().ToLowerInvariant();

    /// <summary>A row with all its columns, as plain values.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The account column that it names.</param>
    public static StageRequirement Read(Entity row, Column column) => new(
        (Stage)(row.GetAttributeValue<OptionSetValue>(Stage)?.Value ?? 0), column,
        (RequirementEffect)(row.GetAttributeValue<OptionSetValue>(Effect)?.Value ?? (int)RequirementEffect.Require))
    {
        Name = row.GetAttributeValue<string>(RowName) ?? "",
        Reason = (row.GetAttributeValue<string>(Reason) ?? "").Trim(),
        Market = row.GetAttributeValue<EntityReference>(Market)?.Id,
        Account = row.GetAttributeValue<EntityReference>(Account)?.Id,
        From = row.GetAttributeValue<DateTime?>(From)?.Date,
        Until = row.GetAttributeValue<DateTime?>(Until)?.Date,
        ApprovedBy = row.GetAttributeValue<EntityReference>(ApprovedBy)?.Id,
        IsActive = row.GetAttributeValue<OptionSetValue>(State)?.Value is null or 0,
    };
}
