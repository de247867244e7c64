using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Months;

/// <summary>The classes of a roll-forward, in the order of the sum.</summary>
public enum Movement
{
    Opening,
    New,
    Returned,
    Released,
    Held,
    Ended,
    Other,
    Closing,
}

/// <summary>
/// The customers behind a roll-forward (Plugins/DEFINITION.md): who was billable on the first day and on the last, and
/// what became of each. The server counts the same by queries, cm_CompareMonths.
/// </summary>
public sealed class Movements
{
    readonly Dictionary<Movement, List<CustomerHistory>> _customers =
        Enum.GetValues<Movement>().ToDictionary(movement => movement, _ => new List<CustomerHistory>());

    /// <param name="customers">All of whom anything is believed.</param>
    /// <param name="first">The day before the days that are looked at.</param>
    /// <param name="last">The last of these days.</param>
    /// <param name="market">The market to which it is limited; null for all.</param>
    public Movements(IEnumerable<CustomerHistory> customers, DateTime first, DateTime last, Guid? market = null)
    {
        (First, Last) = (first, last);
        foreach (var customer in customers)
        {
            var (before, after) = (customer.Timeline.On(first), customer.Timeline.On(last));
            var (opens, closes) = (IsBillable(before, market), IsBillable(after, market));
            if (opens)
            {
                _customers[Movement.Opening].Add(customer);
            }

            if (closes)
            {
                _customers[Movement.Closing].Add(customer);
            }

            if (opens != closes)
            {
                _customers[closes ? Gained(customer, before) : Lost(after)].Add(customer);
            }
        }

        Count = new(
            Of(Movement.Opening).Count, Of(Movement.New).Count, Of(Movement.Returned).Count,
            Of(Movement.Released).Count, Of(Movement.Held).Count, Of(Movement.Ended).Count,
            Of(Movement.Closing).Count);
    }

    public DateTime First { get; }

    public DateTime Last { get; }

    public RollForward Count { get; }

    /// <summary>The customers of a class; of Other both those who came and those who went.</summary>
    public IReadOnlyList<CustomerHistory> Of(Movement movement) => _customers[movement];

    /// <summary>A number of a roll-forward.</summary>
    public static int Number(RollForward count, Movement movement) => movement switch
    {
        Movement.Opening => count.Opening,
        Movement.New => count.New,
        Movement.Returned => count.Returned,
        Movement.Released => count.Released,
        Movement.Held => count.Held,
        Movement.Ended => count.Ended,
        Movement.Other => count.Other,
        Movement.Closing => count.Closing,
        _ => throw new ArgumentOutOfRangeException(nameof(movement), movement, "No such class."),
    };

    Movement Gained(CustomerHistory customer, StatusPeriod? before) =>
        !(customer.Timeline.FirstBillableDay <= First) ? Movement.New
        : before?.Status switch
        {
            BillableStatus.OnHold => Movement.Released,
            // From another market.
            BillableStatus.Billable => Movement.Other,
            _ => Movement.Returned,
        };

    static Movement Lost(StatusPeriod? after) => after?.Status switch
    {
        BillableStatus.OnHold => Movement.Held,
        BillableStatus.Ended => Movement.Ended,
        _ => Movement.Other,
    };

    static bool IsBillable(StatusPeriod? period, Guid? market) =>
        period is { Status: BillableStatus.Billable } day && (market is null || day.Market == market);
}
