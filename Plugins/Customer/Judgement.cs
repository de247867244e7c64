using System;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.Customer;

/// <summary>A save put before the rules.</summary>
static class Judgement
{
    /// <summary>
    /// The change from the stored row (null on create) to the stored row with the submitted columns over it.
    /// </summary>
    public static CustomerChange Change(StepContext step, Entity? stored, Entity submitted)
    {
        var before = stored is null ? default : CustomerRow.Facts(stored);
        return new CustomerChange(
            before, CustomerRow.FactsAfter(before, submitted), new Moment(DateTime.UtcNow), step.Person);
    }

    /// <summary>Ends the save with one message that names everything that is wrong, if anything is.</summary>
    public static void RefuseIfWrong(StepContext step, CustomerChange change, string? customer)
    {
        var problems = SaveRules.Check(change);
        if (problems.Count > 0)
        {
            var labels = CallerLabels.Read(step.AsSystem(), step.Person);
            throw new InvalidPluginExecutionException(Messages.Say(problems, customer, labels));
        }
    }
}
