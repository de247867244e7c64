using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Customer;

/// <summary>
/// Runs after an account's stage was saved: the guided process of the account, if there is one, moves along.
/// </summary>
public sealed class ProcessFollowsCustomer : PluginBase
{
    protected override void Execute(StepContext step)
    {
        var stage = CustomerRow.Facts(step.Target).Stage;
        if (step.PreImage is { } before && CustomerRow.Facts(before).Stage == stage)
        {
            return;
        }

        var service = step.AsSystem();
        var ofAccount = new QueryByAttribute(GuidedProcess.Table) { ColumnSet = ProcessRow.Columns };
        ofAccount.AddAttributeValue(GuidedProcess.Account, step.Target.Id);
        foreach (var process in service.RetrieveMultiple(ofAccount).Entities)
        {
            ProcessRow.StepToward(stage, process, service);
        }
    }
}
