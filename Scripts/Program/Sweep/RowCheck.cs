using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Plugins.Claims;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Documents;
using CrmMilestones.Scripts.Live;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Sweep;

/// <summary>What the sweep looks for in a table other than account.</summary>
/// <param name="What">What its rows are called.</param>
/// <param name="Query">The rows that come into question.</param>
/// <param name="Judge">What is wrong with some of them.</param>
sealed record RowCheck(
    string What, Func<QueryExpression> Query, Func<IReadOnlyList<Entity>, IEnumerable<Finding>> Judge)
{
    /// <summary>As a journal names it.</summary>
    public string Pass => What.ToLowerInvariant();

    const string Name = "cm_name";
    const string Account = "cm_accountid";
    const string Status = "cm_status";
    const string ExpiresOn = "cm_expireson";
    const string MarketOf = "customer";

    /// <summary>Verified documents whose last day has passed in the customer's market.</summary>
    public static RowCheck Documents(Rulebook rulebook) => new(
        "Documents",
        () =>
        {
            QueryExpression query = new("cm_customerdocument")
            {
                ColumnSet = new(Name, Account, ExpiresOn),
                Orders = { new("cm_customerdocumentid", OrderType.Ascending) },
            };
            query.Criteria.AddCondition("statecode", ConditionOperator.Equal, 0);
            query.Criteria.AddCondition(Status, ConditionOperator.Equal, (int)DocumentStatus.Verified);
            query.Criteria.AddCondition(ExpiresOn, ConditionOperator.LessThan, rulebook.At(null).LatestDay);
            var customer = query.AddLink("account", Account, "accountid", JoinOperator.LeftOuter);
            customer.EntityAlias = MarketOf;
            customer.Columns = new(Columns.Market);
            return query;
        },
        rows =>
            from row in rows
            let last = row.GetAttributeValue<DateTime>(ExpiresOn).Date
            let market = row.GetAttributeValue<AliasedValue>($"{MarketOf}.{Columns.Market}")?.Value as EntityReference
            where last < rulebook.At(market?.Id).Today
            select Found(FindingRule.DocumentExpired, row, $"It was valid up to {Day(last)}.") with
            {
                Repair = [Update(row, Status, new OptionSetValue((int)DocumentStatus.Expired))],
            });

    /// <summary>Open claims that say something else than the periods have it.</summary>
    public static RowCheck Claims(IOrganizationService service) => new(
        "Claims",
        () =>
        {
            QueryExpression query = new(ClaimRow.Table)
            {
                ColumnSet = new([Name, .. ClaimRow.AllColumns]),
                Orders = { new(ClaimRow.Id, OrderType.Ascending) },
            };
            query.Criteria.AddCondition(ClaimRow.State, ConditionOperator.Equal, 0);
            return query;
        },
        rows => JudgeClaims(service, rows));

    /// <summary>The requirements whose column is gone.</summary>
    public static IEnumerable<Finding> Requirements(Rulebook rulebook) => rulebook.Lost.Select(row => Found(
        FindingRule.RequirementLost, row,
        $"Account has no column {row.GetAttributeValue<string>("cm_column")} any more, so nobody is asked for it."));

    static IEnumerable<Finding> JudgeClaims(IOrganizationService service, IReadOnlyList<Entity> rows)
    {
        var known = CustomerReads.Read(service, [.. rows.Select(ClaimRow.AsIs)]);
        foreach (var row in rows)
        {
            if (ClaimVerdict.Of(ClaimRow.AsIs(row), known) is { } verdict && !ClaimRow.Holds(row, verdict))
            {
                var told = (ClaimAgreement?)row.GetAttributeValue<OptionSetValue>(ClaimRow.Agreement)?.Value;
                yield return Found(
                    FindingRule.ClaimStale, row,
                    told == verdict.Agreement
                        ? $"It is rightly told as {Shown(told)}, with another explanation."
                        : $"It is told as {Shown(told)} and should be {Shown(verdict.Agreement)}.") with
                {
                    // ClaimSave puts the rest into the save.
                    Repair = [Update(row, ClaimRow.Agreement,
                        verdict.Agreement is { } right ? new OptionSetValue((int)right) : null)],
                };
            }
        }
    }

    static Finding Found(FindingRule rule, Entity row, string detail) => new(
        rule, row.GetAttributeValue<EntityReference>(Account)?.Id, row.GetAttributeValue<string>(Name) ?? "",
        $"{row.GetAttributeValue<string>(Name)}: {detail}")
    {
        Row = row.Id,
    };

    static UpdateRequest Update(Entity row, string column, object? value) =>
        new() { Target = new(row.LogicalName, row.Id) { [column] = value } };

    static string Shown(ClaimAgreement? agreement) => agreement?.ToString() ?? "nothing";

    static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
