using System;
using System.Collections.Generic;
using CrmMilestones.Plugins.Customer;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.History;

/// <summary>Events and status periods of a change, and what the account says of them, in one transaction.</summary>
static class HistoryOfACustomer
{
    /// <summary>Writes them.</summary>
    /// <param name="step">The step that does.</param>
    /// <param name="account">The account's id.</param>
    /// <param name="change">What changed.</param>
    /// <param name="stored">What the account's row holds.</param>
    /// <param name="mend">Computed columns of the row that aren't true: they are put right.</param>
    /// <param name="rows">The customer's stored periods; asked only if the change reaches them.</param>
    public static void Write(
        StepContext step, Guid account, CustomerChange change, CustomerFacts stored,
        IReadOnlyDictionary<Column, object?> mend, Func<StatusPeriodRows> rows)
    {
        if (change.ReachesTimeline)
        {
            rows().Replace(step, account, change.Timeline, change.Reason);
        }

        foreach (var happened in CustomerEvents.Of(change, stored.With(mend)))
        {
            EventRows.Write(step, account, happened);
        }

        if (mend.Count > 0)
        {
            var row = new Entity(CustomerRow.Table, account);
            CustomerRow.Write(mend, row);
            step.AsSystem().Update(row);
        }
    }
}
