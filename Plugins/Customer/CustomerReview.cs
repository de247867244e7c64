using CrmMilestones.Plugins.History;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.Customer;

/// <summary>Judges a record that did not come through <see cref="CustomerSave"/>.</summary>
static class CustomerReview
{
    /// <summary>Of an account that another message than Update may have activated or deactivated.</summary>
    public static void FollowState(StepContext step, Entity account)
    {
        var record = CustomerRow.Facts(account);
        var rows = StatusPeriodRows.Read(step.AsSystem(), account.Id);
        var change = Judgement.StateChange(step, account.Id, record, () => rows.Timeline);
        if (!change.IsInLifecycle)
        {
            return;
        }

        var mend = ServerColumns.Present(change, record, () => Judgement.BaseLanguage(step));
        HistoryOfACustomer.Write(step, account.Id, change, record, mend, () => rows);
    }

    /// <summary>As it is, also one that was written past the plug-ins: writes what differs from today on.</summary>
    /// <returns>Whether anything did.</returns>
    public static bool Recompute(StepContext step, Entity account)
    {
        var record = CustomerRow.Facts(account);
        if (record.Stage is null)
        {
            return false;
        }

        var rows = StatusPeriodRows.Read(step.AsSystem(), account.Id);
        var change = Judgement.Recompute(step, account.Id, record, () => rows.Timeline);
        if (!change.StageExists)
        {
            return false;
        }

        var mend = ServerColumns.For(change, () => Judgement.BaseLanguage(step));
        var isNew = TimelineDifference.Between(rows.Timeline, change.Timeline).Added.Count > 0;
        HistoryOfACustomer.Write(step, account.Id, change, record, mend, () => rows);
        return isNew || mend.Count > 0;
    }
}
