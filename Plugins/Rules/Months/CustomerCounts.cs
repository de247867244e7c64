using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>How many customers of one market and status were active on a day.</summary>
/// <param name="MarketCode">The code of the market; empty for those without one.</param>
/// <param name="Status">The value of cm_billablestatus.</param>
/// <param name="Customers">How many.</param>
public sealed record ActiveGroup(string MarketCode, int Status, int Customers);

/// <summary>The active customers of a day, counted.</summary>
public sealed class CustomerCounts(IEnumerable<ActiveGroup> groups)
{
    readonly ILookup<string, ActiveGroup> _byMarket = groups.ToLookup(group => group.MarketCode);

    public int Active => All.Sum(group => group.Customers);

    public int Billable => With(BillableStatus.Billable, All);

    public int OnHold => With(BillableStatus.OnHold, All);

    /// <summary>JSON: by market code ("" for none), in their order, active, billable and onHold.</summary>
    public string ByMarket =>
        "{" + string.Join(",", _byMarket.OrderBy(market => market.Key, StringComparer.Ordinal).Select(Json)) + "}";

    IEnumerable<ActiveGroup> All => _byMarket.SelectMany(market => market);

    public static CustomerCounts Of(IEnumerable<ActiveCustomer> customers) => new(
        from customer in customers
        group customer by new { customer.MarketCode, customer.Status } into same
        select new ActiveGroup(same.Key.MarketCode, same.Key.Status, same.Count()));

    static int With(BillableStatus status, IEnumerable<ActiveGroup> groups) =>
        groups.Where(group => group.Status == (int)status).Sum(group => group.Customers);

    static string Json(IGrouping<string, ActiveGroup> market) => string.Format(
        CultureInfo.InvariantCulture, "{0}:{{\"active\":{1},\"billable\":{2},\"onHold\":{3}}}",
        Rules.Json.Text(market.Key), market.Sum(group => group.Customers),
        With(BillableStatus.Billable, market), With(BillableStatus.OnHold, market));
}
