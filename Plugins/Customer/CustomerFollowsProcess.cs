using System.Linq;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Customer;

/// <summary>
/// Runs after a guided process was created, moved or pointed at another account: the account moves along, through the
/// same gate as any save, or, where the account leads, the process goes where the account is.
/// </summary>
public sealed class CustomerFollowsProcess : PluginBase
{
    const int MainOperation = 30;

    protected override void Execute(StepContext step)
    {
        var process = step.PostImage;
        if (ProcessRow.Stage(process) is not { } now
            || process.GetAttributeValue<EntityReference>(GuidedProcess.Account) is not { } account
            || IsLedByTheAccount(step))
        {
            return;
        }

        var before = step.PreImage;
        var isPointedElsewhere = before is not null
            && before.GetAttributeValue<EntityReference>(GuidedProcess.Account)?.Id != account.Id;
        var system = step.AsSystem();
        var stage = CustomerRow.Facts(system.Retrieve(CustomerRow.Table, account.Id, new ColumnSet(Columns.Stage)))
            .Stage;

        // A merge brings the other account's process along: the account that stays leads.
        var to = step.IsWithin(CustomerRow.Table, "Merge") ? null
            : isPointedElsewhere ? GuidedProcess.AccountMovesTo(stage, now)
            : GuidedProcess.AccountMovesTo(stage, before is null ? null : ProcessRow.Stage(before), now);
        if (to is { } target)
        {
            step.AsCaller().Update(
                new Entity(CustomerRow.Table, account.Id) { [Columns.Stage] = new OptionSetValue((int)target) });
        }
        else if (before is null || isPointedElsewhere || !IsNested(step))
        {
            ProcessRow.MoveTo(stage, process, system);
        }
    }

    /// <summary>
    /// Whoever moves the process on its way to the account's stage takes it all the way. The save itself is among the
    /// callers too, as its own main operation.
    /// </summary>
    static bool IsNested(StepContext step) => step.Callers.Any(caller => caller.Stage != MainOperation
        && caller.PrimaryEntityName is GuidedProcess.Table or CustomerRow.Table
        && caller.MessageName is "Create" or "Update");

    /// <summary>
    /// Saves a read for each stage of a jump. Where the platform doesn't say who calls, the account is read and tells the
    /// same.
    /// </summary>
    static bool IsLedByTheAccount(StepContext step) =>
        step.Callers.Any(caller => caller.OwningExtension?.Id == ProcessFollowsCustomer.StepId);
}
