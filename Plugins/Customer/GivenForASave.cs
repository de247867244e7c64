using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Plugins.Customer;

/// <summary>
/// The reason for change and the effective day of a save: the step before the write empties them, and the step after
/// it still needs them.
/// </summary>
static class GivenForASave
{
    public static void Remember(StepContext step, CustomerChange change)
    {
        if (change.Reason is { } reason)
        {
            step.Context.SharedVariables[Key(step, Columns.StageChangeReason)] = reason;
        }

        if (change.TakesEffectOn is { } day)
        {
            step.Context.SharedVariables[Key(step, Columns.TakesEffectOn)] = day;
        }
    }

    /// <summary>Both as if this save had sent them; empty where there was none.</summary>
    public static CustomerFacts Recall(StepContext step) => default(CustomerFacts).With(
    [
        new(Columns.StageChangeReason, Value(step, Columns.StageChangeReason)),
        new(Columns.TakesEffectOn, Value(step, Columns.TakesEffectOn)),
    ]);

    static object? Value(StepContext step, Column column) =>
        step.Context.SharedVariables.TryGetValue(Key(step, column), out var value) ? value : null;

    /// <summary>
    /// Rows of a bulk message may share their variables. A row that is being created may have no id yet before the write.
    /// </summary>
    static string Key(StepContext step, Column column) => step.Context.MessageName == "Create"
        ? $"{column} {step.Target.GetAttributeValue<string>(CustomerRow.Name)}" : $"{column} {step.Target.Id}";
}
