using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Live;
using CrmMilestones.Scripts.Output;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Months;

/// <summary>Makes reports of an environment: the numbers by its custom APIs, the customers from its status periods.
/// </summary>
/// <param name="service">The environment.</param>
/// <param name="environment">Its name.</param>
/// <param name="knownOn">As known at this moment, UTC; it is over, and today is its day.</param>
sealed class MonthReporter(IOrganizationService service, string environment, DateTime knownOn)
{
    const int English = 1033;

    /// <param name="firstDay">The first day of the first month.</param>
    /// <param name="months">How many months; those that haven't begun are left out.</param>
    /// <param name="marketCode">The market to which it is limited; null for all.</param>
    /// <param name="definition">Another definition under which the same history is counted too.</param>
    /// <exception cref="ToolException">There is no such market, or nothing of the time has begun.</exception>
    public MonthReport Report(
        DateTime firstDay, int months, string? marketCode, AlternativeDefinition? definition, CommandOutput output,
        CancellationToken cancellation)
    {
        var days = Days(firstDay, months);
        var markets = Markets();
        var market = marketCode is null ? null
            : markets.FirstOrDefault(known => known.Code.Equals(marketCode.Trim(), StringComparison.OrdinalIgnoreCase))
                ?? throw new ToolException(CountingProblems.UnknownMarket(marketCode).In(English));
        var customers = new HistoryReader(service, knownOn).Read(
            days[^1], withEvents: definition is not null, output, cancellation);

        using var progress = output.Progress("Counting");
        var done = 0;
        CountedMovements Count(DateTime first, DateTime last, ReportMarket? of)
        {
            cancellation.ThrowIfCancellationRequested();
            CountedMovements counted = new(
                Compare(first, last, knownOn, of?.Code), new Movements(customers, first, last, of?.Id));
            progress.Report(++done);
            return counted;
        }

        CountedMovements[] monthly = [.. days.Zip(days.Skip(1), (first, last) => Count(first, last, market))];
        return new(
            firstDay.ToString(months == 1 ? "yyyy-MM" : "yyyy", CultureInfo.InvariantCulture), environment, knownOn,
            market?.Code)
        {
            Months = monthly,
            Whole = monthly is [var only] ? only : Count(days[0], days[^1], market),
            ByMarket = market is not null ? []
                : [.. markets.Select(each => (each.Code, Count(days[0], days[^1], each)))],
            Closed = market is not null ? [] : [.. monthly.Select(Closed).OfType<ClosedMonth>()],
            WhatIf = definition is null ? null : WhatIfReport.Of(definition, customers, days, market?.Id),
            MarketCodes = markets.ToDictionary(each => each.Id, each => each.Code),
        };
    }

    /// <summary>The day before the first month, and the last day of each: of one that isn't over, today.</summary>
    IReadOnlyList<DateTime> Days(DateTime firstDay, int months)
    {
        var today = knownOn.Date;
        if (firstDay > today)
        {
            throw new ToolException(string.Create(
                CultureInfo.InvariantCulture, $"{firstDay:yyyy-MM} has not begun: nothing can be counted of it."));
        }

        return
        [
            firstDay.AddDays(-1),
            .. Enumerable.Range(0, months).Select(month => firstDay.AddMonths(month)).Where(first => first <= today)
                .Select(first => first.AddMonths(1).AddDays(-1)).Select(last => last < today ? last : today),
        ];
    }

    ReportMarket[] Markets()
    {
        QueryExpression query = new("cm_market")
        {
            ColumnSet = new("cm_code"),
            Orders = { new("cm_code", OrderType.Ascending) },
        };
        return
        [
            .. RowPages.All(service, query)
                .Select(row => new ReportMarket(row.Id, row.GetAttributeValue<string>("cm_code") ?? "")),
        ];
    }

    ClosedMonth? Closed(CountedMovements month)
    {
        var (first, last) = (month.Customers.First, month.Customers.Last);
        return FrozenMonth.Find(service, last) is not { Count: { } frozen } close ? null
            : new(last, frozen, close.KnownOn, Compare(first, last, close.KnownOn, null), month.Counted);
    }

    RollForward Compare(DateTime first, DateTime last, DateTime known, string? marketCode)
    {
        OrganizationRequest request = new("cm_CompareMonths") { ["From"] = first, ["To"] = last, ["KnownOn"] = known };
        if (marketCode is not null)
        {
            request["MarketCode"] = marketCode;
        }

        var answer = service.Execute(request);
        return new(
            (int)answer["Opening"], (int)answer["New"], (int)answer["Returned"], (int)answer["Released"],
            (int)answer["Held"], (int)answer["Ended"], (int)answer["Closing"]);
    }
}
