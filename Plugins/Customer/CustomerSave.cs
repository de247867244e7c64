using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.History;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.Customer;

/// <summary>
/// Runs before an account is created or updated, on every channel: refuses what breaks a rule, and puts the computed
/// columns into the save.
/// </summary>
public sealed class CustomerSave : PluginBase
{
    protected override void Execute(StepContext step)
    {
        var before = step.PreImage is { } image ? CustomerRow.Facts(image) : default;
        var submitted = CustomerRow.Facts(step.Target);
        Guid? account = step.PreImage is null ? null : step.Target.Id;
        var change = Judgement.Change(step, account, before, submitted);
        var isOfComputed = account is not null && !Columns.EnteredByPeople.Any(submitted.Has);
        if (isOfComputed && !Columns.Computed.Any(change.Changes))
        {
            // An end that has come is told with its event, by whoever looks for it: not by a save of nothing.
            DropComputed(step.Target);
            return;
        }

        if (isOfComputed && IsMend(step, account!.Value, change))
        {
            return;
        }

        Judgement.RefuseIfWrong(step, change, step.Target.GetAttributeValue<string>(CustomerRow.Name)
            ?? step.PreImage?.GetAttributeValue<string>(CustomerRow.Name));

        DropComputed(step.Target);
        GivenForASave.Remember(step, change);
        CustomerRow.Write(ServerColumns.For(change, () => Judgement.BaseLanguage(step)), step.Target);
    }

    /// <summary>What is sent back as it was would be written over what somebody else's save has computed since.</summary>
    static void DropComputed(Entity target)
    {
        foreach (var column in Columns.Computed)
        {
            target.Attributes.Remove(column);
        }
    }

    /// <summary>
    /// Whether a save of computed columns alone has the very values that follow from the record and its history: what
    /// the server puts right later comes this way. Anybody else's value is judged by CM006.
    /// </summary>
    static bool IsMend(StepContext step, Guid account, CustomerChange change)
    {
        var sent = Columns.Computed.Where(change.Submitted.Has).ToArray();
        var record = sent.Contains(Columns.ClosedFromStage)
            ? change.Before.With(EventRows.LastMove(step, account)) : change.Before;
        var recompute = Judgement.Recompute(step, account, record, () => change.Believed);
        IEnumerable<KeyValuePair<Column, object?>> expected =
            ServerColumns.For(recompute, () => Judgement.BaseLanguage(step));
        var mended = record.With(expected);
        return sent.All(column => Equals(mended[column], change.Submitted[column]));
    }
}
