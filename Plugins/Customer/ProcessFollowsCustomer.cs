using System;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;

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
        var image = step.PreImage is { } row ? CustomerRow.Facts(row) : default;
        var before = image.Stage;

        // Sent as it was, it still may have written over a move that somebody else has just made.
        var entered = CustomerRow.Facts(step.PostImage)[Columns.StageEnteredOn];
        if (before == stage && Equals(image[Columns.StageEnteredOn], entered))
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
