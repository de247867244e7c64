using System;
using CrmMilestones.Plugins.Customer;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Codes;
using CrmMilestones.Plugins.Rules.Documents;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Documents;

/// <summary>
/// Runs before a customer's document is created or updated: refuses what breaks CM016, and puts who verified it, when,
/// and its last valid day into the save.
/// </summary>
public sealed class DocumentSave : PluginBase
{
    protected override void Execute(StepContext step)
    {
        if (step.IsWithin(CustomerRow.Table, "Merge"))
        {
            // The platform hands the documents of an account that is merged away to the one that stays.
            return;
        }

        var before = step.PreImage is { } image ? DocumentRow.Facts(image, new()) : null;
        var sent = DocumentRow.Facts(step.Target, before ?? new());
        var at = new Moment(step.UtcNow, () => BusinessDay.In(step, Market(step, sent.Account)));
        var change = new DocumentChange(before, sent, at, step.Person, type => ValidMonths(step, type));
        Problem[] problems = [.. new CM016DocumentsAreVerifiedByOthers().Check(change)];
        if (problems.Length > 0)
        {
            throw Judgement.Refusal(step, customer: null, problems);
        }

        DocumentRow.Write(change.After, sent, step.Target);
    }

    static Guid? Market(StepContext step, Guid? account) => account is { } id
        ? CustomerRow.Facts(step.AsSystem().Retrieve(CustomerRow.Table, id, new ColumnSet(Columns.Market))).Market
        : null;

    static int? ValidMonths(StepContext step, Guid type) =>
        step.AsSystem().Retrieve("cm_documenttype", type, new ColumnSet("cm_validmonths"))
            .GetAttributeValue<int?>("cm_validmonths");
}
