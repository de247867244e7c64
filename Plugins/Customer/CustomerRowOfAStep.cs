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

    /// <summary>What a save or a merge would have in the row; null for other messages.</summary>
    public static Entity? Submitted(StepContext step) =>
        SubmittedRows.Select(name =>
            step.Context.InputParameters.TryGetValue(name, out var value) ? value as Entity : null)
            .FirstOrDefault(row => row is not null);
}
