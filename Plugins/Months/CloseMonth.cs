using System;
using System.Globalization;
using System.Linq;
using CrmMilestones.Plugins.Customer;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Codes;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Months;

/// <summary>Custom API cm_CloseMonth: freezes what is known of a month.</summary>
public sealed class CloseMonth : PluginBase
{
    const string Table = "cm_monthclose";
    const string MonthEnd = "cm_monthend";
    const string Closing = "cm_closing";

    protected override void Execute(StepContext step)
    {
        var system = step.AsSystem();
        var knownOn = MonthClosing.KnownOn(step.UtcNow);
        var last = LastClose(system);
        var end = Question.Day(step, "MonthEnd");
        Period known = new(knownOn);
        RefuseIfWrong(step, new MonthClosing(
            end, step.UtcNow, last?.GetAttributeValue<DateTime>(MonthEnd),
            isStillMoving: PeriodRows.HaveNewsUpTo(end, known, system)));

        ActiveCustomer[] customers = [.. PeriodRows.ActiveOn(end, known, system)];
        var counts = CustomerCounts.Of(customers);
        var month = new Counts(system, knownOn, market: null).Between(MonthClosing.EndBefore(end), end);
        if (last is not null)
        {
            month = month with { Opening = last.GetAttributeValue<int>(Closing) };
        }

        step.Context.OutputParameters["MonthClose"] = new EntityReference(Table, system.Create(new Entity(Table)
        {
            ["cm_name"] = end.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            [MonthEnd] = end,
            ["cm_knownon"] = knownOn,
            ["cm_opening"] = month.Opening,
            ["cm_new"] = month.New,
            ["cm_returned"] = month.Returned,
            ["cm_held"] = month.Held,
            ["cm_released"] = month.Released,
            ["cm_ended"] = month.Ended,
            ["cm_other"] = month.Other,
            [Closing] = month.Closing,
            ["cm_active"] = counts.Active,
            ["cm_bymarket"] = counts.ByMarket,
            ["cm_fingerprint"] = Fingerprint.Of(customers),
            ["cm_closedbyid"] = new EntityReference("systemuser", step.Person),
            ["cm_definitionversion"] = Lifecycle.Version,
        }));
    }

    static void RefuseIfWrong(StepContext step, MonthClosing closing)
    {
        Problem[] problems = [.. new CM017MonthsAreClosedInOrder().Check(closing)];
        if (problems.Length > 0)
        {
            var labels = CallerLabels.Read(step.AsSystem(), step.Person);
            throw new InvalidPluginExecutionException(Problem.Say(problems, labels, customer: null));
        }
    }

    static Entity? LastClose(IOrganizationService system)
    {
        QueryExpression closes = new(Table) { ColumnSet = new ColumnSet(MonthEnd, Closing), TopCount = 1 };
        closes.AddOrder(MonthEnd, OrderType.Descending);
        return system.RetrieveMultiple(closes).Entities.FirstOrDefault();
    }
}
