using System;
using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules;

/// <summary>Why a customer has its billable status: sentences without labels, worded where they are stored.</summary>
public static class BillingReasons
{
    static readonly Wording Closed = new("The customer is Closed.", "El cliente está cerrado.");
    static readonly Wording InactiveAndWasLive = new(
        "The account is inactive and was Live.", "La cuenta está inactiva y estaba en servicio.");
    static readonly Wording LastDay = new("Last day of service: {0}.", "Último día de servicio: {0}.");

    static readonly Wording OnHold = new("On billing hold: {0}", "Facturación en pausa: {0}");
    static readonly Wording OnHoldSilently = new("On billing hold.", "Facturación en pausa.");

    static readonly Wording LiveAndChargeable = new("Live and chargeable.", "En servicio y sujeto a cobro.");
    static readonly Wording Reached = new("{0} on {1}.", "{0} el {1}.");
    static readonly Wording InServiceSince = new("In service since {0}.", "En servicio desde el {0}.");

    static readonly Wording Inactive = new("The account is inactive.", "La cuenta está inactiva.");
    static readonly Wording ClosedBeforeLive = new(
        "Closed without having been Live.", "Se cerró sin haber estado en servicio.");
    static readonly Wording NotLiveYet = new("Not Live yet.", "Aún no está en servicio.");
    static readonly Wording NoLongerLive = new("No longer Live.", "Ya no está en servicio.");
    static readonly Wording NotChargeable = new(
        "Not chargeable (pilot or pre-revenue).", "Sin cobro (piloto o fase previa a ingresos).");
    static readonly Wording NotReached = new("{0}: no date yet.", "{0}: aún sin fecha.");
    static readonly Wording Waived = new(
        "{0}: waived, so there is no date.", "{0}: eximido, por lo que no tiene fecha.");

    static readonly Wording LastDayPassed = new(
        "The last day of service had passed.", "El último día de servicio había pasado.");
    static readonly Wording NotLive = new("Not Live.", "No estaba en servicio.");
    static readonly Wording NotComplete = new(
        "A milestone had no date.", "Faltaba la fecha de un hito.");
    static readonly Wording Complete = new("All milestones dated.", "Todos los hitos con fecha.");

    /// <summary>In the words of the choice cm_milestone.</summary>
    public static IReadOnlyDictionary<Milestone, Wording> MilestoneNames { get; } = new Dictionary<Milestone, Wording>
    {
        [Milestone.OnboardingCompleted] = new("Onboarding completed", "Incorporación completada"),
        [Milestone.RequiredDocumentsSubmitted] = new(
            "Required documents submitted", "Documentos obligatorios presentados"),
        [Milestone.CustomerReadyForService] = new("Customer ready for service", "Cliente listo para el servicio"),
    };

    /// <summary>Every reason for a status.</summary>
    /// <param name="status">The status.</param>
    /// <param name="customer">Whose it is.</param>
    /// <param name="hasBeenLive">Whether the customer was ever an active one.</param>
    /// <param name="isWaived">
    /// Tells whether the customer needn't have a column; asked only of a Live customer without a milestone's date.
    /// </param>
    public static IReadOnlyList<Sentence> For(
        BillableStatus status, CustomerFacts customer, bool hasBeenLive, Func<Column, bool> isWaived)
    {
        List<Sentence> reasons = [];
        switch (status)
        {
            case BillableStatus.Ended:
                TellEnded(reasons, customer);
                break;
            case BillableStatus.OnHold:
                reasons.Add(customer.HoldReason is { } why ? new(OnHold, why) : new(OnHoldSilently));
                break;
            case BillableStatus.Billable:
                TellBillable(reasons, customer);
                break;
            default:
                TellObstacles(reasons, customer, hasBeenLive, isWaived);
                break;
        }

        return reasons;
    }

    /// <summary>Why a customer had a status on the days of a period: what its facts tell.</summary>
    public static IReadOnlyList<Sentence> For(StatusPeriod period)
    {
        Sentence[] reasons =
        [
            .. Reason(!period.Facts.Has(Facts.AccountActive), Inactive),
            .. Reason(period.Status == BillableStatus.Ended && period.Facts.Has(Facts.Ended), LastDayPassed),
            .. Reason(period.Status == BillableStatus.OnHold, OnHoldSilently),
            .. Reason(period.Status == BillableStatus.Billable, LiveAndChargeable),
            .. Reason(period.Status == BillableStatus.Billable, Complete),
        ];
        return period.Status != BillableStatus.NotBillable ? reasons :
        [
            .. reasons,
            .. Reason(!period.Facts.Has(Facts.Live), NotLive),
            .. Reason(!period.Facts.Has(Facts.Chargeable), NotChargeable),
            .. Reason(period.IsActive && !period.Facts.Has(Facts.Complete), NotComplete),
        ];
    }

    static Sentence[] Reason(bool holds, Wording words) => holds ? [new(words)] : [];

    static void TellEnded(List<Sentence> reasons, CustomerFacts customer)
    {
        if (!customer.IsActiveAccount)
        {
            reasons.Add(new(InactiveAndWasLive));
        }

        if (customer.Stage == Stage.Closed)
        {
            reasons.Add(new(Closed));
        }

        if (customer.LastDayOfService is { } last)
        {
            reasons.Add(new(LastDay, last));
        }
    }

    static void TellBillable(List<Sentence> reasons, CustomerFacts customer)
    {
        reasons.Add(new(LiveAndChargeable));
        foreach (var milestone in Lifecycle.Stages.Milestones)
        {
            if (customer.Date(milestone.DatedBy) is { } day)
            {
                reasons.Add(new(Reached, MilestoneNames[milestone.Milestone], day));
            }
        }

        if (customer.ServiceStartsOn is { } start)
        {
            reasons.Add(new(InServiceSince, start));
        }

        if (customer.LastDayOfService is { } last)
        {
            reasons.Add(new(LastDay, last));
        }
    }

    /// <summary>
    /// Everything that stands between the customer and Billable. What is missing counts from Live on: before, the
    /// stage says it all, and a milestone that is dated changes nothing.
    /// </summary>
    static void TellObstacles(
        List<Sentence> reasons, CustomerFacts customer, bool hasBeenLive, Func<Column, bool> isWaived)
    {
        if (!customer.IsActiveAccount)
        {
            reasons.Add(new(Inactive));
        }

        if (!customer.IsChargeable)
        {
            reasons.Add(new(NotChargeable));
        }

        // Closed from Live it is still called live; if it was served on no day, no more than its stage is left to tell.
        if (!customer.IsLive || customer.Stage == Stage.Closed && !hasBeenLive)
        {
            reasons.Add(new(
                hasBeenLive ? NoLongerLive : customer.Stage == Stage.Closed ? ClosedBeforeLive : NotLiveYet));
            return;
        }

        foreach (var milestone in Lifecycle.Stages.Milestones)
        {
            if (!customer.IsFilled(milestone.DatedBy))
            {
                reasons.Add(new(
                    isWaived(milestone.DatedBy) ? Waived : NotReached, MilestoneNames[milestone.Milestone]));
            }
        }

        if (customer.LastDayOfService is { } last)
        {
            reasons.Add(new(LastDay, last));
        }
    }
}
