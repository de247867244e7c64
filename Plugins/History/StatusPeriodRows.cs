using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Customer;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.History;

/// <summary>The stored periods of one customer that are believed now.</summary>
sealed class StatusPeriodRows
{
    readonly Guid[] _ids;
    readonly StatusPeriod[] _periods;

    StatusPeriodRows(IReadOnlyList<Entity> rows)
    {
        _ids = [.. rows.Select(row => row.Id)];
        _periods = [.. rows.Select(StatusPeriodRow.Period)];
        Timeline = Timeline.Of(_periods);
    }

    /// <summary>What they tell.</summary>
    public Timeline Timeline { get; }

    /// <summary>What tells them from those that are believed after any change: a change never edits a row.</summary>
    public string Mark => string.Join(" ", _ids);

    /// <summary>Reads them: one query.</summary>
    public static StatusPeriodRows Read(IOrganizationService system, Guid account)
    {
        var believed = new QueryExpression(StatusPeriodTable.Name)
        {
            ColumnSet = new ColumnSet(StatusPeriodRow.AllColumns),
            Orders = { new OrderExpression(StatusPeriodTable.From, OrderType.Ascending) },
        };
        believed.Criteria.AddCondition(
            StatusPeriodTable.CustomerKey, ConditionOperator.Equal, StatusPeriodRow.KeyOf(account));
        believed.Criteria.AddCondition(StatusPeriodTable.SupersededOn, ConditionOperator.Null);
        return new([.. system.RetrieveMultiple(believed).Entities]);
    }

    /// <summary>
    /// Supersedes the rows that are no longer true and adds those that are, all at the same instant; a row that stays
    /// true is left alone.
    /// </summary>
    public void Replace(StepContext step, Guid account, Timeline believed, string? reason)
    {
        var system = step.AsSystem();
        var now = new Moment(step.UtcNow).UtcNow;
        var difference = TimelineDifference.Between(_periods, believed);
        foreach (var place in difference.Superseded)
        {
            system.Update(new Entity(StatusPeriodTable.Name, _ids[place]) { [StatusPeriodTable.SupersededOn] = now });
        }

        var closed = new Lazy<DateTime?>(
            () => MonthCloseRows.Last(system)?.GetAttributeValue<DateTime>(MonthCloseRows.MonthEnd));
        foreach (var period in difference.Added)
        {
            var row = StatusPeriodRow.Row(account, CustomerRow.OfHistory(step, account), period);
            row[StatusPeriodTable.RecordedOn] = now;
            row["cm_reason"] = reason;
            row["cm_definitionversion"] = Lifecycle.Version;
            row["cm_afterclose"] = ChangesDaysUpTo(period, MonthsCanBeClosedUpTo(now))
                && closed.Value is { } monthEnd && ChangesDaysUpTo(period, monthEnd);
            system.Create(row);
        }
    }

    bool ChangesDaysUpTo(StatusPeriod period, DateTime day) =>
        TimelineDifference.ChangesClosedDays(period, Timeline, day);

    /// <summary>The last day that is over everywhere on earth (UTC-12): no closed month ends later.</summary>
    static DateTime MonthsCanBeClosedUpTo(DateTime utcNow) => utcNow.AddHours(-12).Date.AddDays(-1);
}
