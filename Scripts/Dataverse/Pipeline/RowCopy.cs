using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>
/// Copies rows, so that what crosses the service's boundary is nobody else's, as if it had been serialized.
/// </summary>
static class RowCopy
{
    /// <summary>A plain entity with the same values; with columns given, only those.</summary>
    internal static Entity Copy(this Entity row, IReadOnlyCollection<string>? columns = null)
    {
        var copy = new Entity(row.LogicalName, row.Id) { RowVersion = row.RowVersion };
        foreach (var (column, value) in row.Attributes)
        {
            if (columns is not { Count: > 0 } || columns.Contains(column))
            {
                copy[column] = Copy(value);
            }
        }
        foreach (var (column, text) in row.FormattedValues)
        {
            if (copy.Contains(column))
            {
                copy.FormattedValues[column] = text;
            }
        }
        foreach (var (column, value) in row.KeyAttributes)
        {
            copy.KeyAttributes[column] = value;
        }

        return copy;
    }

    static object? Copy(object? value) => value switch
    {
        OptionSetValue choice => new OptionSetValue(choice.Value),
        Money money => new Money(money.Value),
        EntityReference reference => new EntityReference(reference.LogicalName, reference.Id)
        {
            Name = reference.Name,
            KeyAttributes = reference.KeyAttributes,
        },
        _ => value,
    };
}
