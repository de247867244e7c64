using System;
using System.Collections.Generic;
using System.Globalization;
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
    static readonly Dictionary<Facts, string> FactColumns = new()
    {
        [Facts.Live] = "cm_islive",
        [Facts.Complete] = "cm_iscomplete",
        [Facts.Chargeable] = "cm_ischargeable",
        [Facts.OnHold] = "cm_isonhold",
        [Facts.AccountActive] = "cm_isaccountactive",
        [Facts.Ended] = "cm_isended",
    };

    readonly Guid[] _ids;
    readonly StatusPeriod[] _periods;

    StatusPeriodRows(IReadOnlyList<Entity> rows)
    {
        _ids = [.. rows.Select(row => row.Id)];
        _periods = [.. rows.Select(Period)];
        Timeline = Timeline.Of(_periods);
    }

    /// <summary>What <see cref="Period"/> needs of a row.</summary>
    public static string[] AllColumns { get; } =
    [
        StatusPeriodTable.From, StatusPeriodTable.Until, StatusPeriodTable.Status, StatusPeriodTable.PreviousStatus,
        StatusPeriodTable.Market, .. FactColumns.Values,
    ];

    /// <summary>What they tell.</summary>
    public Timeline Timeline { get; }

    /// <summary>A customer's key: the account's id as text, which outlives the account.</summary>
    public static string KeyOf(Guid account) => account.ToString("D");

    /// <summary>Reads them: one query.</summary>
    public static StatusPeriodRows Read(IOrganizationService system, Guid account)
    {
        var believed = new QueryExpression(StatusPeriodTable.Name)
        {
            ColumnSet = new ColumnSet(AllColumns),
            Orders = { new OrderExpression(StatusPeriodTable.From, OrderType.Ascending) },
        };
        believed.Criteria.AddCondition(StatusPeriodTable.CustomerKey, ConditionOperator.Equal, KeyOf(account));
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
            var row = Row(account, period);
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

    /// <summary>What a row says.</summary>
    public static StatusPeriod Period(Entity row)
    {
        var facts = Facts.None;
        foreach (var pair in FactColumns)
        {
            facts |= row.GetAttributeValue<bool>(pair.Value) ? pair.Key : Facts.None;
        }

        return new(
            row.GetAttributeValue<DateTime>(StatusPeriodTable.From).Date,
            row.GetAttributeValue<DateTime?>(StatusPeriodTable.Until)?.Date, facts,
            row.GetAttributeValue<EntityReference>(StatusPeriodTable.Market)?.Id,
            StatusIn(row, StatusPeriodTable.Status)!.Value,
            StatusIn(row, StatusPeriodTable.PreviousStatus));
    }

    static BillableStatus? StatusIn(Entity row, string column) =>
        (BillableStatus?)row.GetAttributeValue<OptionSetValue>(column)?.Value;

    static Entity Row(Guid account, StatusPeriod period)
    {
        var row = new Entity(StatusPeriodTable.Name)
        {
            ["cm_name"] = string.Format(
                CultureInfo.InvariantCulture, "{0} from {1:yyyy-MM-dd}", Billing.Name(period.Status), period.From),
            [StatusPeriodTable.CustomerKey] = KeyOf(account),
            ["cm_accountid"] = new EntityReference(CustomerRow.Table, account),
            [StatusPeriodTable.Market] = period.Market is { } market ? new EntityReference("cm_market", market) : null,
            [StatusPeriodTable.Status] = new OptionSetValue((int)period.Status),
            [StatusPeriodTable.PreviousStatus] =
                period.PreviousStatus is { } previous ? new OptionSetValue((int)previous) : null,
            [StatusPeriodTable.IsActive] = period.IsActive,
            [StatusPeriodTable.From] = period.From,
            [StatusPeriodTable.Until] = period.Until,
        };
        foreach (var pair in FactColumns)
        {
            row[pair.Value] = period.Facts.Has(pair.Key);
        }

        return row;
    }
}
