using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>What the server says of a claim.</summary>
/// <param name="Account">The account to which it belongs; null if none or several were found.</param>
/// <param name="IsAccountChosen">Whether a person chose it.</param>
/// <param name="Agreement">Whether it agrees; null where it can't be told.</param>
/// <param name="Explanation">Why, in sentences.</param>
public sealed record ClaimVerdict(
    Guid? Account, bool IsAccountChosen, ClaimAgreement? Agreement, IReadOnlyList<Sentence> Explanation)
{
    /// <summary>What the column holds.</summary>
    const int MaxLength = 2000;

    /// <summary>Of a claim, by what is known of customers; null if it would have to be known of others.</summary>
    public static ClaimVerdict? Of(ClaimChange change, KnownCustomers customers)
    {
        if (!change.IsMatched)
        {
            return Judged(change, change.After.Account!.Value, customers);
        }

        var number = MatchKey.OfNumber(change.After.AccountNumber);
        var name = MatchKey.OfName(change.After.CustomerName);
        var found = number.Length > 0 ? customers.WithNumber(number) : [];
        var isByName = found is { Count: 0 };
        if (isByName)
        {
            found = name.Length > 0 ? customers.WithName(name) : [];
        }

        return found is null ? null
            : found.Select(candidate => candidate.Account).Distinct().Count() switch
            {
                0 => new(null, false, ClaimAgreement.Unmatched, ClaimExplanation.OfNobody(change.After)),
                1 => Judged(change, found[0].Account, customers),
                _ => new(
                    null, false, ClaimAgreement.Ambiguous,
                    ClaimExplanation.OfSeveral(change.After, isByName, found)),
            };
    }

    /// <summary>Whether a stored text says the explanation, in any language.</summary>
    public bool IsTold(string? stored) => Array.Exists(Wording.Languages, language => Tell(language) == stored);

    /// <summary>The explanation as it is stored.</summary>
    /// <param name="language">An LCID.</param>
    public string Tell(int language)
    {
        var text = string.Join(" ", Explanation.Select(sentence => sentence.In(language)));
        return text.Length > MaxLength ? text.Substring(0, MaxLength) : text;
    }

    /// <summary>Held against the days of the customer.</summary>
    static ClaimVerdict? Judged(ClaimChange change, Guid account, KnownCustomers customers)
    {
        if (customers.HistoryOf(account) is not { } history)
        {
            return null;
        }

        var claim = change.After;
        var agreement = claim.Source is null || !(claim.From <= claim.Until) ? (ClaimAgreement?)null
            : history.Any(spell => Warrants(spell, claim)) ? ClaimAgreement.Agrees
            : claim.IsAboutBilling ? ClaimAgreement.ClaimedButNotBillable
            : ClaimAgreement.ClaimedButNotLive;
        return new(account, change.IsAccountChosen, agreement, ClaimExplanation.OfDays(claim, history));
    }

    static bool Warrants(Spell spell, Claim claim) =>
        (claim.IsAboutBilling ? spell.Status == BillableStatus.Billable : spell.IsActive)
        && spell.From <= claim.Until && (spell.Until is not { } last || last >= claim.From);
}
