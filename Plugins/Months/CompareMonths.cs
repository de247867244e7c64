using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Plugins.Months;

/// <summary>Custom API cm_CompareMonths: the roll-forward of the days after From up to To.</summary>
public sealed class CompareMonths : PluginBase
{
    protected override void Execute(StepContext step)
    {
        var from = Question.Day(step, "From");
        var to = Question.Day(step, "To");
        if (from > to)
        {
            throw Question.Refusal(step, CountingProblems.BackToFront(from, to));
        }

        var month = Question.Counts(step).Between(from, to);
        var answer = step.Context.OutputParameters;
        answer["Opening"] = month.Opening;
        answer["New"] = month.New;
        answer["Returned"] = month.Returned;
        answer["Released"] = month.Released;
        answer["Held"] = month.Held;
        answer["Ended"] = month.Ended;
        answer["Other"] = month.Other;
        answer["Closing"] = month.Closing;
    }
}
