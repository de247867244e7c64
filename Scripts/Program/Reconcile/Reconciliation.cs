using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Scripts.Months;

namespace CrmMilestones.Scripts.Reconcile;

/// <summary>How a claim and the shared definition disagree.</summary>
public enum DisagreementKind
{
    /// <summary>Claimed, such as invoiced, but not billable.</summary>
    NotBillable,

    /// <summary>Claimed, such as paid, but not live.</summary>
    NotLive,

    /// <summary>A customer of whom nothing is claimed, such as one that wasn't invoiced.</summary>
    NotClaimed,

    /// <summary>Nobody knows of which customer it speaks.</summary>
    Unmatched,

    /// <summary>It fits several customers.</summary>
    Ambiguous,

    /// <summary>It can't be judged, for example without a date.</summary>
    NotJudged,
}

/// <summary>A line of the result: a claim that doesn't agree, or a customer of whom nothing is claimed.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Key">The claim's own number.</param>
/// <param name="Number">The customer's number.</param>
/// <param name="Customer">The customer.</param>
/// <param name="From">The first day in question.</param>
/// <param name="Until">The last one.</param>
/// <param name="Amount">What the claim is about, in the file's currency.</param>
/// <param name="Explanation">Why, with the periods that explain it.</param>
public sealed record Disagreement(
    DisagreementKind Kind, string? Key, string? Number, string? Customer, DateTime? From, DateTime? Until,
    decimal? Amount, string Explanation);

/// <summary>What comes of holding a file of claims against the shared definition.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Source">What kind of claims it holds.</param>
/// <param name="Environment">Where it was held against the status periods.</param>
/// <param name="Lines">How its lines ended.</param>
/// <param name="Written">What was written of it.</param>
/// <param name="Agree">How many claims agree, and their money.</param>
/// <param name="Disagreements">All the others, by kind.</param>
/// <param name="Refused">Why lines could not be read.</param>
public sealed record Reconciliation(
    string File, ClaimSource Source, string Environment, ListCounts Lines, WriteCounts Written, ClaimSum Agree,
    IReadOnlyList<Disagreement> Disagreements, IReadOnlyList<Refused> Refused)
{
    /// <summary>The days of which the file speaks; null where it names none.</summary>
    public (DateTime First, DateTime Last)? Days { get; init; }

    /// <summary>Whether a person has to look at anything.</summary>
    public bool LeavesWork => Disagreements.Count + Refused.Count > 0;

    /// <summary>The kinds that there are.</summary>
    public IReadOnlyList<DisagreementKind> Kinds => [.. Disagreements.Select(found => found.Kind).Distinct().Order()];

    /// <summary>How many there are of a kind, and their money.</summary>
    public ClaimSum Sum(DisagreementKind kind)
    {
        Disagreement[] some = [.. Disagreements.Where(found => found.Kind == kind)];
        return new(some.Length, some.Sum(found => found.Amount ?? 0));
    }

    /// <summary>A kind in the words of the source.</summary>
    public string Words(DisagreementKind kind) => (kind, Source) switch
    {
        (DisagreementKind.NotBillable, ClaimSource.Invoice) => "Invoiced, not billable",
        (DisagreementKind.NotBillable, _) => "Used the service, not billable",
        (DisagreementKind.NotLive, ClaimSource.ContractorPayment) => "Contractor paid, not live",
        (DisagreementKind.NotLive, _) => "On the list, not live",
        (DisagreementKind.NotClaimed, ClaimSource.Invoice) => "Billable, not invoiced",
        (DisagreementKind.NotClaimed, ClaimSource.ServiceUsage) => "Billable, no service used",
        (DisagreementKind.NotClaimed, _) => "Active, not on the list",
        (DisagreementKind.Unmatched, _) => "No such customer",
        (DisagreementKind.Ambiguous, _) => "Several customers fit",
        _ => "Not judged",
    };

    /// <summary>What a claim says otherwise than the definition; null if it agrees.</summary>
    public static Disagreement? Of(JudgedClaim judged)
    {
        DisagreementKind? kind = judged.Agreement switch
        {
            ClaimAgreement.Agrees => null,
            ClaimAgreement.ClaimedButNotBillable => DisagreementKind.NotBillable,
            ClaimAgreement.ClaimedButNotLive => DisagreementKind.NotLive,
            ClaimAgreement.Unmatched => DisagreementKind.Unmatched,
            ClaimAgreement.Ambiguous => DisagreementKind.Ambiguous,
            _ => DisagreementKind.NotJudged,
        };
        return kind is not { } wrong ? null : new(
            wrong, judged.Claim.Key, judged.Claim.AccountNumber, judged.Customer ?? judged.Claim.CustomerName,
            judged.From, judged.Until, judged.Claim.Amount, judged.Explanation);
    }

    /// <summary>Whether of every customer something ought to be claimed: not everybody has a contractor.</summary>
    public static bool IsClaimedOfAll(ClaimSource source) => source != ClaimSource.ContractorPayment;

    /// <summary>
    /// The customers that were billable, or active where the source isn't about billing, on one of the days, and of
    /// whom nothing is claimed.
    /// </summary>
    /// <param name="claimed">The accounts of which something is claimed.</param>
    public static IEnumerable<Disagreement> NotClaimed(
        ClaimSource source, IEnumerable<CustomerHistory> customers, IReadOnlySet<Guid> claimed, DateTime first,
        DateTime last)
    {
        var isAboutBilling = new Claim { Source = source }.IsAboutBilling;
        var word = isAboutBilling ? Billing.Name(BillableStatus.Billable) : "Active";
        foreach (var customer in customers.Where(customer => !(customer.Account is { } id && claimed.Contains(id))))
        {
            StatusPeriod[] counted =
            [
                .. customer.Timeline.Where(period => period.From <= last && !(period.Until < first)
                    && (isAboutBilling ? period.Status == BillableStatus.Billable : period.IsActive)),
            ];
            if (counted.Length > 0)
            {
                yield return new(
                    DisagreementKind.NotClaimed, null, customer.Number, customer.Name, first, last, null,
                    string.Join(" ", counted.Select(period => FormattableString.Invariant(
                        $"{word} from {period.From:yyyy-MM-dd} {Until(period)}."))));
            }
        }

        static string Until(StatusPeriod period) =>
            period.Until is { } until ? FormattableString.Invariant($"to {until:yyyy-MM-dd}") : "on";
    }
}

/// <summary>How many claims or customers, and their money.</summary>
public sealed record ClaimSum(int Count, decimal Amount);
