using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Scripts.Pages;

namespace CrmMilestones.Scripts.Months;

/// <summary>A report as a page.</summary>
static class MonthReportPage
{
    /// <param name="report">The report.</param>
    /// <param name="allIn">The file that holds every customer.</param>
    public static ReportPage Of(MonthReport report, string allIn)
    {
        CustomerLists lists = new(report.MarketCodes, allIn);
        List<ReportSection> sections = [Number(report, lists)];
        if (report.Months.Count > 1)
        {
            sections.Add(new("Month by month") { Tables = [MonthTables.OfMonths(report, lists)] });
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
            sections.Add(UnderAnother(other, report, lists));
        }

        sections.Add(new("Customers")
        {
            Lead = "Every number above leads to its list here. \"Since\" is the first day of the unbroken run of the "
                + "later status.",
            Tables = lists.Tables,
        });
        return new(
            $"Billable customers in {report.Name}{(report.Market is { } market ? $", market {market}" : "")}",
            $"From {report.Environment}, as known on {DayText.Moment(report.KnownOn)} UTC: what changed from "
            + $"{DayText.Day(report.Whole.Customers.First.AddDays(1))} to {DayText.Day(report.Whole.Customers.Last)}.",
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
        Charts = MonthCharts.Of(report),
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
        Movement.Opening => $"billable on {DayText.Day(between.First)}",
        Movement.New => "billable for the first time",
        Movement.Returned => "billable again",
        Movement.Released => "from hold to billable",
        Movement.Held => "from billable to hold",
        Movement.Ended => "service ended",
        Movement.Other => "fell back, or moved between markets",
        _ => $"billable on {DayText.Day(between.Last)}",
    };

    static ReportSection ByMarket(MonthReport report, CustomerLists lists)
    {
        var without = report.Whole.Counted.Closing - report.ByMarket.Sum(market => market.Movements.Counted.Closing);
        return new("By market")
        {
            Tables = [MonthTables.OfMarkets(report, lists)],
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
        Tables = [MonthTables.OfClosed(report.Closed)],
    };

    static ReportSection UnderAnother(WhatIfReport other, MonthReport report, CustomerLists lists) => new(
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
        Charts = [MonthCharts.OfBoth(other)],
        Tables = [MonthTables.OfBoth(other), MonthTables.Of(other.Definition)],
    };
}
