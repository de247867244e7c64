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
    public static CustomerFacts Facts(Entity row)
    {
        SaidColumns said = new(row.Attributes.Count);
        foreach (var column in Columns.WithOwner)
        {
            if (row.Attributes.TryGetValue(column, out var value))
            {
                said.Say(column, Plain(column, value));
            }
        }

        return new(said);
    }

    /// <summary>What a row holds in a column, as a plain value.</summary>
    public static object? Plain(Column column, object? value) => value switch
    {
        OptionSetValue choice => choice.Value,
        EntityReference lookup => lookup.Id,
        // The platform stores the day alone, whatever time a caller sends along.
        DateTime moment when column.Type == ColumnType.Date && moment != moment.Date => moment.Date,
        _ => value,
    };

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
