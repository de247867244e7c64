using CrmMilestones.Plugins.Customer;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Plugins.Claims;

/// <summary>
/// Runs before a claim is created or updated, on every channel: finds the customer, holds the claim against its days,
/// and puts both into the save.
/// </summary>
public sealed class ClaimSave : PluginBase
{
    protected override void Execute(StepContext step)
    {
        // What a merge or a deletion does to the lookup is nobody's choice; ClaimsFollowPeriods and
        // ClaimsOfDeletedCustomers judge it afterwards, by a save of the agreement.
        if (step.PreImage is not null && !step.Target.Contains(ClaimRow.Agreement)
            && step.IsWithin(CustomerRow.Table, "Merge", "Delete"))
        {
            return;
        }

        var change = ClaimRow.Change(step.PreImage, step.Target);
        var known = KnownForAll.Find(step);
        var verdict = known is null ? null : ClaimVerdict.Of(change, known);
        if (verdict is null)
        {
            known = CustomerReads.Read(step.AsSystem(), [change]);
            verdict = ClaimVerdict.Of(change, known)!;
        }

        ClaimRow.Write(
            verdict, step.PreImage, step.Target, () => known!.BaseLanguage ?? Judgement.BaseLanguage(step));
    }
}
