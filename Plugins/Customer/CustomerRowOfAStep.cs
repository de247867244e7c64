using System;
using System.Linq;
using CrmMilestones.Plugins.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.Customer;

/// <summary>Where a step finds account rows. The rest of the class knows no steps: tools read rows by it too.</summary>
static partial class CustomerRow
{
    /// <summary>The parameters in which a save and a merge carry them.</summary>
    static readonly string[] SubmittedRows = ["Target", "UpdateContent"];

    /// <summary>A stored row with all columns of a judgement, whoever may see it.</summary>
    public static Entity Read(StepContext step, Guid account) =>
        step.AsSystem().Retrieve(Table, account, AllColumns);

    /// <summary>The account that stays, while accounts are merged; null at other times.</summary>
    public static Guid? Staying(StepContext step) => Merge(step)?.PrimaryEntityId;

    /// <summary>
    /// Where a line of an account's history stands: while accounts are merged on the one that stays, to which the platform
    /// moves all other lines.
    /// </summary>
    public static EntityReference OfHistory(StepContext step, Guid account) =>
        new(Table, Staying(step) ?? account);

    /// <summary>The account that is merged away, while accounts are merged; null at other times.</summary>
    public static Guid? Going(StepContext step) => Merge(step)?.InputParameters["SubordinateId"] as Guid?;

    /// <summary>What a save or a merge would have in the row; null for other messages.</summary>
    public static Entity? Submitted(StepContext step) =>
        SubmittedRows.Select(name =>
            step.Context.InputParameters.TryGetValue(name, out var value) ? value as Entity : null)
            .FirstOrDefault(row => row is not null);

    static IPluginExecutionContext? Merge(StepContext step) => new[] { step.Context }.Concat(step.Callers)
        .FirstOrDefault(context => context is { MessageName: "Merge", PrimaryEntityName: Table });
}
