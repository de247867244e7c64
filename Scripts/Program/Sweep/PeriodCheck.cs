using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Plugins.History;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Sweep;

/// <summary>Holds the stored periods of a customer against one another: they tile the time from the first day on.
/// </summary>
static class PeriodCheck
{
    /// <summary>Those that are believed now, customer by customer, in order of time.</summary>
    public static QueryExpression Believed()
    {
        QueryExpression query = new(StatusPeriodTable.Name)
        {
            ColumnSet = new([StatusPeriodTable.CustomerKey, .. StatusPeriodRow.AllColumns]),
        };
        query.Criteria.AddCondition(StatusPeriodTable.SupersededOn, ConditionOperator.Null);
        query.AddOrder(StatusPeriodTable.CustomerKey, OrderType.Ascending);
        query.AddOrder(StatusPeriodTable.From, OrderType.Ascending);
        query.AddOrder(StatusPeriodTable.Id, OrderType.Ascending);
        return query;
    }

    /// <summary>What is wrong with them; null if nothing is.</summary>
    /// <param name="stored">In order of time.</param>
    public static string? Problem(IReadOnlyList<StatusPeriod> stored)
    {
        var difference = TimelineDifference.Between(stored, Timeline.Of(stored));
        if (difference.Superseded.Count == 0 && difference.Added.Count == 0)
        {
            return null;
        }

        var seams = Enumerable.Range(0, stored.Count).Select(i => Seam(stored, i)).OfType<string>().ToArray();
        if (seams.Length > 0)
        {
            return $"Its periods {string.Join(", ", seams)}.";
        }

        var first = stored[difference.Superseded is [var place, ..] ? place : 0].From;
        return $"Its periods since {Day(first)} don't follow from their facts, or say the same as their neighbours.";
    }

    /// <summary>What is wrong where a period ends; null if nothing is.</summary>
    static string? Seam(IReadOnlyList<StatusPeriod> stored, int index)
    {
        var until = stored[index].Until;
        if (until < stored[index].From)
        {
            return $"end on {Day(until.Value)} before they begin";
        }

        if (index + 1 == stored.Count)
        {
            return until is { } end ? $"say nothing of the days after {Day(end)}" : null;
        }

        var next = stored[index + 1].From;
        return until is not { } last ? $"have an open end from {Day(stored[index].From)} and go on on {Day(next)}"
            : last.AddDays(1) < next ? $"say nothing from {Day(last.AddDays(1))} to {Day(next.AddDays(-1))}"
            : last >= next ? $"say two things from {Day(next)} to {Day(last)}"
            : null;
    }

    static string Day(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
