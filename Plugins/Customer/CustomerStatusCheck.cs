using System;
using CrmMilestones.Plugins.History;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Plugins.Customer;

/// <summary>
/// Runs after an account was activated, deactivated or merged: these messages need not pass through
/// <see cref="CustomerSave"/>, so where the record and what is believed of it differ, it is judged again.
/// </summary>
public sealed class CustomerStatusCheck : PluginBase
{
    protected override void Execute(StepContext step)
    {
        var account = CustomerRow.Read(step, step.Context.PrimaryEntityId);
        if (!step.Context.InputParameters.TryGetValue("SubordinateId", out var id) || id is not Guid going)
        {
            CustomerReview.FollowState(step, account);
            return;
        }

        var merged = CustomerRow.Read(step, going);
        CustomerReview.Recompute(step, account);
        CustomerReview.FollowState(step, merged);
        // The account that stays isn't behind the other (CM014): where it is outside, so are both.
        if (CustomerRow.Facts(account) is { Stage: not null } staying)
        {
            var today = BusinessDay.In(step, staying.Market);
            EventRows.Write(step, account.Id, new(EventKind.Merge, today)
            {
                Reason = $"{merged.GetAttributeValue<string>(CustomerRow.Name)} ({going:D})",
            });
        }
    }
}
