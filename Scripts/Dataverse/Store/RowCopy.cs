using System.Linq;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Store;

/// <summary>
/// Copies rows, so that what crosses the service's boundary is nobody else's, as if it had been serialized.
/// </summary>
static class RowCopy
{
    /// <summary>A plain entity with the same values.</summary>
    internal static Entity Copy(this Entity row)
    {
        var copy = new Entity(row.LogicalName, row.Id) { RowVersion = row.RowVersion };
        foreach (var (column, value) in row.Attributes)
        {
            copy[column] = Of(value);
        }
        foreach (var (column, text) in row.FormattedValues.Where(shown => row.Contains(shown.Key)))
        {
            copy.FormattedValues[column] = text;
        }
        foreach (var (column, value) in row.KeyAttributes)
        {
            copy.KeyAttributes[column] = value;
        }

        return copy;
    }

    /// <summary>The same value, of which nobody else has this copy; what can't be changed is its own.</summary>
    internal static object? Of(object? value) => value switch
    {
        OptionSetValue choice => new OptionSetValue(choice.Value),
        Money money => new Money(money.Value),
        EntityReference reference => Of(reference),
        _ => value,
    };

    static EntityReference Of(EntityReference reference)
    {
        EntityReference copy = new(reference.LogicalName, reference.Id) { Name = reference.Name };
        if (reference.KeyAttributes.Count > 0)
        {
            copy.KeyAttributes.AddRange(reference.KeyAttributes);
        }

        return copy;
    }
}
