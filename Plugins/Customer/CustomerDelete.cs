using System;
using System.Collections.Generic;
using CrmMilestones.Plugins.History;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Plugins.Customer;

/// <summary>
/// Runs before an account is deleted: its timeline ends like that of a deactivated one, and its history stays.
/// </summary>
public sealed class CustomerDelete : PluginBase
{
    protected override void Execute(StepContext step)
    {
        if (step.PreImage is not { } image || CustomerRow.Facts(image) is not { Stage: not null } record)
        {
            return;
        }

        var account = step.TargetReference.Id;
        var rows = new Lazy<StatusPeriodRows>(() => StatusPeriodRows.Read(step.AsSystem(), account));
        var deactivated = default(CustomerFacts).With([new(Columns.State, Judgement.Inactive)]);
        var change = Judgement.Change(step, account, record, deactivated, () => rows.Value.Timeline);

        // The row is going: nothing is put right on it.
        var ended = record.With(ServerColumns.Present(change, record, () => Judgement.BaseLanguage(step)));
        HistoryOfACustomer.Write(
            step, account, change, ended, new Dictionary<Column, object?>(), () => rows.Value);
    }
}
