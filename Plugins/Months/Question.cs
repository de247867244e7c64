using System;
using System.Linq;
using CrmMilestones.Plugins.Customer;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Months;

/// <summary>The parameters that the custom APIs for counting share.</summary>
static class Question
{
    /// <summary>As known at KnownOn (now if it isn't given), in the market MarketCode (else in all).</summary>
    public static Counts Counts(StepContext step) =>
        // The counts are the same for everybody: who may ask, the privilege of the custom API says.
        new(step.AsSystem(), step.DateTimeParameter("KnownOn") ?? step.UtcNow, Market(step));

    /// <summary>A day that must be given: the date in UTC.</summary>
    public static DateTime Day(StepContext step, string parameter) =>
        step.DateTimeParameter(parameter)?.Date
        ?? throw new InvalidPluginExecutionException($"{parameter} is missing.");

    /// <summary>Ends the call with a sentence in the caller's language.</summary>
    public static InvalidPluginExecutionException Refusal(StepContext step, Sentence sentence) =>
        new(CallerLabels.Say(step.AsSystem(), step.Person, labels => sentence.Say(labels)));

    static Guid? Market(StepContext step)
    {
        var code = step.Context.InputParameters.TryGetValue("MarketCode", out var given) ? given as string : null;
        if (string.IsNullOrWhiteSpace(code))
        {
            return null;
        }

        QueryByAttribute market = new("cm_market");
        market.AddAttributeValue("cm_code", code!.Trim());
        return step.AsSystem().RetrieveMultiple(market).Entities.FirstOrDefault()?.Id
            ?? throw Refusal(step, CountingProblems.UnknownMarket(code));
    }
}
