using System;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.Customer;

/// <summary>
/// Runs after an account was activated, deactivated or merged: these messages need not pass through
/// <see cref="CustomerSave"/>, so where the stored status is no longer right, the account is saved once more.
/// </summary>
public sealed class CustomerStatusCheck : PluginBase
{
    protected override void Execute(StepContext step)
    {
        Check(step, step.Context.PrimaryEntityId);
        if (step.Context.InputParameters.TryGetValue("SubordinateId", out var merged) && merged is Guid subordinate)
        {
            Check(step, subordinate);
        }
    }

    static void Check(StepContext step, Guid account)
    {
        var service = step.AsSystem();
        var stored = service.Retrieve(CustomerRow.Table, account, CustomerRow.AllColumns);
        if (Judgement.ServerColumns(step, Judgement.Change(step, stored, submitted: stored)).Count > 0)
        {
            // The stage as it is: CustomerSave judges the account again and writes what differs.
            service.Update(new Entity(CustomerRow.Table, account) { [Columns.Stage] = stored[Columns.Stage] });
        }
    }
}
