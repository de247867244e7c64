using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Months;

/// <summary>A market as a report names it.</summary>
/// <param name="Id">Its cm_marketid.</param>
/// <param name="Code">Its code, such as AU.</param>
public sealed record ReportMarket(Guid Id, string Code);

/// <summary>What moved the number of billable customers in a month or in the months of a year.</summary>
/// <param name="Name">The month or year, such as 2026-10.</param>
/// <param name="Environment">Where it was read.</param>
/// <param name="KnownOn">As known at this moment, UTC.</param>
/// <param name="Market">The code of the market that it is limited to; null for all.</param>
public sealed record MonthReport(string Name, string Environment, DateTime KnownOn, string? Market)
{
    /// <summary>The whole time: of a year its months together.</summary>
    public required CountedMovements Whole { get; init; }

    /// <summary>Month by month; one of a month's report.</summary>
    public required IReadOnlyList<CountedMovements> Months { get; init; }

    /// <summary>The whole time by market code, in their order; none if the report is limited to a market.</summary>
    public IReadOnlyList<(string Code, CountedMovements Movements)> ByMarket { get; init; } = [];

    /// <summary>Those of the months that are closed.</summary>
    public IReadOnlyList<ClosedMonth> Closed { get; init; } = [];

    /// <summary>The same under another definition, where one was given.</summary>
    public WhatIfReport? WhatIf { get; init; }

    /// <summary>The codes of all markets.</summary>
    public IReadOnlyDictionary<Guid, string> MarketCodes { get; init; } = new Dictionary<Guid, string>();

    /// <summary>Whether every closed month still counts what was frozen.</summary>
    public bool IsAsFrozen => Closed.All(month => !month.Differs);

    /// <summary>Whether the customers listed are as many as the server counts.</summary>
    public bool IsCountedAlike =>
        Months.Append(Whole).Concat(ByMarket.Select(market => market.Movements)).All(counted => counted.IsCountedAlike);
}

/// <summary>A roll-forward as the server counts it, and the customers behind it.</summary>
/// <param name="Counted">What cm_CompareMonths says.</param>
/// <param name="Customers">Who they are.</param>
public sealed record CountedMovements(RollForward Counted, Movements Customers)
{
    public bool IsCountedAlike => Counted == Customers.Count;
}

/// <summary>A closed month: what was frozen, and what is counted of it now.</summary>
/// <param name="MonthEnd">Its last day.</param>
/// <param name="Frozen">What was frozen.</param>
/// <param name="KnownOn">The moment, UTC, whose knowledge was frozen.</param>
/// <param name="Then">What is counted as known at that moment.</param>
/// <param name="Now">What is counted as known for the report.</param>
public sealed record ClosedMonth(
    DateTime MonthEnd, RollForward Frozen, DateTime KnownOn, RollForward Then, RollForward Now)
{
    public bool Differs => Frozen.Opening != Now.Opening || Frozen.Closing != Now.Closing;
}

/// <summary>The same history under another definition.</summary>
/// <param name="Definition">The other definition.</param>
/// <param name="Days">The last day before the report and each month's last day.</param>
/// <param name="Whole">What would have moved the number.</param>
/// <param name="OnlyPresent">On the last day: billable by the present definition, not by the other.</param>
/// <param name="OnlyOther">On the last day: billable by the other definition, not by the present one.</param>
public sealed record WhatIfReport(
    AlternativeDefinition Definition, IReadOnlyList<WhatIfDay> Days, Movements Whole,
    IReadOnlyList<CustomerHistory> OnlyPresent, IReadOnlyList<CustomerHistory> OnlyOther)
{
    /// <summary>Counts the customers of a report anew.</summary>
    public static WhatIfReport Of(
        AlternativeDefinition definition, IReadOnlyList<CustomerHistory> customers, IReadOnlyList<DateTime> days,
        Guid? market)
    {
        CustomerHistory[] others = [.. customers.Select(customer => WhatIf.Under(definition, customer))];
        var present = new Movements(customers, days[0], days[^1], market);
        var whole = new Movements(others, days[0], days[^1], market);
        var (here, there) = (Keys(present), Keys(whole));
        return new(
            definition,
            [.. days.Select(day => new WhatIfDay(day, Count(customers, day, market), Count(others, day, market)))],
            whole,
            [.. others.Where(customer => here.Contains(customer.Key) && !there.Contains(customer.Key))],
            [.. others.Where(customer => there.Contains(customer.Key) && !here.Contains(customer.Key))]);
    }

    static HashSet<string> Keys(Movements movements) =>
        [.. movements.Of(Movement.Closing).Select(customer => customer.Key)];

    static DayCount Count(IEnumerable<CustomerHistory> customers, DateTime day, Guid? market)
    {
        StatusPeriod[] active =
        [
            .. from customer in customers
               let period = customer.Timeline.On(day)
               where period is { IsActive: true } && (market is null || period.Value.Market == market)
               select period.Value,
        ];
        return new(active.Length, active.Count(period => period.Status == BillableStatus.Billable));
    }
}

/// <summary>How many there were on a day.</summary>
public sealed record DayCount(int Active, int Billable);

/// <summary>A day by both definitions.</summary>
public sealed record WhatIfDay(DateTime Day, DayCount Present, DayCount Other);
