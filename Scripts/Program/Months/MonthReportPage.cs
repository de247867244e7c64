using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Pages;

namespace CrmMilestones.Scripts.Months;

/// <summary>A report as a page.</summary>
static class MonthReportPage
{
    static readonly Movement[] Changes =
        [Movement.New, Movement.Returned, Movement.Released, Movement.Held, Movement.Ended, Movement.Other];

    /// <param name="report">The report.</param>
    /// <param name="allIn">The file that holds every customer.</param>
    public static ReportPage Of(MonthReport report, string allIn)
    {
        CustomerLists lists = new(report.MarketCodes, allIn);
        List<ReportSection> sections = [Number(report, lists)];
        if (report.Months.Count > 1)
        {
            sections.Add(MonthByMonth(report, lists));
        }

        if (report.ByMarket.Count > 0)
        {
            sections.Add(ByMarket(report, lists));
        }

        if (report.Closed.Count > 0)
        {
            sections.Add(Closed(report));
        }

        if (report.WhatIf is { } other)
        {
            sections.Add(Other(other, report, lists));
        }

        sections.Add(new("Customers")
        {
            Lead = "Every number above leads to its list here. \"Since\" is the first day of the unbroken run of the "
                + "later status.",
            Tables = lists.Tables,
        });
        return new(
            $"Billable customers in {report.Name}{(report.Market is { } market ? $", market {market}" : "")}",
            FormattableString.Invariant(
                $"From {report.Environment}, as known on {report.KnownOn:yyyy-MM-dd HH:mm:ss} UTC: what changed from ")
            + $"{Day(report.Whole.Customers.First.AddDays(1))} to {Day(report.Whole.Customers.Last)}.",
            sections);
    }

    static ReportSection Number(MonthReport report, CustomerLists lists) => new("What moved the number")
    {
        Figures =
        [
            .. Enum.GetValues<Movement>().Zip(
                lists.Numbers(report.Whole, report.Market),
                (movement, number) => new KeyFigure(
                    movement.ToString(), number, Meaning(movement, report.Whole.Customers))),
        ],
        Charts =
        [
            .. report.Months.Count > 1 ? [AtMonthEnds(report)] : Array.Empty<BarChart>(),
            .. report.Months.Any(month => Changes.Any(change => Movements.Number(month.Counted, change) != 0))
                ? [Moved(report)] : Array.Empty<BarChart>(),
        ],
        Notes =
        [
            "Opening + New + Returned + Released - Held - Ended + Other = Closing. Each customer falls into at most "
            + "one class.",
            .. report.IsCountedAlike ? Array.Empty<string>()
                : ["The lists of customers don't hold as many as the server counts: status periods have gaps or "
                    + "overlaps. The command sweep names them."],
        ],
    };

    static string Meaning(Movement movement, Movements between) => movement switch
    {
        Movement.Opening => $"billable on {Day(between.First)}",
        Movement.New => "billable for the first time",
        Movement.Returned => "billable again",
        Movement.Released => "from hold to billable",
        Movement.Held => "from billable to hold",
        Movement.Ended => "service ended",
        Movement.Other => "fell back, or moved between markets",
        _ => $"billable on {Day(between.Last)}",
    };

    static BarChart AtMonthEnds(MonthReport report)
    {
        double[] values = [.. report.Months.Select(month => (double)month.Counted.Closing)];
        return new(
            "Billable customers at each month's end",
            FormattableString.Invariant(
                $"{values[0]:N0} at the end of the first month, {values[^1]:N0} at the end of the last one."),
            [.. report.Months.Select(ShortName)], [new("Billable", values)])
        { CategoryLabel = "Month" };
    }

    static BarChart Moved(MonthReport report)
    {
        const string Title = "What came and what went", Label = "Month";
        var count = report.Whole.Counted;
        var description = FormattableString.Invariant(
            $"{count.New + count.Returned + count.Released:N0} came, {count.Held + count.Ended:N0} went, ")
            + FormattableString.Invariant($"other changes make {count.Other:+#,0;-#,0;0}.");
        return report.Months.Count > 1
            ? new(
                Title, description, [.. report.Months.Select(ShortName)],
                [
                    .. Changes.Select(movement => new BarSeries(
                        movement.ToString(), [.. report.Months.Select(month => Signed(month.Counted, movement))])),
                ])
            { IsStacked = true, CategoryLabel = Label }
            : new(
                Title, description, [.. Changes.Select(movement => movement.ToString())],
                [new("Customers", [.. Changes.Select(movement => Signed(count, movement))])])
            { IsHorizontal = true, CategoryLabel = "What" };
    }

    static string ShortName(CountedMovements month) =>
        month.Customers.Last.ToString("MMM", CultureInfo.InvariantCulture);

    static double Signed(RollForward count, Movement movement) =>
        movement is Movement.Held or Movement.Ended ? -Movements.Number(count, movement)
            : Movements.Number(count, movement);

    static TableColumn[] Columns(string first) =>
    [
        new(first, ColumnKind.Brief),
        .. Enum.GetNames<Movement>().Select(name => new TableColumn(name, ColumnKind.Number)),
    ];

    static ReportSection MonthByMonth(MonthReport report, CustomerLists lists) => new("Month by month")
    {
        Tables =
        [
            new(
                "Roll-forward of each month", Columns("Month"),
                [
                    .. report.Months.Select(month => (object?[])
                        [Month(month.Customers.Last), .. lists.Numbers(month, report.Market)]),
                ]),
        ],
    };

    static ReportSection ByMarket(MonthReport report, CustomerLists lists)
    {
        var without = report.Whole.Counted.Closing - report.ByMarket.Sum(market => market.Movements.Counted.Closing);
        return new("By market")
        {
            Tables =
            [
                new(
                    "Roll-forward of each market", Columns("Market"),
                    [
                        .. report.ByMarket.Select(market => (object?[])
                            [market.Code, .. lists.Numbers(market.Movements, market.Code)]),
                    ]),
            ],
            Notes = without == 0 ? []
                : [FormattableString.Invariant($"{without:N0} billable customers have no market at the end.")],
        };
    }

    static ReportSection Closed(MonthReport report) => new("Closed months")
    {
        Lead = report.IsAsFrozen
            ? "What is counted now opens and closes as it was frozen."
            : "What is counted now is not what was frozen: the truth was corrected since. The closed numbers stay; the "
                + "view \"Adjustments to closed months\" lists the corrections.",
        Tables =
        [
            new(
                "Frozen, and counted",
                [
                    new("Month", ColumnKind.Brief), new("Known on (UTC)", ColumnKind.Brief),
                    new("Opening, frozen", ColumnKind.Number),
                    new("Opening, now", ColumnKind.Number), new("Closing, frozen", ColumnKind.Number),
                    new("Closing, as known then", ColumnKind.Number), new("Closing, now", ColumnKind.Number),
                    new("Differs", ColumnKind.Choice),
                ],
                [
                    .. report.Closed.Select(month => (object?[])
                    [
                        Month(month.MonthEnd),
                        month.KnownOn.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                        month.Frozen.Opening, month.Now.Opening, month.Frozen.Closing, month.Then.Closing,
                        month.Now.Closing, month.Differs,
                    ]),
                ]),
        ],
    };

    static ReportSection Other(WhatIfReport other, MonthReport report, CustomerLists lists) => new(
        $"Under another definition: {other.Definition.Name}")
    {
        Lead = "The same history counted under another definition; nobody enters a stage earlier than it was entered.",
        Figures =
        [
            new("Closing, present", report.Whole.Customers.Count.Closing),
            new("Closing, other", other.Whole.Count.Closing),
            new("Only present", lists.Linked(
                other.OnlyPresent.Count, "only-present",
                "Billable by the present definition only; the days are those of the other one", other.Whole,
                other.OnlyPresent)),
            new("Only other", lists.Linked(
                other.OnlyOther.Count, "only-other", "Billable by the other definition only", other.Whole,
                other.OnlyOther)),
        ],
        Charts =
        [
            new(
                "Billable by both definitions",
                FormattableString.Invariant(
                    $"At the end {report.Whole.Customers.Count.Closing:N0} and {other.Whole.Count.Closing:N0}."),
                [.. other.Days.Select(day => Day(day.Day))],
                [
                    new("Present", [.. other.Days.Select(day => (double)day.Present.Billable)]),
                    new("Other", [.. other.Days.Select(day => (double)day.Other.Billable)]),
                ])
            { CategoryLabel = "Day" },
        ],
        Tables =
        [
            new(
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
                        Day(day.Day), day.Present.Active, day.Other.Active, day.Present.Billable, day.Other.Billable,
                        day.Other.Billable - day.Present.Billable,
                    ]),
                ]),
            new(
                "What the other definition asks for", ["What", "It says"],
                [
                    ["Milestones", other.Definition.Milestones.Count == 0 ? "none" : string.Join(
                        ", ", other.Definition.Milestones.Select(
                            milestone => BillingReasons.MilestoneNames[milestone].English))],
                    ["Active from stage", other.Definition.ActiveFrom.ToString()],
                    ["A billing hold counts", other.Definition.HoldCounts],
                    ["Only chargeable customers", other.Definition.ChargeableNeeded],
                ]),
        ],
    };

    static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Month(DateTime day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
