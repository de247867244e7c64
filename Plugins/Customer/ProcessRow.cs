using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Customer;

/// <summary>A row of the guided process's own table.</summary>
static class ProcessRow
{
    const int Active = 0;
    const int ActiveReason = 1;

    public static ColumnSet Columns { get; } = new(GuidedProcess.ActiveStage, GuidedProcess.State);

    /// <summary>Null where the row carries no stage of this process.</summary>
    public static Stage? Stage(Entity process) =>
        GuidedProcess.StageOf(process.GetAttributeValue<EntityReference>(GuidedProcess.ActiveStage)?.Id);

    /// <summary>
    /// Moves the process one stage toward the account's, if it is not there. That update runs
    /// <see cref="CustomerFollowsProcess"/>, which takes the next step.
    /// </summary>
    public static void StepToward(Stage? account, Entity process, IOrganizationService service)
    {
        if (Stage(process) is not { } active || GuidedProcess.StepToward(account, active) is not { } next)
        {
            return;
        }

        if (process.GetAttributeValue<OptionSetValue>(GuidedProcess.State)?.Value is not (null or Active))
        {
            // A finished or abandoned process can't change its stage.
            service.Update(new Entity(process.LogicalName, process.Id)
            {
                [GuidedProcess.State] = new OptionSetValue(Active),
                [GuidedProcess.Status] = new OptionSetValue(ActiveReason),
            });
        }

        service.Update(new Entity(process.LogicalName, process.Id)
        {
            [GuidedProcess.ActiveStage] = new EntityReference("processstage", GuidedProcess.IdOf(next)),
            [GuidedProcess.TraversedPath] = GuidedProcess.PathTo(next),
        });
    }
}
