using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>The billable status: computed and explained, never typed.</summary>
public static class Billing
{
    /// <summary>From top to bottom, the first that fits.</summary>
    public static IReadOnlyList<StatusDefinition> Statuses { get; } =
    [
        new(BillableStatus.Ended,
            When: new("Stage {Closed}, or an inactive account that was in stage {Live}",
                "Etapa {Closed}, o cuenta inactiva que estaba en la etapa {Live}"),
            Fits: (customer, _) => customer.Stage == Stage.Closed || WasLive(customer),
            CountsFrom: new("{cm_serviceendedon}, else the day of the change",
                "{cm_serviceendedon} o, si falta, el día del cambio"),
            From: (customer, at) => customer.ServiceEndedOn ?? at.Today),

        new(BillableStatus.OnHold,
            When: new("Active customer, chargeable, on billing hold",
                "Cliente activo, sujeto a cobro, con la facturación en pausa"),
            Fits: (customer, _) => customer is { IsActiveCustomer: true, IsChargeable: true, IsOnHold: true },
            CountsFrom: DayOfTheChange,
            From: (_, at) => at.Today),

        new(BillableStatus.Billable,
            When: new("Active customer, chargeable, all three milestones dated, service has started",
                "Cliente activo, sujeto a cobro, con los tres hitos fechados y el servicio empezado"),
            Fits: (customer, at) => customer is { IsActiveCustomer: true, IsChargeable: true }
                && Milestones.All(customer.IsFilled) && ServiceHasStarted(customer, at),
            CountsFrom: new("The first time, the latest of service start and milestone dates; later the day of the "
                + "change",
                "La primera vez, la última de las fechas de inicio e hitos; después, el día del cambio"),
            From: (customer, at) => customer.FirstBillableOn is null ? LatestDate(customer) : at.Today),

        new(BillableStatus.NotBillable,
            When: new("Everything else", "Todo lo demás"),
            Fits: (_, _) => true,
            CountsFrom: DayOfTheChange,
            From: (_, at) => at.Today),
    ];

    /// <summary>The status of a customer, from when it counts if it is new, and why.</summary>
    public static BillableVerdict Evaluate(CustomerFacts customer, Moment at)
    {
        var status = Statuses.First(candidate => candidate.Fits(customer, at));
        return new(status.Status, status.From(customer, at), BillingReasons.For(status.Status, customer, at));
    }

    /// <summary>An inactive account that was Live when it became inactive.</summary>
    internal static bool WasLive(CustomerFacts customer) => !customer.IsActiveAccount && customer.Stage == Stage.Live;

    /// <summary>
    /// By the latest day on earth, as CM007: who may enter Live today must not wait for the next save to be billed.
    /// </summary>
    internal static bool ServiceHasStarted(CustomerFacts customer, Moment at) =>
        customer.ServiceStartsOn is { } start && start <= at.LatestDay;

    static Wording DayOfTheChange => new("The day of the change", "El día del cambio");

    static IEnumerable<Column> Milestones => Lifecycle.Stages.Milestones.Select(milestone => milestone.DatedBy);

    static DateTime LatestDate(CustomerFacts customer) =>
        Milestones.Concat([Columns.ServiceStartsOn]).Max(column => customer.Date(column)!.Value);
}

/// <summary>One line of the definition of the billable status.</summary>
/// <param name="Status">What it says.</param>
/// <param name="When">The condition, in words.</param>
/// <param name="Fits">The condition.</param>
/// <param name="CountsFrom">From which day a new status counts, in words.</param>
/// <param name="From">From which day a new status counts.</param>
public sealed record StatusDefinition(
    BillableStatus Status, Wording When, Func<CustomerFacts, Moment, bool> Fits, Wording CountsFrom,
    Func<CustomerFacts, Moment, DateTime> From);

/// <summary>What the billable status is, from when it counts if it is new, and every reason for it.</summary>
public sealed record BillableVerdict(BillableStatus Status, DateTime EffectiveOn, IReadOnlyList<Sentence> Reasons);
