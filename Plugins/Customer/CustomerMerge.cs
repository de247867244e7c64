using System;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Codes;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.Customer;

/// <summary>
/// Runs before accounts are merged: no lifecycle and no hold may be lost, and what is copied into the account that stays
/// must keep the rules, as a save must.
/// </summary>
public sealed class CustomerMerge : PluginBase
{
    protected override void Execute(StepContext step)
    {
        var master = CustomerRow.Read(step, step.TargetReference.Id);
        var staying = CustomerRow.Facts(master);
        var other = CustomerRow.Facts(CustomerRow.Read(step, (Guid)step.Context.InputParameters["SubordinateId"]));
        var copied = step.Context.InputParameters.TryGetValue("UpdateContent", out var content)
            ? content as Entity : null;
        if (copied is not null)
        {
            Drop(copied, staying, other);
        }

        var change = Judgement.Change(step, master.Id, staying, copied is null ? default : CustomerRow.Facts(copied));
        Problem[] problems = [.. SaveRules.Check(change), .. new CM014MergesLoseNothing().Check(change.After, other)];
        if (problems.Length > 0)
        {
            throw Judgement.Refusal(step, master.GetAttributeValue<string>(CustomerRow.Name), problems);
        }
    }

    /// <summary>The merge dialog copies columns that nobody can leave out: computed ones, and a stage that is one of two.</summary>
    static void Drop(Entity copied, CustomerFacts staying, CustomerFacts other)
    {
        foreach (var column in Columns.Computed)
        {
            copied.Attributes.Remove(column);
        }

        var stage = CustomerRow.Facts(copied).Stage;
        if (stage == staying.Stage || stage == other.Stage)
        {
            copied.Attributes.Remove(Columns.Stage);
        }
    }
}
