using System;

namespace CrmMilestones.Plugins.Rules;

/// <summary>From when until when a customer had one set of facts, and the status that follows from them.</summary>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day; null while the end is open.</param>
/// <param name="Facts">What was so on each of these days.</param>
/// <param name="Market">The customer's market (a cm_market id) while it is an active customer, else null.</param>
/// <param name="Status">What follows from the facts.</param>
/// <param name="PreviousStatus">The status of the period before; null for the first.</param>
public readonly record struct StatusPeriod(
    DateTime From, DateTime? Until, Facts Facts, Guid? Market, BillableStatus Status, BillableStatus? PreviousStatus)
{
    public bool IsActive => Facts.IsActiveCustomer();

    public bool Covers(DateTime day) => From <= day && (Until is not { } last || day <= last);
}
