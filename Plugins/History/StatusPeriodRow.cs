using System;
using System.Collections.Generic;
using System.Globalization;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.History;

/// <summary>Between a row of cm_statusperiod and the plain values of the rules.</summary>
static class StatusPeriodRow
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

    /// <summary>What <see cref="Period"/> needs of a row.</summary>
    public static string[] AllColumns { get; } =
    [
        StatusPeriodTable.From, StatusPeriodTable.Until, StatusPeriodTable.Status, StatusPeriodTable.PreviousStatus,
        StatusPeriodTable.Market, .. FactColumns.Values,
    ];

    /// <summary>A customer's key: the account's id as text, which outlives the account.</summary>
    public static string KeyOf(Guid account) => account.ToString("D");

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

    /// <summary>A row that says it.</summary>
    /// <param name="account">Of which account.</param>
    /// <param name="standsOn">On which account it stands.</param>
    /// <param name="period">What it says.</param>
    public static Entity Row(Guid account, EntityReference standsOn, StatusPeriod period)
    {
        var row = new Entity(StatusPeriodTable.Name)
        {
            ["cm_name"] = string.Format(
                CultureInfo.InvariantCulture, "{0} from {1:yyyy-MM-dd}", Billing.Name(period.Status), period.From),
            [StatusPeriodTable.CustomerKey] = KeyOf(account),
            ["cm_accountid"] = standsOn,
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
