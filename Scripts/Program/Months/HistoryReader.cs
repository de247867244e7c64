using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CrmMilestones.Plugins.History;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Output;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Months;

/// <summary>Reads from an environment what is believed of its customers.</summary>
/// <param name="service">The environment.</param>
/// <param name="knownOn">What was known at this moment, UTC.</param>
sealed class HistoryReader(IOrganizationService service, DateTime knownOn)
{
    /// <summary>The customers of whom anything is believed up to a day, by name.</summary>
    /// <param name="until">The last day that matters.</param>
    /// <param name="withEvents">Whether stages and milestones are read too.</param>
    /// <param name="output">Where it is said how far it has got.</param>
    public IReadOnlyList<CustomerHistory> Read(
        DateTime until, bool withEvents, CommandOutput output, CancellationToken cancellation)
    {
        var events = withEvents
            ? Told(output, "Reading events", EventsUpTo(until, cancellation), cancellation).ToLookup(KeyOf, Event)
            : Array.Empty<Entity>().ToLookup(KeyOf, Event);
        return
        [
            .. from row in Told(
                output, "Reading status periods", PeriodsUpTo(until, cancellation), cancellation)
               group row by KeyOf(row) into rows
               let account = rows.First()
               let told = events[rows.Key].ToArray()
               let history = new CustomerHistory(
                   rows.Key, Of(account, "account.name") ?? rows.Key, Of(account, "account.accountnumber"),
                   Timeline.Of(rows.Select(StatusPeriodRow.Period)),
                   withEvents ? [.. BroughtIn(account, told), .. told] : told)
               {
                   Account = account.GetAttributeValue<EntityReference>("cm_accountid")?.Id,
               }
               orderby history.Name.ToUpperInvariant(), history.Key
               select history,
        ];
    }

    /// <summary>The milestones that an account brought into the lifecycle, which are no events of it.</summary>
    static IEnumerable<HistoryEvent> BroughtIn(Entity row, HistoryEvent[] told) =>
        from milestone in Lifecycle.Stages.Milestones
        where !Array.Exists(told, happened => happened.Milestone == milestone.Milestone)
        let date = row.GetAttributeValue<AliasedValue>($"account.{milestone.DatedBy}")?.Value as DateTime?
        where date is not null
        select new HistoryEvent(date.Value.Date) { Milestone = milestone.Milestone, MilestoneDate = date.Value.Date };

    static IEnumerable<Entity> Told(
        CommandOutput output, string what, IEnumerable<Entity> rows, CancellationToken cancellation)
    {
        using var progress = output.Progress(what);
        foreach (var row in progress.Counting(rows, cancellation))
        {
            yield return row;
        }
    }

    IEnumerable<Entity> PeriodsUpTo(DateTime until, CancellationToken cancellation)
    {
        QueryExpression query = new(StatusPeriodTable.Name)
        {
            ColumnSet = new([StatusPeriodTable.CustomerKey, "cm_accountid", .. StatusPeriodRow.AllColumns]),
            Orders = { new("cm_customerkey", OrderType.Ascending), new("cm_statusperiodid", OrderType.Ascending) },
        };
        query.Criteria.AddCondition("cm_from", ConditionOperator.LessEqual, until);
        query.Criteria.AddCondition("cm_recordedon", ConditionOperator.LessEqual, knownOn);
        FilterExpression isBelieved = new(LogicalOperator.Or);
        isBelieved.AddCondition("cm_supersededon", ConditionOperator.Null);
        isBelieved.AddCondition("cm_supersededon", ConditionOperator.GreaterThan, knownOn);
        query.Criteria.AddFilter(isBelieved);
        var account = query.AddLink("account", "cm_accountid", "accountid", JoinOperator.LeftOuter);
        account.EntityAlias = "account";
        account.Columns = new(
            ["name", "accountnumber", .. Lifecycle.Stages.Milestones.Select(known => known.DatedBy.LogicalName)]);
        return RowPages.All(service, query, cancellation);
    }

    IEnumerable<Entity> EventsUpTo(DateTime until, CancellationToken cancellation)
    {
        QueryExpression query = new("cm_lifecycleevent")
        {
            ColumnSet = new("cm_customerkey", "cm_effectiveon", "cm_tostage", "cm_milestone", "cm_milestonedate"),
            // Moves of one second are told apart by their version.
            Orders = { new("createdon", OrderType.Ascending), new("versionnumber", OrderType.Ascending) },
        };
        query.Criteria.AddCondition(
            "cm_kind", ConditionOperator.In, (int)EventKind.Stage, (int)EventKind.Milestone);
        query.Criteria.AddCondition("cm_effectiveon", ConditionOperator.LessEqual, until);
        query.Criteria.AddCondition("createdon", ConditionOperator.LessEqual, knownOn);
        return RowPages.All(service, query, cancellation);
    }

    static string KeyOf(Entity row) => row.GetAttributeValue<string>("cm_customerkey");

    static string? Of(Entity row, string column) => row.GetAttributeValue<AliasedValue>(column)?.Value as string;

    static HistoryEvent Event(Entity row) => new(row.GetAttributeValue<DateTime>("cm_effectiveon").Date)
    {
        ToStage = (Stage?)row.GetAttributeValue<OptionSetValue>("cm_tostage")?.Value,
        Milestone = (Milestone?)row.GetAttributeValue<OptionSetValue>("cm_milestone")?.Value,
        MilestoneDate = row.GetAttributeValue<DateTime?>("cm_milestonedate")?.Date,
    };
}
