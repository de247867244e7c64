using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Customer;

/// <summary>
/// Runs after a guided process was created or moved: the account moves along, through the same gate as any save, or,
/// where the account moved first, the process takes its next step toward it.
/// </summary>
public sealed class CustomerFollowsProcess : PluginBase
{
    protected override void Execute(StepContext step)
    {
        var process = step.PostImage;
        if (ProcessRow.Stage(process) is not { } now
            || process.GetAttributeValue<EntityReference>(GuidedProcess.Account) is not { } account)
        {
            return;
        }

        var before = step.PreImage is { } image ? ProcessRow.Stage(image) : null;
        var system = step.AsSystem();
        var stage = CustomerRow.Facts(system.Retrieve(CustomerRow.Table, account.Id, new ColumnSet(Columns.Stage)))
            .Stage;

        if (GuidedProcess.AccountMovesTo(stage, before, now) is { } to)
        {
            step.AsCaller().Update(
                new Entity(CustomerRow.Table, account.Id) { [Columns.Stage] = new OptionSetValue((int)to) });
        }
        else
        {
            ProcessRow.StepToward(stage, process, system);
        }
    }
}
