using System;
using System.Linq;
using CrmMilestones.Plugins.History;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Plugins.Customer;

/// <summary>
/// Runs after an account was created or updated, while its row is locked: judges the save again if somebody else saved
/// meanwhile, and writes events and status periods in the same transaction.
/// </summary>
public sealed class CustomerHistory : PluginBase
{
    protected override void Execute(StepContext step)
    {
        var target = CustomerRow.Facts(step.Target);
        var before = step.PreImage is { } image ? CustomerRow.Facts(image) : default;
        var stored = CustomerRow.Facts(step.PostImage);

        var isCreate = step.PreImage is null;
        if (!isCreate && !Columns.EnteredByPeople.Any(target.Has))
        {
            return;
        }

        // As if nobody had saved since: the columns of this save as they were, the others as they are.
        var account = step.PostImage.Id;
        var start = isCreate ? default : stored.With(before, target.Has);
        // Also of an account that is created: one that was deleted can be restored, and its key has a past.
        var rows = new Lazy<StatusPeriodRows>(() => StatusPeriodRows.Read(step.AsSystem(), account));
        var isOvertaken = !isCreate
            && (Columns.All.Any(column => !target.Has(column) && !Equals(before[column], stored[column]))
                || Judgement.IsOvertaken(step, account, () => rows.Value));
        if (isOvertaken && target.Has(Columns.Stage))
        {
            start = start.With(EventRows.LastMove(step, account));
        }

        var submitted = target.Only(column => !column.IsComputed).With(GivenForASave.Recall(step));
        var change = Judgement.Change(
            step, isCreate ? null : account, start, submitted, () => rows.Value.Timeline, isOvertaken);
        var hasLeftMeanwhile = isOvertaken && before.Stage is not null && stored.Stage is null;
        if (!change.IsInLifecycle && !hasLeftMeanwhile)
        {
            return;
        }

        if (isOvertaken)
        {
            Judgement.RefuseIfWrong(step, change, step.PostImage.GetAttributeValue<string>(CustomerRow.Name));
        }

        var mend = ServerColumns.Present(change, stored, () => Judgement.BaseLanguage(step));
        HistoryOfACustomer.Write(step, account, change, stored, mend, () => rows.Value);
    }
}
