using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.History;
using CrmMilestones.Plugins.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.Claims;

/// <summary>
/// Runs asynchronously after a status period was written or superseded: judges the claims again whose days it touches;
/// after accounts were merged: those of the account that stays; after a claim was activated: that one. Claims that a
/// person has deactivated are settled and stay as they are.
/// </summary>
public sealed class ClaimsFollowPeriods : PluginBase
{
    protected override void Execute(StepContext step)
    {
        var system = step.AsSystem();
        if (step.Context.MessageName == "Merge")
        {
            ClaimsAgain.Judge(step, [.. Open(system, ClaimRow.Account, step.TargetReference.Id)]);
            return;
        }

        if (step.Context.PrimaryEntityName == ClaimRow.Table)
        {
            ClaimsAgain.Judge(step, [.. Open(system, ClaimRow.Id, step.Target.Id)]);
            return;
        }

        var period = step.PostImage;
        if (period.GetAttributeValue<EntityReference>(ClaimRow.Account) is { } account)
        {
            var accounts = CustomerReads.WhereItWent(system, account.Id).ToArray();
            var touched = Open(system, ClaimRow.Account, accounts).Where(claim => Touches(period, claim));
            ClaimsAgain.Judge(step, [.. touched]);
        }
    }

    static IEnumerable<Entity> Open(IOrganizationService system, string column, params Guid[] values) =>
        ClaimRow.Stored(system, column, values)
            .Where(claim => claim.GetAttributeValue<OptionSetValue>(ClaimRow.State)?.Value == 0);

    /// <summary>With the first period begins the history, which claims for earlier days tell of.</summary>
    static bool Touches(Entity period, Entity claim)
    {
        var days = ClaimRow.Read(claim);
        var isFirst = period.GetAttributeValue<OptionSetValue>(StatusPeriodTable.PreviousStatus) is null;
        return days.From <= (period.GetAttributeValue<DateTime?>(StatusPeriodTable.Until) ?? DateTime.MaxValue)
            && (isFirst || days.Until >= period.GetAttributeValue<DateTime>(StatusPeriodTable.From));
    }
}
