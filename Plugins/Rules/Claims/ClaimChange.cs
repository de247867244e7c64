namespace CrmMilestones.Plugins.Rules;

/// <summary>A save of a claim.</summary>
/// <param name="Before">The stored claim; null on create.</param>
/// <param name="After">The stored claim with what the caller sends, but for what only the server writes.</param>
public sealed record ClaimChange(Claim? Before, Claim After)
{
    /// <summary>
    /// Whether a person chose the account: who sends another one than is stored does, and who empties it gives the
    /// choice back.
    /// </summary>
    public bool IsAccountChosen =>
        After.Account is not null && (ChangesAccount || Before is { IsAccountChosen: true });

    /// <summary>
    /// Whether the account is looked for: it is kept once found, until the claim names another customer.
    /// </summary>
    /// <remarks>One that nobody chose was stored before.</remarks>
    public bool IsMatched => !IsAccountChosen && (After.Account is null || NamesAnother(Before!));

    bool ChangesAccount => Before?.Account != After.Account;

    bool NamesAnother(Claim before) =>
        MatchKey.OfNumber(before.AccountNumber) != MatchKey.OfNumber(After.AccountNumber)
        || MatchKey.OfName(before.CustomerName) != MatchKey.OfName(After.CustomerName);
}
