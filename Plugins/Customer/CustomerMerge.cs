using CrmMilestones.Plugins.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.Customer;

/// <summary>
/// Runs before accounts are merged: what is copied into the surviving account must keep the rules, as a save must.
/// </summary>
public sealed class CustomerMerge : PluginBase
{
    protected override void Execute(StepContext step)
    {
        if (!step.Context.InputParameters.TryGetValue("UpdateContent", out var content) || content is not Entity copied)
        {
            return;
        }

        var master = step.AsSystem().Retrieve(CustomerRow.Table, step.TargetReference.Id, CustomerRow.AllColumns);
        var change = Judgement.Change(step, master, copied);
        Judgement.RefuseIfWrong(step, change, master.GetAttributeValue<string>(CustomerRow.Name));
    }
}
