using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Reconcile;

/// <summary>The claims of one source in an environment, found by their own numbers.</summary>
/// <param name="service">The environment.</param>
/// <param name="source">Where the claims come from.</param>
/// <param name="said">What the file says; the rest of a stored claim is left as it is.</param>
sealed class ClaimTable(IOrganizationService service, ClaimSource source, IReadOnlySet<ListTarget> said)
{
    /// <summary>As many rows as a message writes.</summary>
    public const int AtOnce = 1000;

    const string Table = "cm_externalclaim", Key = "cm_externalkey";

    /// <summary>As many values as a condition names, well below what the platform takes.</summary>
    const int Asked = 500;

    static readonly string[] Days = ["cm_periodstart", "cm_periodend", "cm_lastactivityon"];

    static readonly (ListTarget Target, string Column, Func<ClaimRecord, object?> Value)[] Written =
    [
        (ClaimTargets.AccountNumber, "cm_accountnumber", claim => claim.AccountNumber),
        (ClaimTargets.CustomerName, "cm_customername", claim => claim.CustomerName),
        (ClaimTargets.PeriodStart, "cm_periodstart", claim => claim.PeriodStart),
        (ClaimTargets.PeriodEnd, "cm_periodend", claim => claim.PeriodEnd),
        (ClaimTargets.LastActivityOn, "cm_lastactivityon", claim => claim.LastActivityOn),
        (ClaimTargets.Amount, "cm_amount", claim => claim.Amount is { } amount ? new Money(Cents(amount)) : null),
    ];

    /// <summary>Writes what is new and what differs, a message each; nothing of a claim that is stored as it is.
    /// </summary>
    /// <param name="claims">No more than <see cref="AtOnce"/>.</param>
    public WriteCounts Write(IReadOnlyCollection<ClaimRecord> claims)
    {
        var stored = Find([.. claims.Select(claim => claim.Key)], [Key, .. Written.Select(column => column.Column)])
            .ToDictionary(row => row.GetAttributeValue<string>(Key), StringComparer.OrdinalIgnoreCase);
        List<Entity> created = [], changed = [];
        foreach (var claim in claims)
        {
            if (!stored.TryGetValue(claim.Key, out var row))
            {
                created.Add(New(claim));
            }
            else if (Changes(claim, row) is { Attributes.Count: > 0 } changes)
            {
                changed.Add(changes);
            }
        }

        if (created.Count > 0)
        {
            service.Execute(new CreateMultipleRequest { Targets = new(created) { EntityName = Table } });
        }

        if (changed.Count > 0)
        {
            service.Execute(new UpdateMultipleRequest { Targets = new(changed) { EntityName = Table } });
        }

        return new(created.Count, changed.Count, claims.Count - created.Count - changed.Count);
    }

    /// <summary>What the server says of claims.</summary>
    public IEnumerable<JudgedClaim> Judged(IReadOnlyCollection<ClaimRecord> claims)
    {
        var stored = Find(
            [.. claims.Select(claim => claim.Key)],
            [Key, "cm_agreement", "cm_explanation", "cm_accountid", .. Days])
            .ToDictionary(row => row.GetAttributeValue<string>(Key), StringComparer.OrdinalIgnoreCase);
        return from claim in claims
               where stored.ContainsKey(claim.Key)
               let row = stored[claim.Key]
               let days = DaysOf(row)
               select new JudgedClaim(
                   claim, days.From, days.Until,
                   (ClaimAgreement?)row.GetAttributeValue<OptionSetValue>("cm_agreement")?.Value,
                   row.GetAttributeValue<string>("cm_explanation") ?? "",
                   row.GetAttributeValue<EntityReference>("cm_accountid")?.Name);
    }

    /// <summary>The accounts of which any claim of the source speaks of one of these days.</summary>
    public IEnumerable<Guid> AccountsClaimed(
        DateTime first, DateTime last, Func<QueryExpression, IEnumerable<Entity>> read)
    {
        QueryExpression query = new(Table)
        {
            ColumnSet = new(["cm_accountid", .. Days]),
        };
        query.Criteria.AddCondition("cm_source", ConditionOperator.Equal, (int)source);
        query.Criteria.AddCondition("cm_accountid", ConditionOperator.NotNull);
        return from row in read(query)
               let days = DaysOf(row)
               where days.From <= last && days.Until >= first
               select row.GetAttributeValue<EntityReference>("cm_accountid").Id;
    }

    IEnumerable<Entity> Find(string[] keys, string[] columns) => keys.Chunk(Asked).SelectMany(some =>
    {
        QueryExpression query = new(Table) { ColumnSet = new(columns) };
        query.Criteria.AddCondition("cm_source", ConditionOperator.Equal, (int)source);
        query.Criteria.AddCondition(Key, ConditionOperator.In, [.. some]);
        return service.RetrieveMultiple(query).Entities;
    });

    Entity New(ClaimRecord claim)
    {
        Entity row = new(Table)
        {
            ["cm_name"] = claim.Key,
            ["cm_source"] = new OptionSetValue((int)source),
            [Key] = claim.Key,
        };
        foreach (var (_, column, value) in Written)
        {
            if (value(claim) is { } said)
            {
                row[column] = said;
            }
        }

        return row;
    }

    Entity Changes(ClaimRecord claim, Entity stored)
    {
        Entity row = new(Table, stored.Id);
        foreach (var (target, column, value) in Written)
        {
            if (said.Contains(target) && !IsSame(value(claim), stored.GetAttributeValue<object>(column)))
            {
                row[column] = value(claim);
            }
        }

        return row;
    }

    static bool IsSame(object? one, object? stored) => (one, stored) switch
    {
        (Money amount, Money other) => amount.Value == Cents(other.Value),
        (DateTime day, DateTime other) => day.Date == other.Date,
        _ => Equals(one, stored),
    };

    /// <summary>As precisely as the column stores.</summary>
    static decimal Cents(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    /// <summary>The days of which a stored claim speaks, by the rules.</summary>
    static (DateTime? From, DateTime? Until) DaysOf(Entity row)
    {
        Claim claim = new()
        {
            PeriodStart = row.GetAttributeValue<DateTime?>("cm_periodstart")?.Date,
            PeriodEnd = row.GetAttributeValue<DateTime?>("cm_periodend")?.Date,
            LastActivityOn = row.GetAttributeValue<DateTime?>("cm_lastactivityon")?.Date,
        };
        return (claim.From, claim.Until);
    }
}

/// <summary>What was done with the claims of a file.</summary>
public sealed record WriteCounts(int Created, int Changed, int AsStored)
{
    public static WriteCounts operator +(WriteCounts one, WriteCounts other) =>
        new(one.Created + other.Created, one.Changed + other.Changed, one.AsStored + other.AsStored);
}

/// <summary>A claim of a file, and what the server says of it.</summary>
/// <param name="Claim">What the file says.</param>
/// <param name="From">The first day of which it speaks; null where it has none.</param>
/// <param name="Until">The last day.</param>
/// <param name="Agreement">Whether it agrees; null where that can't be told.</param>
/// <param name="Explanation">Why: the periods that explain it.</param>
/// <param name="Customer">The customer that it was matched to.</param>
public sealed record JudgedClaim(
    ClaimRecord Claim, DateTime? From, DateTime? Until, ClaimAgreement? Agreement, string Explanation,
    string? Customer);
