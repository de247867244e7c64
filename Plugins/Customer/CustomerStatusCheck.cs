using System;
using CrmMilestones.Plugins.History;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;

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
        if (IsCustomer(account) || IsCustomer(merged))
        {
            var today = BusinessDay.In(step, CustomerRow.Facts(account).Market);
            EventRows.Write(step, account.Id, new(EventKind.Merge, today)
            {
                Reason = $"{merged.GetAttributeValue<string>(CustomerRow.Name)} ({going:D})",
            });
        }
    }

    static bool IsCustomer(Entity account) => CustomerRow.Facts(account).Stage is not null;
}
