using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Pages;

namespace CrmMilestones.Scripts.Months;

/// <summary>The charts of a report's page.</summary>
static class MonthCharts
{
    static readonly Movement[] Changes =
        [Movement.New, Movement.Returned, Movement.Released, Movement.Held, Movement.Ended, Movement.Other];

    /// <summary>Those that have something to show.</summary>
    public static IReadOnlyList<BarChart> Of(MonthReport report)
    {
        List<BarChart> charts = [];
        if (report.Months.Count > 1)
        {
            charts.Add(AtMonthEnds(report.Months));
        }

        if (report.Months.Any(month => Changes.Any(change => Movements.Number(month.Counted, change) != 0)))
        {
            charts.Add(report.Months.Count > 1 ? MovedByMonth(report) : Moved(report.Whole.Counted));
        }

        return charts;
    }

    /// <summary>The customers of each day by two definitions.</summary>
    public static BarChart OfBoth(WhatIfReport other) => new(
        "Billable by both definitions",
        FormattableString.Invariant(
            $"At the end {other.Days[^1].Present.Billable:N0} and {other.Days[^1].Other.Billable:N0}."),
        [.. other.Days.Select(day => DayText.Day(day.Day))],
        [
            new("Present", [.. other.Days.Select(day => (double)day.Present.Billable)]),
            new("Other", [.. other.Days.Select(day => (double)day.Other.Billable)]),
        ])
    { CategoryLabel = "Day" };

    static BarChart AtMonthEnds(IReadOnlyList<CountedMovements> months)
    {
        double[] values = [.. months.Select(month => (double)month.Counted.Closing)];
        return new(
            "Billable customers at each month's end",
            FormattableString.Invariant(
                $"{values[0]:N0} at the end of the first month, {values[^1]:N0} at the end of the last one."),
            Names(months), [new("Billable", values)])
        { CategoryLabel = "Month" };
    }

    static BarChart MovedByMonth(MonthReport report) => Moved(report.Whole.Counted) with
    {
        Categories = Names(report.Months),
        Series =
        [
            .. Changes.Select(movement => new BarSeries(
                movement.ToString(), [.. report.Months.Select(month => Signed(month.Counted, movement))])),
        ],
        IsHorizontal = false,
        IsStacked = true,
        CategoryLabel = "Month",
    };

    static BarChart Moved(RollForward count) => new(
        "What came and what went",
        FormattableString.Invariant(
            $"{count.New + count.Returned + count.Released:N0} came, {count.Held + count.Ended:N0} went, ")
            + FormattableString.Invariant($"other changes make {count.Other:+#,0;-#,0;0}."),
        [.. Changes.Select(movement => movement.ToString())],
        [new("Customers", [.. Changes.Select(movement => Signed(count, movement))])])
    { IsHorizontal = true, CategoryLabel = "What" };

    static IReadOnlyList<string> Names(IReadOnlyList<CountedMovements> months) =>
        [.. months.Select(month => DayText.MonthName(month.Customers.Last))];

    static double Signed(RollForward count, Movement movement) =>
        movement is Movement.Held or Movement.Ended ? -Movements.Number(count, movement)
            : Movements.Number(count, movement);
}
