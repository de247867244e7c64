using System;
using System.Globalization;
using CrmMilestones.Plugins.Customer;
using CrmMilestones.Plugins.History;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Codes;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.Months;

/// <summary>Custom API cm_CloseMonth: freezes what is known of a month.</summary>
public sealed class CloseMonth : PluginBase
{
    protected override void Execute(StepContext step)
    {
        var system = step.AsSystem();
        var knownOn = MonthClosing.KnownOn(step.UtcNow);
        var last = MonthCloseRows.Last(system);
        var end = Question.Day(step, "MonthEnd");
        Period known = new(knownOn);
        RefuseIfWrong(step, new MonthClosing(
            end, step.UtcNow, last?.GetAttributeValue<DateTime>(MonthCloseRows.MonthEnd),
            isStillMoving: PeriodRows.HaveNewsUpTo(end, known, system)));

        ActiveCustomer[] customers = [.. PeriodRows.ActiveOn(end, known, system)];
        var counts = CustomerCounts.Of(customers);
        var month = new Counts(system, knownOn, market: null).Between(MonthClosing.EndBefore(end), end);
        if (last is not null)
        {
            month = month with { Opening = last.GetAttributeValue<int>(MonthCloseRows.Closing) };
        }

        var close = new Entity(MonthCloseRows.Table)
        {
            ["cm_name"] = end.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            [MonthCloseRows.MonthEnd] = end,
            ["cm_knownon"] = knownOn,
            ["cm_opening"] = month.Opening,
            ["cm_new"] = month.New,
            ["cm_returned"] = month.Returned,
            ["cm_held"] = month.Held,
            ["cm_released"] = month.Released,
            ["cm_ended"] = month.Ended,
            ["cm_other"] = month.Other,
            [MonthCloseRows.Closing] = month.Closing,
            ["cm_active"] = counts.Active,
            ["cm_bymarket"] = counts.ByMarket,
            ["cm_fingerprint"] = Fingerprint.Of(customers),
            ["cm_closedbyid"] = new EntityReference("systemuser", step.Person),
            ["cm_definitionversion"] = Lifecycle.Version,
        };
        step.Context.OutputParameters["MonthClose"] = new EntityReference(close.LogicalName, system.Create(close));
    }

    static void RefuseIfWrong(StepContext step, MonthClosing closing)
    {
        Problem[] problems = [.. new CM017MonthsAreClosedInOrder().Check(closing)];
        if (problems.Length > 0)
        {
            throw Judgement.Refusal(step, customer: null, problems);
        }
    }
}
