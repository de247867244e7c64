using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Demo;

/// <summary>
/// One customer whose date is corrected: what was believed before, what is believed since, and the lines of the history.
/// </summary>
/// <param name="Customer">Its name.</param>
/// <param name="Correction">What was corrected, in a sentence.</param>
/// <param name="Before">The periods believed before.</param>
/// <param name="After">The periods believed since.</param>
/// <param name="Events">The history, the oldest line first.</param>
public sealed record CustomerStory(
    string Customer, string Correction, IReadOnlyList<Entity> Before, IReadOnlyList<Entity> After,
    IReadOnlyList<Entity> Events)
{
    const int DaysLate = 10;

    /// <summary>Corrects the customer that became billable last, and tells its story.</summary>
    /// <param name="finance">The CRM as Finance sees it.</param>
    /// <param name="operations">The CRM as those see it who certify readiness.</param>
    /// <param name="today">The day, UTC.</param>
    /// <returns>Null where no billable customer can have been ready that much later.</returns>
    public static CustomerStory? Tell(IOrganizationService finance, IOrganizationService operations, DateTime today)
    {
        var billable = new QueryExpression("account")
        {
            ColumnSet = new ColumnSet("name", Columns.FirstBillableOn, Columns.ReadyForServiceOn),
            TopCount = 1,
        };
        billable.Criteria.AddCondition(
            Columns.BillableStatus, ConditionOperator.Equal, (int)BillableStatus.Billable);
        billable.Criteria.AddCondition(
            Columns.BillableStatusOn, ConditionOperator.OnOrBefore, today.AddDays(-DaysLate));
        billable.AddOrder(Columns.FirstBillableOn, OrderType.Descending);
        if (finance.RetrieveMultiple(billable).Entities.SingleOrDefault() is not { } account)
        {
            return null;
        }

        var before = ReadPeriods(finance, account.Id);
        var first = account.GetAttributeValue<DateTime>(Columns.FirstBillableOn);
        var ready = first.AddDays(DaysLate);
        operations.Update(new Entity("account", account.Id) { [Columns.ReadyForServiceOn] = ready });
        return new(
            account.GetAttributeValue<string>("name"),
            FormattableString.Invariant(
                $"It was believed billable from {first:yyyy-MM-dd}. Operations finds that it was ready on {ready:yyyy-MM-dd}."),
            before, ReadPeriods(finance, account.Id), ReadEvents(finance, account.Id));
    }

    static IReadOnlyList<Entity> ReadPeriods(IOrganizationService service, Guid account)
    {
        var periods = new QueryExpression("cm_statusperiod")
        {
            ColumnSet = new ColumnSet("cm_status", "cm_from", "cm_until"),
        };
        periods.Criteria.AddCondition("cm_accountid", ConditionOperator.Equal, account);
        periods.Criteria.AddCondition("cm_supersededon", ConditionOperator.Null);
        periods.AddOrder("cm_from", OrderType.Ascending);
        return [.. service.RetrieveMultiple(periods).Entities];
    }

    static IReadOnlyList<Entity> ReadEvents(IOrganizationService service, Guid account)
    {
        var events = new QueryExpression("cm_lifecycleevent")
        {
            ColumnSet = new ColumnSet("cm_name", "cm_kind", "cm_effectiveon", "cm_changedbyid"),
        };
        events.Criteria.AddCondition("cm_accountid", ConditionOperator.Equal, account);
        events.AddOrder("createdon", OrderType.Ascending);
        events.AddOrder("versionnumber", OrderType.Ascending);
        return [.. service.RetrieveMultiple(events).Entities];
    }
}
