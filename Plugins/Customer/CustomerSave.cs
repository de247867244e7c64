using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Plugins.Customer;

/// <summary>
/// Runs before an account is created or updated, on every channel: refuses what breaks a rule, and puts the computed
/// columns into the save.
/// </summary>
public sealed class CustomerSave : PluginBase
{
    protected override void Execute(StepContext step)
    {
        var change = Judgement.Change(step, step.PreImage, step.Target);
        Judgement.RefuseIfWrong(step, change, step.Target.GetAttributeValue<string>(CustomerRow.Name)
            ?? step.PreImage?.GetAttributeValue<string>(CustomerRow.Name));

        foreach (var column in Columns.Computed)
        {
            step.Target.Attributes.Remove(column);
        }

        CustomerRow.Write(Judgement.ServerColumns(step, change), step.Target);
    }
}
