using System.Collections.Generic;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

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
            before, CustomerRow.FactsAfter(before, submitted), new Moment(step.UtcNow), step.Person);
    }

    /// <summary>Ends the save with one message that names everything that is wrong, if anything is.</summary>
    public static void RefuseIfWrong(StepContext step, CustomerChange change, string? customer)
    {
        var problems = SaveRules.Check(change);
        if (problems.Count > 0)
        {
            var labels = CallerLabels.Read(step.AsSystem(), step.Person);
            throw new InvalidPluginExecutionException(Problem.Say(problems, labels, customer));
        }
    }

    /// <summary>What the server writes into the save; its texts in the organization's base language.</summary>
    public static IReadOnlyDictionary<Column, object?> ServerColumns(StepContext step, CustomerChange change) =>
        Rules.ServerColumns.For(change, () => BaseLanguage(step.AsSystem()));

    static int BaseLanguage(IOrganizationService system)
    {
        var organization = new QueryExpression("organization") { ColumnSet = new ColumnSet("languagecode") };
        return system.RetrieveMultiple(organization).Entities[0].GetAttributeValue<int>("languagecode");
    }
}
