using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Scripts.Demo;

/// <summary>How many customers there were at the end of a month.</summary>
public sealed record MonthEndCount(DateTime Day, int Active, int Billable);

/// <summary>
/// The same customers over time, as Finance asks for them: by the custom APIs, which count status periods.
/// </summary>
/// <param name="MonthEnds">The last two years' months that are over, the oldest first.</param>
/// <param name="Year">The last year that is over.</param>
/// <param name="YearsRollForward">What moved the number in that year, in the order of the sum.</param>
public sealed record CountsOverTime(
    IReadOnlyList<MonthEndCount> MonthEnds, int Year, IReadOnlyList<KeyValuePair<string, int>> YearsRollForward)
{
    const int Months = 24;

    static readonly string[] RollForward =
        ["Opening", "New", "Returned", "Released", "Held", "Ended", "Other", "Closing"];

    /// <summary>Asks for them.</summary>
    /// <param name="finance">The CRM as Finance sees it.</param>
    /// <param name="today">The day, UTC.</param>
    public static CountsOverTime Read(IOrganizationService finance, DateTime today)
    {
        var thisMonth = new DateTime(today.Year, today.Month, 1, 0, 0, 0, DateTimeKind.Utc);
        var lastYearsEnd = new DateTime(today.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(-1);
        var year = finance.Execute(new OrganizationRequest("cm_CompareMonths")
        {
            ["From"] = lastYearsEnd.AddYears(-1),
            ["To"] = lastYearsEnd,
        });
        return new(
            [
                .. Enumerable.Range(1 - Months, Months)
                    .Select(month => Count(finance, thisMonth.AddMonths(month).AddDays(-1))),
            ],
            lastYearsEnd.Year, [.. RollForward.Select(name => KeyValuePair.Create(name, (int)year[name]))]);
    }

    static MonthEndCount Count(IOrganizationService finance, DateTime day)
    {
        var counts = finance.Execute(new OrganizationRequest("cm_CountCustomers") { ["AsOf"] = day });
        return new(day, (int)counts["Active"], (int)counts["Billable"]);
    }
}
