using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;

namespace CrmMilestones.Scripts.Demo;

/// <summary>How many customers somebody counts, and how many of these the shared definition counts too.</summary>
public sealed record ClaimCount(string Claim, int Claimed, int Active, int Billable);

/// <summary>Customers of whom a department and the shared definition say different things.</summary>
/// <param name="Invoiced">What Finance invoiced them last month, where that is the point.</param>
public sealed record Disagreement(string What, int Customers, Invoiced? Invoiced);

/// <summary>Sums by the customers' country; without a country nobody knows which dollars they are.</summary>
public sealed record Invoiced(decimal UsDollars, decimal AustralianDollars);

/// <summary>The departments' claims beside the shared definition.</summary>
public static class Claims
{
    static readonly (string Claim, Func<CustomerRecord, bool> Counts)[] Claimants =
    [
        ("Sales: on its list of active customers", customer => customer.SalesActive),
        ("Onboarding: onboarding completed, service not ended",
            customer => customer.Date(Columns.OnboardingCompletedOn) is not null && !HasLeft(customer)),
        ("Finance: invoiced last month", customer => customer.InvoicedLastMonth is not null),
        ("Contractors' tool: paid last month", customer => customer.PaidLastMonth),
    ];

    static readonly (string What, bool IsInvoiced, Func<CustomerState, bool> Applies)[] Conflicts =
    [
        ("Invoiced, not billable", true, state => state.Claim.InvoicedLastMonth is not null && !state.IsBillable),
        ("  of these: the service has ended", true,
            state => state.Claim.InvoicedLastMonth is not null && HasLeft(state.Claim) && !state.IsBillable),
        ("Billable, not invoiced", false, state => state.Claim.InvoicedLastMonth is null && state.IsBillable),
        ("Contractor paid, not live", false, state => state.Claim.PaidLastMonth && !state.IsActive),
        ("On the Sales list, not active", false, state => state.Claim.SalesActive && !state.IsActive),
        ("Active, not on the Sales list", false, state => !state.Claim.SalesActive && state.IsActive),
    ];

    public static IEnumerable<ClaimCount> Count(IReadOnlyCollection<CustomerState> states) =>
        from claimant in Claimants
        let claimed = states.Where(state => claimant.Counts(state.Claim)).ToArray()
        select new ClaimCount(
            claimant.Claim, claimed.Length, claimed.Count(state => state.IsActive),
            claimed.Count(state => state.IsBillable));

    public static IEnumerable<Disagreement> Disagreements(IReadOnlyCollection<CustomerState> states) =>
        from conflict in Conflicts
        let claims = states.Where(conflict.Applies).Select(state => state.Claim).ToArray()
        select new Disagreement(
            conflict.What, claims.Length, conflict.IsInvoiced ? new(Sum(claims, "US"), Sum(claims, "AU")) : null);

    /// <summary>Names that seem to be one customer's, in one city.</summary>
    public static IEnumerable<IReadOnlyList<CustomerRecord>> Duplicates(IEnumerable<CustomerRecord> customers) =>
        from customer in customers
        group customer by (SpellingKey.Of(customer.Name), customer.City?.ToUpperInvariant()) into same
        where same.Count() > 1
        select same.OrderBy(customer => customer.Line).ToArray();

    static decimal Sum(IEnumerable<CustomerRecord> customers, string country) =>
        customers.Where(customer => customer.Country == country).Sum(customer => customer.InvoicedLastMonth ?? 0);

    static bool HasLeft(CustomerRecord customer) => customer.Date(Columns.ServiceEndedOn) is not null;
}
