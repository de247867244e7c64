using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace CrmMilestones.Simulation.Oracle;

/// <summary>What was believed of every customer at one moment, and what is counted of it (design, section 7).</summary>
/// <param name="customers">The spans of each customer key.</param>
/// <param name="codeOf">The code of a market.</param>
sealed class Counting(
    IReadOnlyCollection<(Guid Key, IReadOnlyList<Span> Spans)> customers, Func<Guid, string> codeOf)
{
    /// <summary>Active, billable and on hold on a day, in a market or in all, and by market.</summary>
    public (int Active, int Billable, int OnHold, string ByMarket) On(DateOnly day, Guid? market)
    {
        var active = Active(day).Where(customer => market is null || customer.Span.Market == market).ToArray();
        return (
            active.Length, active.Count(IsIn(Status.Billable)), active.Count(IsIn(Status.OnHold)),
            "{" + string.Join(",", active.GroupBy(customer => Code(customer.Span.Market))
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => $"\"{group.Key}\":{{\"active\":{group.Count()},"
                    + $"\"billable\":{group.Count(IsIn(Status.Billable))},"
                    + $"\"onHold\":{group.Count(IsIn(Status.OnHold))}}}")) + "}");

        static Func<(Guid, Span Span), bool> IsIn(Status status) => customer => customer.Span.Status == status;
    }

    /// <summary>The roll-forward: opening, new, returned, released, held, ended, other, closing.</summary>
    public int[] Roll(DateOnly from, DateOnly to, Guid? market)
    {
        var numbers = new int[8];
        foreach (var (_, spans) in customers)
        {
            var first = spans.FirstOrDefault(span => span.Covers(from));
            var last = spans.FirstOrDefault(span => span.Covers(to));
            var (opens, closes) = (Counts(first), Counts(last));
            var wasBillable = spans.Any(span => span.Status == Status.Billable && span.From <= from);
            numbers[0] += opens ? 1 : 0;
            numbers[1] += closes && !wasBillable ? 1 : 0;
            numbers[2] += closes && wasBillable && first?.Status is not (Status.Billable or Status.OnHold) ? 1 : 0;
            numbers[3] += closes && wasBillable && first?.Status == Status.OnHold ? 1 : 0;
            numbers[4] += opens && last?.Status == Status.OnHold ? 1 : 0;
            numbers[5] += opens && last?.Status == Status.Ended ? 1 : 0;
            // Lost, or moved between markets.
            numbers[6] -= opens && !closes && last?.Status is null or Status.NotBillable && opens ? 1 : 0;
            numbers[6] += closes && !opens && first?.Status == Status.Billable ? 1 : 0;
            numbers[6] -= opens && !closes && last?.Status == Status.Billable ? 1 : 0;
            numbers[7] += closes ? 1 : 0;
        }

        return numbers;

        bool Counts(Span? span) => span?.Status == Status.Billable && (market is null || span.Market == market);
    }

    /// <summary>That anybody can compute of the active customers of a day.</summary>
    public string Fingerprint(DateOnly day)
    {
        var lines = Active(day).Select(customer => string.Create(
            CultureInfo.InvariantCulture,
            $"{customer.Key:D};{Account.Option + (int)customer.Span.Status};{Code(customer.Span.Market)}\n"));
        var text = string.Concat(lines.Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    IEnumerable<(Guid Key, Span Span)> Active(DateOnly day) =>
        from customer in customers
        from span in customer.Spans
        where span.Covers(day) && span.IsActive
        select (customer.Key, span);

    string Code(Guid? market) => market is { } id ? codeOf(id) : "";
}
