using System;
using CrmMilestones.Plugins.Pipeline;

namespace CrmMilestones.Plugins.Customer;

/// <summary>
/// Runs after an account's stage was saved: the guided process of the account, if there is one, moves along.
/// </summary>
public sealed class ProcessFollowsCustomer : PluginBase
{
    /// <summary>The step's id in the solution: <see cref="CustomerFollowsProcess"/> knows by it who leads.</summary>
    internal static readonly Guid StepId = new("ce4e5ef9-57f8-4273-bee3-5ebbee5fc365");

    protected override void Execute(StepContext step)
    {
        var stage = CustomerRow.Facts(step.Target).Stage;
        var before = step.PreImage is { } image ? CustomerRow.Facts(image).Stage : null;
        if (before == stage)
        {
            return;
        }

        var system = step.AsSystem();
        foreach (var process in ProcessRow.Of(step.Target.ToEntityReference(), system))
        {
            if (stage is null)
            {
                ProcessRow.Abort(process, system);
            }
            else
            {
                if (before is null && ProcessRow.Stage(process) == stage)
                {
                    // It ended when the customer left the lifecycle.
                    ProcessRow.Resume(process, system);
                }

                ProcessRow.MoveTo(stage, process, system);
            }
        }
    }
}
