using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Simulation.Oracle;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Simulation.World;

/// <summary>Rows of the environment as the oracle's values, and the other way round.</summary>
static class Rows
{
    static readonly HashSet<string> Days =
        [.. Account.Dates, Account.TakesEffectOn, Account.StatusOn, Account.FirstBillableOn, Account.FirstLiveOn];

    public static ColumnSet Columns { get; } = new([.. Account.All, Account.Owner, Account.Name]);

    public static Entity ToRow(this Record sent, Guid id)
    {
        Entity row = new("account", id);
        foreach (var (column, value) in sent.Values)
        {
            row[column] = value switch
            {
                int choice => new OptionSetValue(choice),
                Guid lookup => new EntityReference(TargetOf(column), lookup),
                DateOnly day => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
                _ => value,
            };
        }

        return row;
    }

    public static Record ToRecord(this Entity row)
    {
        Record record = new();
        foreach (var column in Account.All.Append(Account.Owner).Append(Account.Name))
        {
            if (Value(row, column, Days.Contains(column)) is { } value)
            {
                record[column] = value;
            }
        }

        return record;
    }

    public static object? Value(Entity row, string column, bool isDay) =>
        row.GetAttributeValue<object>(column) switch
        {
            OptionSetValue choice => choice.Value,
            EntityReference lookup => lookup.Id,
            DateTime moment => isDay ? DateOnly.FromDateTime(moment) : moment,
            var value => value,
        };

    static string TargetOf(string column) => column switch
    {
        Account.Market => "cm_market",
        Account.Contact => "contact",
        _ => "systemuser",
    };

    /// <summary>All rows of a query, page by page.</summary>
    public static IEnumerable<Entity> All(this DataverseHost host, QueryExpression query)
    {
        query.PageInfo = new() { Count = 5000, PageNumber = 1 };
        while (true)
        {
            var page = host.System.RetrieveMultiple(query);
            foreach (var row in page.Entities)
            {
                yield return row;
            }

            if (!page.MoreRecords)
            {
                yield break;
            }

            query.PageInfo.PageNumber++;
            query.PageInfo.PagingCookie = page.PagingCookie;
        }
    }
}
