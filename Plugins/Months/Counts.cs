using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using CrmMilestones.Plugins.History;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.Months;

/// <summary>What aggregate queries say of a day or a month.</summary>
sealed class Counts(IOrganizationService service, DateTime knownOn, Guid? market)
{
    const string MarketCode = "cm_code";

    readonly Period _known = new(knownOn);

    /// <summary>The active customers of a day.</summary>
    public CustomerCounts On(DateTime day) => new(
        from @group in PeriodQuery.Run(service, PeriodQuery.Count(
            Period.All(_known.IsTrueOf(day), Period.IsActive, Period.IsIn(market)),
            PeriodQuery.GroupBy(StatusPeriodTable.Status),
            PeriodQuery.MarketOf(PeriodQuery.GroupBy(MarketCode))))
        select new ActiveGroup(
            PeriodQuery.Value(@group, MarketCode) as string ?? "", PeriodQuery.Status(@group),
            PeriodQuery.CustomersOf(@group)));

    /// <summary>What became of the billable customers of a day until another.</summary>
    public RollForward Between(DateTime first, DateTime last)
    {
        // Each by the status on the other of the two days, in whatever market; none where there was no customer then.
        var before = ByStatus(PeriodQuery.Count(BillableOn(first), PeriodQuery.SameCustomer(
            "last", PeriodQuery.IfAny, Period.All(_known.IsTrueOf(last)),
            PeriodQuery.GroupBy(StatusPeriodTable.Status))));
        var after = ByStatus(PeriodQuery.Count(BillableOn(last), PeriodQuery.SameCustomer(
            "first", PeriodQuery.IfAny, Period.All(_known.IsTrueOf(first)),
            PeriodQuery.GroupBy(StatusPeriodTable.Status))));
        var again = ByStatus(PeriodQuery.Count(BillableOn(last),
            PeriodQuery.SameCustomer("first", Period.All(_known.IsTrueOf(first), Period.IsNotBillable),
                PeriodQuery.GroupBy(StatusPeriodTable.Status)),
            PeriodQuery.SameCustomer("earlier",
                Period.All(_known.IsBelieved, Period.HasBegunBy(first), Period.IsBillable))));

        var closing = after.Sum(status => status.Value);
        return new RollForward(
            Opening: before.Sum(status => status.Value),
            New: closing - Of(after, BillableStatus.Billable) - again.Sum(status => status.Value),
            Returned: again.Sum(status => status.Value) - Of(again, BillableStatus.OnHold),
            Released: Of(again, BillableStatus.OnHold),
            Held: Of(before, BillableStatus.OnHold),
            Ended: Of(before, BillableStatus.Ended),
            Closing: closing);
    }

    XElement BillableOn(DateTime day) =>
        Period.All(_known.IsTrueOf(day), Period.IsBillable, Period.IsIn(market));

    Dictionary<int, int> ByStatus(XElement query) => PeriodQuery.Run(service, query)
        .GroupBy(PeriodQuery.Status)
        .ToDictionary(status => status.Key, status => status.Sum(PeriodQuery.CustomersOf));

    static int Of(Dictionary<int, int> byStatus, BillableStatus status) =>
        byStatus.TryGetValue((int)status, out var customers) ? customers : 0;
}
