using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Tests.Rules;

/// <summary>
/// Timelines of 2026 in rows as "03-14 LC$A AU": the first day; live, complete, chargeable, on hold, account active,
/// ended; the market.
/// </summary>
static class TimelineNotation
{
    const string Letters = "LC$HAE";

    static readonly string[] Markets = ["AU", "US"];

    public static Timeline Told(params string[] rows) => Timeline.Of(rows.Select(Row));

    public static IEnumerable<string> Text(Timeline timeline) => timeline.Select(Text);

    public static DateTime DayOf(string text) =>
        DateTime.ParseExact($"2026-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture);

    static Guid? Market(string code) =>
        code == "" ? null : new Guid(Array.IndexOf(Markets, code) + 1, 0, 0, new byte[8]);

    static StatusPeriod Row(string text)
    {
        var parts = text.Split(' ');
        var facts = parts[1].Aggregate(Facts.None, (all, letter) => all | (Facts)(1 << Letters.IndexOf(letter)));
        return new(DayOf(parts[0]), null, facts, Market(parts.ElementAtOrDefault(2) ?? ""), default, null);
    }

    static string Text(StatusPeriod row)
    {
        var facts = string.Concat(Letters.Where((_, place) => row.Facts.Has((Facts)(1 << place))));
        var market = Markets.Where(code => Market(code) == row.Market).Select(code => $" {code}");
        return FormattableString.Invariant($"{row.From:MM-dd} {facts}{string.Concat(market)}");
    }
}
