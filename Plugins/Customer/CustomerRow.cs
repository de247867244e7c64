using System;
using System.Collections.Generic;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Customer;

/// <summary>Between an account row and the plain values of the rules: the only place where the two meet.</summary>
static partial class CustomerRow
{
    public const string Table = "account";

    /// <summary>For messages; not a column that the rules judge.</summary>
    public const string Name = "name";

    /// <summary>What a judgement needs of a row that no image brings.</summary>
    public static ColumnSet AllColumns { get; } = new([Name, Columns.Owner, .. Columns.All]);

    /// <summary>
    /// The columns of a row that the definition speaks of, as plain values; those it does not carry are left out.
    /// </summary>
    public static CustomerFacts Facts(Entity row) => default(CustomerFacts).With(Values(
        row, name => name == Columns.Owner.LogicalName ? Columns.Owner : Columns.Named(name)));

    /// <summary>The columns of a row that are asked for, as plain values.</summary>
    /// <param name="row">The row.</param>
    /// <param name="columns">Tells the column with a logical name; null for one that isn't asked for.</param>
    public static IEnumerable<KeyValuePair<Column, object?>> Values(Entity row, Func<string, Column?> columns)
    {
        foreach (var submitted in row.Attributes)
        {
            if (columns(submitted.Key) is { } column)
            {
                yield return new(column, submitted.Value switch
                {
                    OptionSetValue choice => choice.Value,
                    EntityReference lookup => lookup.Id,
                    // The platform stores the day alone, whatever time a caller sends along.
                    DateTime moment when column.Type == ColumnType.Date && moment != moment.Date => moment.Date,
                    var value => value,
                });
            }
        }
    }

    /// <summary>Writes plain values into a row.</summary>
    public static void Write(IReadOnlyDictionary<Column, object?> values, Entity row)
    {
        foreach (var pair in values)
        {
            row[pair.Key] = pair.Value switch
            {
                int choice => new OptionSetValue(choice),
                Guid id => new EntityReference(pair.Key.Target, id),
                var value => value,
            };
        }
    }
}
