using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>The billable status (design.md, section 3): computed and explained, never typed.</summary>
public static class Billing
{
    /// <summary>From top to bottom, the first that fits.</summary>
    public static BillableVerdict Evaluate(in CustomerFacts customer, Moment at) =>
        Ended(customer, at) ?? OnHold(customer, at) ?? BillableOrNot(customer, at);

    static BillableVerdict? Ended(in CustomerFacts customer, Moment at)
    {
        var wasLive = !customer.IsActiveAccount && customer.Stage == Stage.Live;
        if (customer.Stage != Stage.Closed && !wasLive)
        {
            return null;
        }

        var reason = wasLive ? "The account is inactive and was Live" : "The customer is Closed";
        var until = customer.ServiceEndedOn is { } end ? $"; service ended on {Day(end)}" : "";
        return new(BillableStatus.Ended, customer.ServiceEndedOn ?? at.Today, [reason + until + "."]);
    }

    static BillableVerdict? OnHold(in CustomerFacts customer, Moment at) =>
        customer.IsActiveCustomer && customer.IsChargeable && customer.IsOnHold
            ? new(BillableStatus.OnHold, at.Today, [$"On billing hold: {customer.HoldReason ?? "no reason given"}"])
            : null;

    static BillableVerdict BillableOrNot(CustomerFacts customer, Moment at)
    {
        var obstacles = Obstacles(customer, at).ToArray();
        if (obstacles.Length > 0)
        {
            return new(BillableStatus.NotBillable, at.Today, obstacles);
        }

        var start = customer.ServiceStartsOn!.Value;
        var dates = Lifecycle.Milestones.Select(milestone => customer.Date(milestone.DatedBy)!.Value).ToArray();
        var effectiveOn = customer.FirstBillableOn is null ? dates.Concat([start]).Max() : at.Today;
        return new(BillableStatus.Billable, effectiveOn,
        [
            "Live and chargeable.",
            .. Lifecycle.Milestones.Select((milestone, i) => $"{Name(milestone.Milestone)} on {Day(dates[i])}."),
            $"In service since {Day(start)}.",
        ]);
    }

    /// <summary>Everything that stands between the customer and Billable.</summary>
    static IEnumerable<string> Obstacles(CustomerFacts customer, Moment at)
    {
        if (!customer.IsActiveAccount)
        {
            yield return "The account is inactive.";
        }

        if (customer.Stage != Stage.Live)
        {
            yield return $"In stage {customer.Stage}, not yet Live.";
        }

        if (!customer.IsChargeable)
        {
            yield return "Not chargeable (pilot or pre-revenue).";
        }

        foreach (var milestone in Lifecycle.Milestones.Where(milestone => !customer.IsFilled(milestone.DatedBy)))
        {
            yield return $"{Name(milestone.Milestone)}: no date yet.";
        }

        // By the latest day on earth, as CM007: who may enter Live today must not wait for the next save to be billed.
        if (customer.ServiceStartsOn is not { } start)
        {
            yield return "No service start date.";
        }
        else if (start > at.LatestDay)
        {
            yield return $"Service starts on {Day(start)}.";
        }
    }

    static string Name(Milestone milestone) => milestone switch
    {
        Milestone.OnboardingCompleted => "Onboarding completed",
        Milestone.RequiredDocumentsSubmitted => "Required documents submitted",
        Milestone.CustomerReadyForService => "Customer ready for service",
        _ => throw new ArgumentOutOfRangeException(nameof(milestone), milestone, "No such milestone."),
    };

    static string Day(DateTime date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>What the billable status is, from when it counts if it is new, and every reason for it.</summary>
public sealed record BillableVerdict(BillableStatus Status, DateTime EffectiveOn, IReadOnlyList<string> Reasons);
