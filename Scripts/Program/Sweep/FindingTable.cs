using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Scripts.Live;
using Microsoft.PowerPlatform.Dataverse.Client;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Sweep;

/// <summary>The findings in the environment's own table: one open row for each that is there.</summary>
sealed class FindingTable(IOrganizationServiceAsync2 service)
{
    const string Table = "cm_auditfinding";
    const string Account = "cm_accountid";
    const string Rule = "cm_rule";
    const string Detail = "cm_detail";
    const string Resolved = "cm_resolved";
    const int LongestName = 200;
    const int LongestDetail = 4000;

    /// <summary>As many rows as one message carries.</summary>
    const int Chunk = 200;

    /// <summary>Writes what is new, and resolves what is gone.</summary>
    /// <param name="runId">Of this run.</param>
    /// <param name="open">What is wrong.</param>
    /// <param name="repaired">What was wrong and is put right.</param>
    /// <returns>How many rows were created, and how many resolved.</returns>
    public async Task<(int Created, int Resolved)> WriteAsync(
        Guid runId, IEnumerable<Finding> open, IEnumerable<Finding> repaired, CancellationToken cancellation)
    {
        var known = await OpenRowsAsync(cancellation);
        var there = open.Select(finding => Row(runId, finding, isResolved: false)).DistinctBy(Identity).ToList();
        var still = there.Select(Identity).ToHashSet();
        var stored = known.Select(Identity).ToHashSet();
        Entity[] created =
        [
            .. there.Where(row => !stored.Contains(Identity(row))),
            .. repaired.Select(finding => Row(runId, finding, isResolved: true)).DistinctBy(Identity)
                .Where(row => !stored.Contains(Identity(row)) && !still.Contains(Identity(row))),
        ];
        Entity[] resolved =
        [
            .. known.Where(row => !still.Contains(Identity(row)))
                .Select(row => new Entity(Table, row.Id) { [Resolved] = true }),
        ];
        await SendAsync(created, rows => new CreateMultipleRequest { Targets = rows }, cancellation);
        await SendAsync(resolved, rows => new UpdateMultipleRequest { Targets = rows }, cancellation);
        return (created.Length, resolved.Length);
    }

    /// <summary>A finding is the same as long as it says the same of the same account.</summary>
    static (Guid?, string, string) Identity(Entity row) => (
        row.GetAttributeValue<EntityReference>(Account)?.Id, row.GetAttributeValue<string>(Rule),
        row.GetAttributeValue<string>(Detail));

    static Entity Row(Guid runId, Finding finding, bool isResolved) => new(Table)
    {
        ["cm_name"] = Cut($"{finding.Rule.Name}: {finding.Subject}", LongestName),
        ["cm_runid"] = runId.ToString(),
        [Account] = finding.Account is { } account ? new EntityReference("account", account) : null,
        [Rule] = finding.Rule.Name,
        [Detail] = Cut(finding.Detail, LongestDetail),
        [Resolved] = isResolved,
    };

    static string Cut(string text, int length) => text.Length > length ? text[..length] : text;

    async Task<List<Entity>> OpenRowsAsync(CancellationToken cancellation)
    {
        QueryExpression query = new(Table) { ColumnSet = new(Account, Rule, Detail) };
        query.Criteria.AddCondition(Resolved, ConditionOperator.Equal, false);
        query.Criteria.AddCondition(new ConditionExpression(
            Rule, ConditionOperator.In, [.. FindingRule.All.Select(rule => (object)rule.Name)]));
        List<Entity> rows = [];
        await foreach (var page in RowPages.ReadAsync(service, query, PageMark.First, cancellation: cancellation))
        {
            rows.AddRange(page.Rows);
        }

        return rows;
    }

    async Task SendAsync(
        Entity[] rows, Func<EntityCollection, OrganizationRequest> request, CancellationToken cancellation)
    {
        foreach (var some in rows.Chunk(Chunk))
        {
            await service.ExecuteAsync(request(new([.. some]) { EntityName = Table }), cancellation);
        }
    }
}
