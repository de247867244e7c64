using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Plugins.History;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Live;
using Microsoft.PowerPlatform.Dataverse.Client;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Sweep;

/// <summary>Looks at what may be wrong by itself: people go on saving while a sweep reads, and what was read in two
/// passes may be of two moments.</summary>
sealed class SecondLook(IOrganizationServiceAsync2 service, Rulebook rulebook)
{
    /// <summary>As many values as one query carries.</summary>
    const int Chunk = 400;

    /// <summary>What is wrong with some customers, by their keys.</summary>
    public async Task<List<Finding>> CustomersAsync(
        IEnumerable<string> keys, CancellationToken cancellation)
    {
        List<Finding> findings = [];
        CustomerCheck check = new(rulebook);
        foreach (var some in keys.Order(StringComparer.Ordinal).Chunk(Chunk))
        {
            var accounts = CustomerRows.Query(rulebook.Others.Select(column => column.LogicalName));
            CustomerCheck.AddProcess(accounts);
            object[] ids = [.. some.Where(key => Guid.TryParse(key, out _)).Select(key => (object)Guid.Parse(key))];
            var rows = ids.Length == 0 ? [] : await AllAsync(accounts, "accountid", ids, cancellation);
            var periods = await AllAsync(PeriodCheck.Believed(), StatusPeriodTable.CustomerKey, some, cancellation);
            var stored = periods.ToLookup(
                row => row.GetAttributeValue<string>(StatusPeriodTable.CustomerKey), StatusPeriodRow.Period);
            var byKey = rows.ToLookup(row => StatusPeriodRow.KeyOf(row.Id));
            findings.AddRange(some.SelectMany(key => Customer(check, key, [.. byKey[key]], [.. stored[key]])));
        }

        return findings;
    }

    /// <summary>What is wrong with some rows of another table, by their ids.</summary>
    public async Task<List<Finding>> RowsAsync(
        RowCheck check, IEnumerable<string> ids, CancellationToken cancellation)
    {
        List<Finding> findings = [];
        foreach (var some in ids.Order(StringComparer.Ordinal).Chunk(Chunk))
        {
            var query = check.Query();
            object[] values = [.. some.Select(id => (object)Guid.Parse(id))];
            findings.AddRange(
                check.Judge(await AllAsync(query, query.EntityName + "id", values, cancellation)));
        }

        return findings;
    }

    /// <param name="accounts">The account, once for each guided process that it has; none where it is gone.</param>
    static IEnumerable<Finding> Customer(
        CustomerCheck check, string key, IReadOnlyList<Entity> accounts, IReadOnlyList<StatusPeriod> stored)
    {
        var account = accounts is [var row, ..] ? row : null;
        if (account is null && stored.Count > 0 && stored[^1].Facts.Has(Facts.AccountActive))
        {
            yield return new(
                FindingRule.AccountGone, null, key,
                $"There is no account {key}, and its periods go on as {Billing.Name(stored[^1].Status)}.");
        }

        if (stored.Count > 0 && PeriodCheck.Problem(stored) is { } problem)
        {
            yield return new(
                FindingRule.PeriodsBroken, account?.Id, account?.GetAttributeValue<string>("name") ?? key, problem);
        }

        foreach (var finding in accounts.SelectMany(each => check.Findings(each, Timeline.Of(stored)))
            .DistinctBy(finding => (finding.Rule, finding.Detail)))
        {
            yield return finding;
        }
    }

    async Task<List<Entity>> AllAsync(
        QueryExpression query, string column, object[] values, CancellationToken cancellation)
    {
        query.Criteria.AddCondition(new ConditionExpression(column, ConditionOperator.In, values));
        List<Entity> rows = [];
        await foreach (var page in RowPages.ReadAsync(service, query, PageMark.First, cancellation: cancellation))
        {
            rows.AddRange(page.Rows);
        }

        return rows;
    }
}
