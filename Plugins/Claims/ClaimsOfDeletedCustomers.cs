using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Claims;

/// <summary>
/// Runs asynchronously after an account was deleted: its claims, which the platform leaves without one, are looked at
/// again, and are Unmatched unless another account has their number or name.
/// </summary>
public sealed class ClaimsOfDeletedCustomers : PluginBase
{
    protected override void Execute(StepContext step)
    {
        // A claim without an account is Unmatched or Ambiguous, unless it has lost it.
        var orphans = new QueryExpression(ClaimRow.Table) { ColumnSet = new ColumnSet(ClaimRow.AllColumns) };
        orphans.Criteria.AddCondition(ClaimRow.Account, ConditionOperator.Null);
        var saysOtherwise = orphans.Criteria.AddFilter(LogicalOperator.Or);
        saysOtherwise.AddCondition(ClaimRow.Agreement, ConditionOperator.Null);
        saysOtherwise.AddCondition(
            ClaimRow.Agreement, ConditionOperator.NotIn, (int)ClaimAgreement.Unmatched, (int)ClaimAgreement.Ambiguous);
        ClaimsAgain.Judge(step, [.. Reads.All(step.AsSystem(), orphans)]);
    }
}
