using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Customer;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.Claims;

/// <summary>
/// What is known of the customers of several claims, read once for all of them and found by the step of each. Nothing
/// depends on it but the number of reads: a claim that doesn't find what it needs reads for itself.
/// </summary>
static class KnownForAll
{
    const string Variable = "cm_claimcustomers";

    /// <summary>What a step further out, or of another row of the same message, has read.</summary>
    public static KnownCustomers? Find(StepContext step)
    {
        foreach (var context in new[] { step.Context }.Concat(step.Callers))
        {
            if (context.SharedVariables.TryGetValue(Variable, out var known) && known is string text)
            {
                return new(text);
            }
        }

        return step.Callers.FirstOrDefault(caller => RowsOf(caller) is not null) is { } bulk
            && IsFirst(step, RowsOf(bulk)!) ? Share(step, Read(step, RowsOf(bulk)!), step.Context, bulk) : null;
    }

    /// <summary>Lets the saves that this step sends find it.</summary>
    public static void Share(StepContext step, KnownCustomers known) => Share(step, known, step.Context);

    static KnownCustomers Share(StepContext step, KnownCustomers known, params IPluginExecutionContext[] contexts)
    {
        known.BaseLanguage = Judgement.BaseLanguage(step);
        foreach (var context in contexts)
        {
            context.SharedVariables[Variable] = known.ToString();
        }

        return known;
    }

    /// <summary>The claims of a CreateMultiple or UpdateMultiple, inside which each row is handled.</summary>
    static DataCollection<Entity>? RowsOf(IPluginExecutionContext caller) =>
        caller.InputParameters.TryGetValue("Targets", out var targets)
            && targets is EntityCollection { Entities: { Count: > 0 } rows }
            && rows[0].LogicalName == ClaimRow.Table ? rows : null;

    /// <summary>
    /// Only the first row reads for all: should it be able to tell nobody, the others must not read as much.
    /// </summary>
    static bool IsFirst(StepContext step, DataCollection<Entity> rows) => step.PreImage is not null
        ? rows[0].Id == step.Target.Id
        : rows[0].Attributes.Count == step.Target.Attributes.Count
            && rows[0].Attributes.All(column =>
                step.Target.Attributes.TryGetValue(column.Key, out var value) && Equals(value, column.Value));

    static KnownCustomers Read(StepContext step, IReadOnlyCollection<Entity> rows)
    {
        var system = step.AsSystem();
        var stored = step.PreImage is null ? []
            : ClaimRow.Stored(system, ClaimRow.Id, [.. rows.Select(row => row.Id)]).ToDictionary(row => row.Id);
        return CustomerReads.Read(system,
        [
            .. rows.Select(row => ClaimRow.Change(stored.TryGetValue(row.Id, out var before) ? before : null, row)),
        ]);
    }
}
