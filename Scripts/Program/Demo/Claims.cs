using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Scripts.Audit;
using CrmMilestones.Scripts.Lists;

namespace CrmMilestones.Scripts.Demo;

/// <summary>How many customers somebody counts, and how many of these the shared definition counts too.</summary>
public sealed record ClaimCount(string Claim, int Claimed, int Active, int Billable);

/// <summary>Customers of whom a department and the shared definition say different things.</summary>
/// <param name="Invoiced">What Finance invoiced them last month, by currency, where that is the point.</param>
public sealed record Disagreement(string What, int Customers, IReadOnlyDictionary<string, decimal>? Invoiced);

/// <summary>The departments' claims beside the shared definition.</summary>
public static class Claims
{
    /// <summary>Those who disagreed.</summary>
    public static IReadOnlyList<Department> Claimants { get; } =
        [Department.Sales, Department.Onboarding, Department.Finance, Department.Contractors];

    static readonly (string What, bool IsInvoiced, Func<CustomerState, bool> Applies)[] Conflicts =
    [
        ("Invoiced, not billable", true, state => state.Claim.Invoiced is not null && !state.IsBillable),
        ("  of these: the service has ended", true,
            state => state.Claim.Invoiced is not null && state.Claim.HasLeft && !state.IsBillable),
        ("Billable, not invoiced", false, state => state.Claim.Invoiced is null && state.IsBillable),
        ("Contractor paid, not live", false, state => state.Claim.ContractorPaid && !state.IsActive),
        ("On the Sales list, not active", false, state => state.Claim.SalesActive && !state.IsActive),
        ("Active, not on the Sales list", false, state => !state.Claim.SalesActive && state.IsActive),
    ];

    public static IEnumerable<ClaimCount> Count(IReadOnlyCollection<CustomerState> states) =>
        from claimant in Claimants
        let claimed = states.Where(state => state.Claim.CountedBy.Contains(claimant)).ToArray()
        select new ClaimCount(
            claimant.Words, claimed.Length, claimed.Count(state => state.IsActive),
            claimed.Count(state => state.IsBillable));

    public static IEnumerable<Disagreement> Disagreements(IReadOnlyCollection<CustomerState> states) =>
        from conflict in Conflicts
        let claims = states.Where(conflict.Applies).Select(state => state.Claim).ToArray()
        select new Disagreement(conflict.What, claims.Length, conflict.IsInvoiced ? Sums(claims) : null);

    /// <summary>The currencies in which customers were invoiced, the most frequent first.</summary>
    public static IReadOnlyList<string> Currencies(IReadOnlyCollection<CustomerState> states) =>
    [
        .. states.Where(state => state.Claim.Invoiced is not null).Select(state => Currency(state.Claim))
            .OfType<string>().CountBy(currency => currency).OrderByDescending(currency => currency.Value)
            .ThenBy(currency => currency.Key, StringComparer.Ordinal).Select(currency => currency.Key),
    ];

    /// <summary>Names that seem to be one customer's, in one city.</summary>
    public static IEnumerable<IReadOnlyList<Claim>> Duplicates(IEnumerable<Claim> claims) =>
        from claim in claims
        group claim by (SpellingKey.Of(claim.Name), claim.City?.ToUpperInvariant()) into same
        where same.Count() > 1
        select same.OrderBy(claim => claim.Line).ToArray();

    /// <summary>Without a country nobody knows in which currency the amount is.</summary>
    static Dictionary<string, decimal> Sums(IEnumerable<Claim> claims) =>
        claims.Where(claim => claim is { Country: not null, Invoiced: not null })
            .GroupBy(claim => Currency(claim)!)
            .ToDictionary(same => same.Key, same => same.Sum(claim => claim.Invoiced!.Value));

    static string? Currency(Claim claim) =>
        claim.Country is null ? null : new RegionInfo(claim.Country).ISOCurrencySymbol;
}
