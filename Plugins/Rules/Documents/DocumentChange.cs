using System;

namespace CrmMilestones.Plugins.Rules.Documents;

/// <summary>One save of one document, as the rules see it.</summary>
public sealed class DocumentChange
{
    /// <summary>A save.</summary>
    /// <param name="before">The stored document; null on create.</param>
    /// <param name="sent">The document as the caller would have it.</param>
    /// <param name="at">When the save happens.</param>
    /// <param name="by">The person who started it (a systemuser id).</param>
    /// <param name="validMonths">
    /// Tells for how many months documents of a type are valid, null if they don't expire; asked only if it matters, as it
    /// costs a read.
    /// </param>
    public DocumentChange(
        DocumentFacts? before, DocumentFacts sent, Moment at, Guid by, Func<Guid, int?> validMonths)
    {
        Before = before;
        At = at;
        By = by;
        After = sent.Status switch
        {
            DocumentStatus.Verified => Verified(sent, validMonths),
            // The verification that has run out, as it was.
            DocumentStatus.Expired when before is { WasVerified: true } =>
                sent with { VerifiedOn = before.VerifiedOn, VerifiedBy = before.VerifiedBy },
            // The last valid day was that of a verification which no longer counts, unless this save enters another.
            _ when before is { WasVerified: true } && sent.ExpiresOn == before.ExpiresOn =>
                NotVerified(sent) with { ExpiresOn = null },
            _ => NotVerified(sent),
        };
    }

    /// <summary>The stored document; null on create.</summary>
    public DocumentFacts? Before { get; }

    /// <summary>The document as it would be, with what the server writes.</summary>
    public DocumentFacts After { get; }

    public Moment At { get; }

    public Guid By { get; }

    public bool ChangesStatus => Before?.Status != After.Status;

    public bool ChangesVerifiedOn => Before?.VerifiedOn != After.VerifiedOn;

    public bool ChangesExpiry => Before?.ExpiresOn != After.ExpiresOn;

    /// <summary>
    /// Whether this save says that its person has looked at the document: it becomes Verified or Rejected, or is
    /// another one than was verified.
    /// </summary>
    public bool IsCheck => Checks(After);

    bool Checks(DocumentFacts after) => after.Status switch
    {
        DocumentStatus.Rejected => Before?.Status != DocumentStatus.Rejected,
        DocumentStatus.Verified => Before?.Status != DocumentStatus.Verified || IsOther(after, Before),
        _ => false,
    };

    static bool IsOther(DocumentFacts one, DocumentFacts other) =>
        one.Account != other.Account || one.Type != other.Type
        || one.VerifiedOn != other.VerifiedOn || one.ExpiresOn != other.ExpiresOn;

    static DocumentFacts NotVerified(DocumentFacts sent) => sent with { VerifiedOn = null, VerifiedBy = null };

    DocumentFacts Verified(DocumentFacts sent, Func<Guid, int?> validMonths)
    {
        var verified = sent with { VerifiedOn = EnteredDay(sent) };
        if (!Checks(verified))
        {
            return verified with { VerifiedBy = Before!.VerifiedBy };
        }

        var day = verified.VerifiedOn ?? At.Today;
        // A day to come is refused, and might be too late to add months to.
        var months = day <= At.LatestDay && sent.Type is { } type ? validMonths(type) : null;
        verified = verified with
        {
            VerifiedOn = day,
            ExpiresOn = months is { } count ? Validity.LastDay(day, count) : sent.ExpiresOn,
        };
        return verified with { VerifiedBy = Checks(verified) ? By : Before!.VerifiedBy };
    }

    /// <summary>The day that counts as entered: that of an earlier verification isn't that of this one.</summary>
    DateTime? EnteredDay(DocumentFacts sent) =>
        Before?.Status == DocumentStatus.Verified || sent.VerifiedOn != Before?.VerifiedOn ? sent.VerifiedOn : null;
}
