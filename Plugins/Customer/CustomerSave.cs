using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.History;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;

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
        if (IsMend(step, account, change))
        {
            return;
        }

        Judgement.RefuseIfWrong(step, change, step.Target.GetAttributeValue<string>(CustomerRow.Name)
            ?? step.PreImage?.GetAttributeValue<string>(CustomerRow.Name));

        foreach (var column in Columns.Computed)
        {
            step.Target.Attributes.Remove(column);
        }

        GivenForASave.Remember(step, change);
        CustomerRow.Write(ServerColumns.For(change, () => Judgement.BaseLanguage(step)), step.Target);
    }

    /// <summary>
    /// A save of computed columns alone, with the very values that follow from the record and its history: what the
    /// server puts right later comes this way. Anybody else's value is judged by CM006.
    /// </summary>
    static bool IsMend(StepContext step, Guid? account, CustomerChange change)
    {
        if (account is null || Columns.EnteredByPeople.Any(change.Submitted.Has))
        {
            return false;
        }

        var sent = Columns.Computed.Where(change.Submitted.Has).ToArray();
        if (!sent.Any(change.Changes))
        {
            // An end that has come is told with its event, by whoever looks for it: not by a save of nothing.
            return true;
        }

        var record = sent.Contains(Columns.ClosedFromStage)
            ? change.Before.With(EventRows.LastMove(step, account.Value)) : change.Before;
        var recompute = Judgement.Recompute(step, account.Value, record, () => change.Believed);
        IEnumerable<KeyValuePair<Column, object?>> expected =
            ServerColumns.For(recompute, () => Judgement.BaseLanguage(step));
        var mended = record.With(expected);
        return sent.All(column => Equals(mended[column], change.Submitted[column]));
    }
}
