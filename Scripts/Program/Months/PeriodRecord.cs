using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Months;

/// <summary>A row of cm_statusperiod, as far as the fingerprint of a closed month depends on it.</summary>
/// <param name="Customer">Who it is about, with status and market.</param>
/// <param name="IsActive">Whether an active customer.</param>
/// <param name="From">The first day of which it says this.</param>
/// <param name="Until">The last; null if it is open.</param>
/// <param name="RecordedOn">From when on it was believed, UTC.</param>
/// <param name="SupersededOn">When it ceased to be, UTC; null if it is believed now.</param>
public sealed record PeriodRecord(
    ActiveCustomer Customer, bool IsActive, DateTime From, DateTime? Until, DateTime RecordedOn, DateTime? SupersededOn)
{
    /// <summary>The fingerprint of a day as known at a moment (UTC), and of how many active customers.</summary>
    public static (string Fingerprint, int Active) Fingerprint(
        IEnumerable<PeriodRecord> records, DateTime day, DateTime knownOn)
    {
        ActiveCustomer[] customers =
        [
            .. from record in records
               where record.IsActive && record.SaysOf(day) && record.WasBelieved(knownOn)
               select record.Customer,
        ];
        return (Plugins.Rules.Fingerprint.Of(customers), customers.Length);
    }

    bool SaysOf(DateTime day) => From <= day && (Until is null || Until >= day);

    bool WasBelieved(DateTime moment) => RecordedOn <= moment && (SupersededOn is null || SupersededOn > moment);
}
