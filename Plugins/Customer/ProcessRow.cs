using System.Collections.Generic;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Customer;

/// <summary>A row of the guided process's own table.</summary>
static class ProcessRow
{
    const int Active = 0;
    const int ActiveReason = 1;
    const int Inactive = 1;
    const int Aborted = 3;

    static ColumnSet Columns { get; } = new(GuidedProcess.ActiveStage, GuidedProcess.State);

    /// <summary>Null where the row carries no stage of this process.</summary>
    public static Stage? Stage(Entity process) =>
        GuidedProcess.StageOf(process.GetAttributeValue<EntityReference>(GuidedProcess.ActiveStage)?.Id);

    /// <summary>The processes of an account: one, or none.</summary>
    public static IEnumerable<Entity> Of(EntityReference account, IOrganizationService system)
    {
        var ofAccount = new QueryByAttribute(GuidedProcess.Table) { ColumnSet = Columns };
        ofAccount.AddAttributeValue(GuidedProcess.Account, account.Id);
        return system.RetrieveMultiple(ofAccount).Entities;
    }

    /// <summary>
    /// Moves the process to the account's stage, if it is not there: stage by stage, as Dataverse refuses to skip one.
    /// </summary>
    public static void MoveTo(Stage? account, Entity process, IOrganizationService system)
    {
        var active = Stage(process);
        while (active is { } stage && GuidedProcess.StepToward(account, stage) is { } next)
        {
            if (active == Stage(process))
            {
                // A finished or abandoned process can't change its stage.
                Resume(process, system);
            }

            system.Update(new Entity(process.LogicalName, process.Id)
            {
                [GuidedProcess.ActiveStage] = new EntityReference("processstage", GuidedProcess.IdOf(next)),
                [GuidedProcess.TraversedPath] = GuidedProcess.PathTo(next),
            });
            active = next;
        }
    }

    /// <summary>Makes a finished or abandoned process active.</summary>
    public static void Resume(Entity process, IOrganizationService system)
    {
        if (!IsActive(process))
        {
            SetState(process, Active, ActiveReason, system);
        }
    }

    /// <summary>Ends the process of an account that leaves the lifecycle.</summary>
    public static void Abort(Entity process, IOrganizationService system)
    {
        if (IsActive(process))
        {
            SetState(process, Inactive, Aborted, system);
        }
    }

    static bool IsActive(Entity process) =>
        process.GetAttributeValue<OptionSetValue>(GuidedProcess.State)?.Value is null or Active;

    static void SetState(Entity process, int state, int status, IOrganizationService system) =>
        system.Update(new Entity(process.LogicalName, process.Id)
        {
            [GuidedProcess.State] = new OptionSetValue(state),
            [GuidedProcess.Status] = new OptionSetValue(status),
        });
}
