using CrmMilestones.Plugins.Pipeline;

namespace CrmMilestones.Plugins.Customer;

/// <summary>The custom API cm_RecomputeCustomer: judges an account's record of today.</summary>
public sealed class RecomputeCustomer : PluginBase
{
    protected override void Execute(StepContext step) =>
        step.Context.OutputParameters["Changed"] =
            CustomerReview.Recompute(step, CustomerRow.Read(step, step.TargetReference.Id));
}
