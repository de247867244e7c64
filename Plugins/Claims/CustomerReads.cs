using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Customer;
using CrmMilestones.Plugins.History;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Claims;

/// <summary>
/// Finds the customers that claims may mean, and their days: one pass of reads for any number of claims.
/// </summary>
static class CustomerReads
{
    const string Id = "accountid", Number = "accountnumber", Master = "masterid";

    /// <summary>Reads what the claims need.</summary>
    public static KnownCustomers Read(IOrganizationService system, IReadOnlyCollection<ClaimChange> claims)
    {
        KnownCustomers known = new();
        var matched = claims.Where(claim => claim.IsMatched).Select(claim => claim.After).ToArray();
        var byNumber = WithNumbers(system, [.. Keys(matched, claim => MatchKey.OfNumber(claim.AccountNumber))]);
        foreach (var number in byNumber)
        {
            known.AddNumber(number.Key, number.Value);
        }

        var left = matched.Where(
            claim => known.WithNumber(MatchKey.OfNumber(claim.AccountNumber)) is not { Count: > 0 });
        var byName = WithNames(system, [.. Keys(left, claim => MatchKey.OfName(claim.CustomerName))]);
        foreach (var name in byName)
        {
            known.AddName(name.Key, name.Value);
        }

        Guid[] accounts =
        [
            .. claims.Where(claim => !claim.IsMatched).Select(claim => claim.After.Account!.Value)
                .Concat(byNumber.Concat(byName).SelectMany(found => found.Value).Select(candidate => candidate.Account))
                .Distinct(),
        ];
        foreach (var history in Histories(system, accounts))
        {
            known.AddHistory(history.Key, history.Value);
        }

        return known;
    }

    /// <summary>The accounts that one was merged into, itself first.</summary>
    public static IEnumerable<Guid> WhereItWent(IOrganizationService system, Guid account)
    {
        HashSet<Guid> seen = [];
        for (Guid? next = account; next is { } id && seen.Add(id);)
        {
            yield return id;
            next = Accounts(system, Id, [id]).FirstOrDefault()?.GetAttributeValue<EntityReference>(Master)?.Id;
        }
    }

    static IEnumerable<string> Keys(IEnumerable<Claim> claims, Func<Claim, string> key) =>
        claims.Select(key).Where(found => found.Length > 0).Distinct();

    static Dictionary<string, Candidate[]> WithNumbers(IOrganizationService system, string[] keys) =>
        Found(system, keys, [.. Accounts(system, Number, keys)], row => MatchKey.OfNumber(Text(row, Number)));

    static Dictionary<string, Candidate[]> WithNames(IOrganizationService system, string[] keys)
    {
        List<Entity> rows = [];
        foreach (var patterns in Reads.Chunks(keys.SelectMany(MatchKey.Patterns).ToArray()))
        {
            var query = new QueryExpression(CustomerRow.Table) { ColumnSet = AccountColumns };
            query.Criteria.FilterOperator = LogicalOperator.Or;
            foreach (var pattern in patterns)
            {
                query.Criteria.AddCondition(CustomerRow.Name, ConditionOperator.Like, pattern);
            }

            rows.AddRange(Reads.All(system, query));
        }

        return Found(system, keys, rows, row => MatchKey.OfName(Text(row, CustomerRow.Name)));
    }

    /// <summary>
    /// By key; accounts that were merged away lead to the one that stayed, or to nobody where that was deleted.
    /// </summary>
    static Dictionary<string, Candidate[]> Found(
        IOrganizationService system, string[] keys, IReadOnlyList<Entity> rows, Func<Entity, string> key)
    {
        HashSet<string> asked = [.. keys];
        Entity[] fitting = [.. rows.Where(row => asked.Contains(key(row)))];
        var masters = Masters(system, fitting);
        var byKey = fitting.ToLookup(
            key, row => (masters.TryGetValue(row.Id, out var master) ? master : row.Id) is { } stays
                ? new Candidate(stays, Text(row, Number), Text(row, CustomerRow.Name)) : null);
        return keys.ToDictionary(
            question => question,
            question => byKey[question].OfType<Candidate>()
                .GroupBy(found => found.Account).Select(found => found.First()).ToArray());
    }

    /// <summary>Where merged accounts went to in the end; null where that account isn't there any more.</summary>
    static Dictionary<Guid, Guid?> Masters(IOrganizationService system, IEnumerable<Entity> rows)
    {
        Dictionary<Guid, Guid> stays = [];
        HashSet<Guid> existing = [];
        var merged = rows.Where(row => MasterOf(row) is not null)
            .GroupBy(row => row.Id).ToDictionary(row => row.Key, row => MasterOf(row.First())!.Value);
        HashSet<Guid> seen = [];
        for (var next = merged; next.Count > 0;)
        {
            foreach (var row in next)
            {
                stays[row.Key] = row.Value;
            }

            Entity[] found = [.. Accounts(system, Id, [.. next.Values.Where(seen.Add)])];
            existing.UnionWith(found.Select(row => row.Id));
            next = found.Where(row => MasterOf(row) is not null)
                .ToDictionary(row => row.Id, row => MasterOf(row)!.Value);
        }

        return merged.Keys.ToDictionary(account => account, End);

        Guid? End(Guid account)
        {
            HashSet<Guid> passed = [];
            while (passed.Add(account) && stays.TryGetValue(account, out var master))
            {
                account = master;
            }

            return existing.Contains(account) ? account : null;
        }
    }

    static Guid? MasterOf(Entity account) => account.GetAttributeValue<EntityReference>(Master)?.Id;

    /// <summary>What is believed of accounts and of those that were merged into them.</summary>
    static Dictionary<Guid, List<Spell>> Histories(IOrganizationService system, Guid[] accounts)
    {
        var belongsTo = accounts.ToDictionary(account => account, account => account);
        for (var next = accounts; next.Length > 0;)
        {
            var merged = Accounts(system, Master, next).Where(row => !belongsTo.ContainsKey(row.Id)).ToArray();
            foreach (var row in merged)
            {
                belongsTo[row.Id] = belongsTo[MasterOf(row)!.Value];
            }

            next = [.. merged.Select(row => row.Id)];
        }

        var histories = accounts.ToDictionary(account => account, _ => new List<Spell>());
        foreach (var some in Reads.Chunks(belongsTo.Keys))
        {
            var query = new QueryExpression(StatusPeriodTable.Name)
            {
                ColumnSet = new ColumnSet(
                    ClaimRow.Account, StatusPeriodTable.From, StatusPeriodTable.Until, StatusPeriodTable.Status,
                    StatusPeriodTable.IsActive),
            };
            query.Criteria.AddCondition(StatusPeriodTable.SupersededOn, ConditionOperator.Null);
            query.Criteria.AddCondition(new ConditionExpression(ClaimRow.Account, ConditionOperator.In, some));
            foreach (var row in Reads.All(system, query))
            {
                histories[belongsTo[row.GetAttributeValue<EntityReference>(ClaimRow.Account).Id]].Add(Spell(row));
            }
        }

        return histories;
    }

    static Spell Spell(Entity row) => new(
        row.GetAttributeValue<DateTime>(StatusPeriodTable.From).Date,
        row.GetAttributeValue<DateTime?>(StatusPeriodTable.Until)?.Date,
        (BillableStatus)row.GetAttributeValue<OptionSetValue>(StatusPeriodTable.Status).Value,
        row.GetAttributeValue<bool>(StatusPeriodTable.IsActive));

    static IEnumerable<Entity> Accounts<T>(
        IOrganizationService system, string column, IReadOnlyCollection<T> values) =>
        Reads.In(system, CustomerRow.Table, AccountColumns, column, values);

    static ColumnSet AccountColumns => new(CustomerRow.Name, Number, Master);

    static string? Text(Entity row, string column) => row.GetAttributeValue<string>(column);
}
