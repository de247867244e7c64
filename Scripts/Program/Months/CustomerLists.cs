using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Pages;

namespace CrmMilestones.Scripts.Months;

/// <summary>The customers behind the numbers of a report's page: a list each number, to which it leads.</summary>
/// <param name="marketCodes">The codes of the markets.</param>
/// <param name="allIn">The file that holds every customer.</param>
sealed class CustomerLists(IReadOnlyDictionary<Guid, string> marketCodes, string allIn)
{
    readonly Dictionary<string, ReportTable> _tables = [];

    /// <summary>The lists that numbers lead to, in the order in which they were asked for.</summary>
    public IReadOnlyList<ReportTable> Tables => [.. _tables.Values];

    /// <summary>The numbers of a roll-forward, in the order of the sum, each leading to its customers.</summary>
    /// <param name="market">The code of the market that is counted; null for all.</param>
    public IEnumerable<object> Numbers(CountedMovements counted, string? market) =>
        Enum.GetValues<Movement>().Select(movement => Linked(
            Movements.Number(counted.Counted, movement), Id(counted.Customers, movement, market),
            Caption(counted.Customers, movement, market), counted.Customers, counted.Customers.Of(movement)));

    /// <summary>A number that leads to its customers.</summary>
    public object Linked(
        int number, string id, string caption, Movements between, IReadOnlyList<CustomerHistory> customers)
    {
        if (customers.Count == 0)
        {
            return number;
        }

        _tables.TryAdd(id, new(
            caption,
            [
                "Customer", new("Number", ColumnKind.Brief), new("Market", ColumnKind.Choice),
                new(On(between.First), ColumnKind.Choice), new(On(between.Last), ColumnKind.Choice),
                new("Since", ColumnKind.Brief),
            ],
            [.. customers.Take(ReportTable.MostRows).Select(customer => Row(customer, between))])
        {
            Id = id,
            IsFolded = true,
            Count = customers.Count,
            AllIn = allIn,
        });
        return new Link(number, id);
    }

    /// <summary>The market of a customer's day, by code; empty where it has none.</summary>
    public string Market(StatusPeriod? period) =>
        period?.Market is { } market && marketCodes.TryGetValue(market, out var code) ? code : "";

    static string On(DateTime day) => string.Create(CultureInfo.InvariantCulture, $"On {day:yyyy-MM-dd}");

    /// <summary>Who is billable on a day is the same list for the month that it ends and the one that it begins.
    /// </summary>
    static string Id(Movements between, Movement movement, string? market)
    {
        var what = movement switch
        {
            Movement.Opening => string.Create(CultureInfo.InvariantCulture, $"billable-{between.First:yyyy-MM-dd}"),
            Movement.Closing => string.Create(CultureInfo.InvariantCulture, $"billable-{between.Last:yyyy-MM-dd}"),
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"{movement.ToString().ToLowerInvariant()}-{between.First:yyyy-MM-dd}-{between.Last:yyyy-MM-dd}"),
        };
        return market is null ? what : $"{what}-{market}";
    }

    static string Caption(Movements between, Movement movement, string? market)
    {
        var what = movement switch
        {
            Movement.Opening => string.Create(CultureInfo.InvariantCulture, $"Billable on {between.First:yyyy-MM-dd}"),
            Movement.Closing => string.Create(CultureInfo.InvariantCulture, $"Billable on {between.Last:yyyy-MM-dd}"),
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"{movement}, {between.First.AddDays(1):yyyy-MM-dd} to {between.Last:yyyy-MM-dd}"),
        };
        return market is null ? what : $"{what}, market {market}";
    }

    object?[] Row(CustomerHistory customer, Movements between)
    {
        var (before, after) = (customer.Timeline.On(between.First), customer.Timeline.On(between.Last));
        var (from, to) = (Market(before), Market(after));
        return
        [
            customer.Name, customer.Number, from.Length > 0 && to.Length > 0 && from != to ? $"{from} to {to}"
                : to.Length > 0 ? to : from,
            Status(before), Status(after), Since(customer, between.Last),
        ];
    }

    /// <summary>The first day of the unbroken run of the status of a day.</summary>
    public static DateTime? Since(CustomerHistory customer, DateTime day) =>
        customer.Timeline.On(day) is null ? null : customer.Timeline.StartOfRun(day, period => period.Status);

    /// <summary>In words; empty where nothing is known.</summary>
    public static string Status(StatusPeriod? period) => period is { } known ? Billing.Name(known.Status) : "";
}
