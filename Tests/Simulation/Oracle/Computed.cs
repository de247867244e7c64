using System;
using System.Collections.Generic;
using System.Linq;
using static CrmMilestones.Simulation.Oracle.Account;

namespace CrmMilestones.Simulation.Oracle;

/// <summary>The computed columns after a save.</summary>
static class Computed
{
    public const string Definition = "1.0";

    public static void Write(Record before, Verdict verdict, DateOnly today, Save save, bool isFresh, bool isUsed)
    {
        var (after, from) = (verdict.After, before.Stage);
        if (after.Stage is not { } stage)
        {
            foreach (var column in Account.Computed)
            {
                after[column] = null;
            }

            return;
        }

        after[DefinitionVersion] = Definition;
        if (stage != from)
        {
            after[StageEnteredOn] = save.Now;
        }
        else
        {
            Keep(before, verdict, save, isUsed);
        }

        foreach (var (date, _, certifier) in Milestones)
        {
            after[certifier] = !before.Differs(after, date) ? before[certifier] : after.IsFilled(date) ? save.By : null;
        }

        WriteStatus(before, verdict, today, isFresh);
    }

    /// <summary>
    /// A reason or day that nothing used waits for the guided process; how long one of somebody else stays, who knows.
    /// </summary>
    static void Keep(Record before, Verdict verdict, Save save, bool isUsed)
    {
        verdict.OpenColumns.Add(Reason);
        verdict.OpenColumns.Add(TakesEffectOn);
        if (isUsed)
        {
            verdict.After[Reason] = verdict.After[TakesEffectOn] = null;
        }
        else if (save.Sent.IsFilled(Reason) || save.Sent.IsFilled(TakesEffectOn))
        {
            foreach (var column in new[] { Reason, TakesEffectOn }.Where(column => !save.Sent.Sends(column)))
            {
                verdict.After[column] = save.IsFresh(before) ? before[column] : null;
            }

            (verdict.After[ReasonGivenOn], verdict.After[ReasonGivenBy]) = (save.Now, save.By);
        }
    }

    /// <summary>
    /// Today; where the market has become one in which the day of the last change is still to come, that day. Only an end
    /// lies ahead otherwise.
    /// </summary>
    public static DateOnly PresentDay(IReadOnlyList<Span> spans, DateOnly today)
    {
        var lastChange = (spans.LastOrDefault(span => (span.Facts & Fact.Ended) == 0) ?? spans[0]).From;
        return lastChange > today ? lastChange : today;
    }

    /// <summary>The status of the present day; of a Closed customer its end, also while its last day is today.</summary>
    public static void WriteStatus(Record before, Verdict verdict, DateOnly today, bool isFresh)
    {
        var after = verdict.After;
        var spans = verdict.Days.Spans();
        if (spans.Count == 0)
        {
            return;
        }

        var at = after.Stage == Closed && spans[^1].From > today ? spans[^1].From : PresentDay(spans, today);
        var present = spans.Single(span => span.Covers(at));
        var since = spans.Reverse().SkipWhile(span => span.From > at).TakeWhile(span => span.Status == present.Status)
            .Last().From;
        after[Account.Status] = Option + (int)present.Status;
        after[StatusOn] = since;
        after[IsActive] = present.IsActive;
        after[FirstBillableOn] =
            spans.FirstOrDefault(span => span.Status == Oracle.Status.Billable)?.From;
        after[FirstLiveOn] = spans.FirstOrDefault(span => span.IsActive)?.From;
        if (!isFresh)
        {
            // A planned end may have come since: a save of something else needn't tell.
            foreach (var column in OfTheStatus.Where(column => before.Differs(after, column)))
            {
                verdict.OpenColumns.Add(column);
            }
        }
    }
}
