using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>The billable status: computed and explained, never typed.</summary>
public static class Billing
{
    const int AllFacts = (int)(
        Facts.Live | Facts.Complete | Facts.Chargeable | Facts.OnHold | Facts.AccountActive | Facts.Ended);

    /// <summary>From top to bottom, the first that fits.</summary>
    public static IReadOnlyList<StatusDefinition> Statuses { get; } =
    [
        new(BillableStatus.Ended,
            When: new("The customer has been live, and its last day of service has passed or the account is inactive",
                "El cliente ha estado en servicio, y su último día de servicio ha pasado o la cuenta está inactiva"),
            Fits: (facts, hasBeenLive) =>
                hasBeenLive && (facts.Has(Facts.Ended) || !facts.Has(Facts.AccountActive)),
            CountsFrom: new("The day after the last day of service, or the day on which the account became inactive",
                "El día siguiente al último día de servicio, o el día en que la cuenta quedó inactiva")),

        new(BillableStatus.OnHold,
            When: new("Active customer, chargeable, on billing hold",
                "Cliente activo, sujeto a cobro, con la facturación en pausa"),
            Fits: (facts, _) => facts.IsActiveCustomer() && facts.Has(Facts.Chargeable | Facts.OnHold),
            CountsFrom: DayOfTheChange),

        new(BillableStatus.Billable,
            When: new("Active customer, chargeable, all three milestones dated",
                "Cliente activo, sujeto a cobro, con los tres hitos fechados"),
            Fits: (facts, _) => facts.IsActiveCustomer() && facts.Has(Facts.Chargeable | Facts.Complete),
            CountsFrom: new("Going live: the latest of service start and milestone dates; otherwise the day of the "
                + "change, or {cm_takeseffecton}",
                "Al pasar a servicio, la última de las fechas de inicio e hitos; si no, el día del cambio o "
                + "{cm_takeseffecton}")),

        new(BillableStatus.NotBillable,
            When: new("Everything else", "Todo lo demás"),
            Fits: (_, _) => true,
            CountsFrom: DayOfTheChange),
    ];

    /// <summary>Looked up, as it is asked of every period: by facts, first of who has never been live.</summary>
    static readonly BillableStatus[][] ByFacts =
        [.. new[] { false, true }.Select(hasBeenLive => Enumerable.Range(0, AllFacts + 1)
            .Select(facts => Statuses.First(status => status.Fits((Facts)facts, hasBeenLive)).Status).ToArray())];

    /// <summary>In English, for the names of rows that are stored for everybody.</summary>
    public static string Name(BillableStatus status) => Names[status].English;

    /// <summary>In the words of the choice cm_billablestatus.</summary>
    public static IReadOnlyDictionary<BillableStatus, Wording> Names { get; } = new Dictionary<BillableStatus, Wording>
    {
        [BillableStatus.NotBillable] = new("Not billable", "No facturable"),
        [BillableStatus.Billable] = new("Billable", "Facturable"),
        [BillableStatus.OnHold] = new("On hold", "En pausa"),
        [BillableStatus.Ended] = new("Ended", "Finalizado"),
    };

    /// <summary>The status on a day.</summary>
    /// <param name="facts">The facts of the day.</param>
    /// <param name="hasBeenLive">Whether the customer was active on the day or on one before.</param>
    public static BillableStatus StatusOf(Facts facts, bool hasBeenLive) =>
        ByFacts[hasBeenLive ? 1 : 0][(int)facts];

    static Wording DayOfTheChange => new(
        "The day of the change, or {cm_takeseffecton}", "El día del cambio, o {cm_takeseffecton}");

    /// <summary>
    /// What is stored on the account: the status of a day, or of the last change where that lies ahead; of a Closed
    /// customer that has been live its end, also while its last day of service is that day.
    /// </summary>
    /// <exception cref="ArgumentException">Nothing is believed of the customer.</exception>
    public static PresentStatus Present(Timeline timeline, CustomerFacts customer, DateTime today)
    {
        if (timeline.Count == 0)
        {
            throw new ArgumentException("Nothing is believed of the customer.", nameof(timeline));
        }

        var last = timeline[timeline.Count - 1].From;
        var day = customer.Stage == Stage.Closed && last > today ? last : timeline.PresentDay(today);
        var present = timeline.On(day)!.Value;
        return new(present.Status, timeline.StartOfRun(day, period => period.Status), present.IsActive);
    }
}

/// <summary>One line of the definition of the billable status.</summary>
/// <param name="Status">What it says.</param>
/// <param name="When">The condition, in words.</param>
/// <param name="Fits">The condition: the facts of a day, and whether the customer has been live up to it.</param>
/// <param name="CountsFrom">From which day it counts, in words; <see cref="EffectiveDays"/> has the rules.</param>
public sealed record StatusDefinition(
    BillableStatus Status, Wording When, Func<Facts, bool, bool> Fits, Wording CountsFrom);

/// <summary>The status as it is now.</summary>
/// <param name="Status">What it is.</param>
/// <param name="Since">The first day of its unbroken run.</param>
/// <param name="IsActive">Whether the customer is an active customer.</param>
public readonly record struct PresentStatus(BillableStatus Status, DateTime Since, bool IsActive);
