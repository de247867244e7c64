using System;
using System.Collections.Generic;
using CrmMilestones.Plugins.Documents;
using CrmMilestones.Plugins.History;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Requirements;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Customer;

/// <summary>A save put before the rules.</summary>
static class Judgement
{
    /// <summary>The value of statecode.</summary>
    public const int Inactive = 1;

    const int Active = 0;

    /// <summary>A save of an account.</summary>
    /// <param name="step">The step that judges it.</param>
    /// <param name="account">The account's id; null while it is being created.</param>
    /// <param name="before">The stored record; default on create.</param>
    /// <param name="submitted">What the caller sends.</param>
    public static CustomerChange Change(
        StepContext step, Guid? account, CustomerFacts before, CustomerFacts submitted) =>
        Change(step, account, before, submitted, () => Believed(step, account));

    /// <summary>The same, where what is believed has been read.</summary>
    /// <remarks>What a merge brings into the account that stays counts from today and corrects nothing earlier.</remarks>
    public static CustomerChange Change(
        StepContext step, Guid? account, CustomerFacts before, CustomerFacts submitted, Func<Timeline> believed,
        bool isOvertaken = false) => new(
            before, submitted, At(step, before.With(submitted).Market), step.Person, believed,
            countsFromToday: account is { } id && id == CustomerRow.Staying(step), isOvertaken: isOvertaken)
        {
            ReadRequirements = change => RequirementRows.InEffect(step, account, change),
            ReadDocuments = change => RequiredDocumentRows.Read(step, account, change),
        };

    /// <summary>An account that another message than Update has activated or deactivated.</summary>
    public static CustomerChange StateChange(
        StepContext step, Guid account, CustomerFacts record, Func<Timeline> believed) => Change(
            step, account, record.With(Columns.State, record.IsActiveAccount ? Inactive : Active),
            record.Only(column => column == Columns.State), believed);

    /// <summary>A record judged as it is.</summary>
    public static CustomerChange Recompute(
        StepContext step, Guid account, CustomerFacts record, Func<Timeline> believed) => CustomerChange.Recomputing(
            record, At(step, record.Market), step.Person, believed,
            change => RequirementRows.InEffect(step, account, change));

    /// <summary>Whether the save was judged, before the write, by periods that are believed no longer.</summary>
    public static bool IsOvertaken(StepContext step, Guid account, Func<StatusPeriodRows> rows) =>
        step.Context.SharedVariables.TryGetValue(Seen(account), out var mark) && !Equals(mark, rows().Mark);

    /// <summary>What is believed of an account so far; nothing while it is being created.</summary>
    static Timeline Believed(StepContext step, Guid? account)
    {
        if (account is not { } id)
        {
            return Timeline.Empty;
        }

        var rows = StatusPeriodRows.Read(step.AsSystem(), id);
        step.Context.SharedVariables[Seen(id)] = rows.Mark;
        return rows.Timeline;
    }

    /// <summary>The shared variable that tells by which periods a save was judged.</summary>
    static string Seen(Guid account) => $"cm_periods {account}";

    /// <summary>Ends the save with one message that names everything that is wrong, if anything is.</summary>
    public static void RefuseIfWrong(StepContext step, CustomerChange change, string? customer)
    {
        var problems = SaveRules.Check(change);
        if (problems.Count > 0)
        {
            throw Refusal(step, customer, problems);
        }
    }

    /// <summary>One message in the person's language.</summary>
    public static InvalidPluginExecutionException Refusal(
        StepContext step, string? customer, IEnumerable<Problem> problems)
    {
        Problem[] all = [.. problems];
        return new InvalidPluginExecutionException(CallerLabels.Say(
            step.AsSystem(), step.Person, labels => Problem.Say(all, labels, customer)));
    }

    /// <summary>The organization's base language (LCID), in which texts are stored. A read.</summary>
    public static int BaseLanguage(StepContext step)
    {
        var organization = new QueryExpression("organization") { ColumnSet = new ColumnSet("languagecode") };
        return step.Recall("cm_language", () => step.AsSystem().RetrieveMultiple(organization).Entities[0]
            .GetAttributeValue<int>("languagecode"));
    }

    static Moment At(StepContext step, Guid? market) => new(step.UtcNow, () => BusinessDay.In(step, market));
}
