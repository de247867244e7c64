using CrmMilestones.Plugins.Pipeline;

namespace CrmMilestones.Plugins.Months;

/// <summary>Custom API cm_CountCustomers: the active customers of a day, as known at a moment.</summary>
public sealed class CountCustomers : PluginBase
{
    protected override void Execute(StepContext step)
    {
        var counts = Question.Counts(step).On(Question.Day(step, "AsOf"));
        var answer = step.Context.OutputParameters;
        answer["Active"] = counts.Active;
        answer["Billable"] = counts.Billable;
        answer["OnHold"] = counts.OnHold;
        answer["ByMarket"] = counts.ByMarket;
    }
}
