using System;
using System.Globalization;
using System.Linq;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Plugins.Customer;

/// <summary>
/// The reason for change and the effective day of a save: the step before the write empties them, and the step after
/// it still needs them.
/// </summary>
static class GivenForASave
{
    const string Day = "yyyy-MM-dd";

    /// <summary>Also that there are none: rows of a bulk message may share their variables.</summary>
    public static void Remember(StepContext step, CustomerChange change)
    {
        var given = change.TakesEffectOn?.ToString(Day, CultureInfo.InvariantCulture) + "\n" + change.Reason;
        foreach (var key in Keys(step))
        {
            step.Context.SharedVariables[key] = given;
        }
    }

    /// <summary>Both as if this save had sent them; empty where there was none.</summary>
    public static CustomerFacts Recall(StepContext step)
    {
        var given = Keys(step)
            .Select(key => step.Context.SharedVariables.TryGetValue(key, out var value) ? value as string : null)
            .FirstOrDefault(value => value is not null) ?? "\n";
        var end = given.IndexOf('\n');
        object? day = DateTime.TryParseExact(
            given.Substring(0, end), Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
            ? parsed : null;
        return default(CustomerFacts).With(
        [
            new(Columns.StageChangeReason, given.Substring(end + 1)),
            new(Columns.TakesEffectOn, day),
        ]);
    }

    /// <summary>
    /// What tells the row from others, the surest first. A row that is being created may have no id yet before the write:
    /// it is known by all that it brings, or, should the platform lay that out otherwise afterwards, by its name.
    /// </summary>
    static string[] Keys(StepContext step)
    {
        if (step.Context.MessageName != "Create")
        {
            return [$"cm_given {step.Target.Id}"];
        }

        var name = $"cm_given {step.Target.GetAttributeValue<string>(CustomerRow.Name)}";
        var row = CustomerRow.Facts(step.Target);
        var brought = Columns.EnteredByPeople
            .Where(column => column != Columns.StageChangeReason && column != Columns.TakesEffectOn)
            .Select(column => Convert.ToString(row[column], CultureInfo.InvariantCulture));
        return [$"{name} {string.Join("|", brought)}", name];
    }
}
