using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Pages;

namespace CrmMilestones.Scripts.Months;

/// <summary>The tables of a report's page, but for those of customers.</summary>
static class MonthTables
{
    /// <summary>The roll-forward of each month.</summary>
    public static ReportTable OfMonths(MonthReport report, CustomerLists lists) => new(
        "Roll-forward of each month", RollForwardOf("Month"),
        [
            .. report.Months.Select(month => (object?[])
                [DayText.Month(month.Customers.Last), .. lists.Numbers(month, report.Market)]),
        ]);

    /// <summary>The roll-forward of each market.</summary>
    public static ReportTable OfMarkets(MonthReport report, CustomerLists lists) => new(
        "Roll-forward of each market", RollForwardOf("Market"),
        [
            .. report.ByMarket.Select(market => (object?[])
                [market.Code, .. lists.Numbers(market.Movements, market.Code)]),
        ]);

    /// <summary>Closed months beside what is counted of them.</summary>
    public static ReportTable OfClosed(IReadOnlyList<ClosedMonth> months) => new(
        "Frozen, and counted",
        [
            new("Month", ColumnKind.Brief), new("Known on (UTC)", ColumnKind.Brief),
            new("Opening, frozen", ColumnKind.Number), new("Opening, now", ColumnKind.Number),
            new("Closing, frozen", ColumnKind.Number), new("Closing, as known then", ColumnKind.Number),
            new("Closing, now", ColumnKind.Number), new("Differs", ColumnKind.Choice),
        ],
        [
            .. months.Select(month => (object?[])
            [
                DayText.Month(month.MonthEnd), DayText.Moment(month.KnownOn), month.Frozen.Opening, month.Now.Opening,
                month.Frozen.Closing, month.Then.Closing, month.Now.Closing, month.Differs,
            ]),
        ]);

    /// <summary>The customers of each day by two definitions.</summary>
    public static ReportTable OfBoth(WhatIfReport other) => new(
        "Customers of each day",
        [
            new("Day", ColumnKind.Brief),
            new("Active, present", ColumnKind.Number), new("Active, other", ColumnKind.Number),
            new("Billable, present", ColumnKind.Number), new("Billable, other", ColumnKind.Number),
            new("Difference", ColumnKind.Number),
        ],
        [
            .. other.Days.Select(day => (object?[])
            [
                DayText.Day(day.Day), day.Present.Active, day.Other.Active, day.Present.Billable, day.Other.Billable,
                day.Other.Billable - day.Present.Billable,
            ]),
        ]);

    /// <summary>What another definition says.</summary>
    public static ReportTable Of(AlternativeDefinition definition) => new(
        "What the other definition asks for", ["What", "It says"],
        [
            ["Milestones", definition.Milestones.Count == 0 ? "none" : string.Join(
                ", ", definition.Milestones.Select(milestone => BillingReasons.MilestoneNames[milestone].English))],
            ["Active from stage", definition.ActiveFrom.ToString()],
            ["A billing hold counts", definition.HoldCounts],
            ["Only chargeable customers", definition.ChargeableNeeded],
        ]);

    static TableColumn[] RollForwardOf(string first) =>
    [
        new(first, ColumnKind.Brief),
        .. Enum.GetNames<Movement>().Select(name => new TableColumn(name, ColumnKind.Number)),
    ];
}
