using System;
using System.Linq;
using CrmMilestones.Plugins.Customer;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules.Codes;

namespace CrmMilestones.Plugins.History;

/// <summary>
/// Runs before a lifecycle event, a status period or a month close is created, changed or deleted: only the product's
/// own plug-ins do that, and all they change is when a period was superseded, once (CM010).
/// </summary>
public sealed class HistoryGuard : PluginBase
{
    /// <summary>Messages about an account in which the history is written.</summary>
    static readonly string[] Saves =
        ["Create", "Update", "Delete", "Merge", "SetState", "SetStateDynamicEntity"];

    protected override void Execute(StepContext step)
    {
        if (!IsOurs(step))
        {
            throw Judgement.Refusal(step, customer: null, [new CM010HistoryIsTheServers().Problem]);
        }
    }

    static bool IsOurs(StepContext step) => step.Context.MessageName switch
    {
        "Create" => IsWritten(step),
        "Update" => Supersedes(step) || FollowsAnAccount(step),
        _ => false,
    };

    /// <summary>As far as the platform lets one tell: inside a save of an account, or one of our custom APIs.</summary>
    static bool IsWritten(StepContext step) => step.IsWithin(CustomerRow.Table, Saves)
        || step.Callers.Any(caller => caller.MessageName is "cm_RecomputeCustomer" or "cm_CloseMonth");

    static bool Supersedes(StepContext step) =>
        IsOnly(step, StatusPeriodTable.SupersededOn) && IsWritten(step)
        && step.PreImage?.GetAttributeValue<DateTime?>(StatusPeriodTable.SupersededOn) is null;

    /// <summary>The platform moves the lookup when accounts are merged, and empties it when one is deleted.</summary>
    static bool FollowsAnAccount(StepContext step) =>
        IsOnly(step, "cm_accountid") && step.IsWithin(CustomerRow.Table, "Merge", "Delete");

    static bool IsOnly(StepContext step, string column) =>
        step.Target.Attributes.Keys.All(name => name == column || name == step.Target.LogicalName + "id");
}
