using System;
using System.Collections.Generic;

namespace CrmMilestones.Plugins.Rules;

/// <summary>
/// What the server itself writes into an accepted save, as plain values by column; only what differs from the record,
/// so that a save that changes nothing writes nothing.
/// </summary>
public static class ServerColumns
{
    /// <summary>What a person gives along with a change.</summary>
    static readonly Column[] Given = [Columns.StageChangeReason, Columns.TakesEffectOn];

    /// <summary>Empty for a save outside the lifecycle; a record there that is judged as it is has none of them.</summary>
    /// <param name="change">The save.</param>
    /// <param name="language">
    /// Tells the language (LCID) of stored texts; asked only when one has to be written, as it may cost a read.
    /// </param>
    public static IReadOnlyDictionary<Column, object?> For(CustomerChange change, Func<int> language)
    {
        ColumnWrites writes = new(change.Sent);
        if (!change.IsInLifecycle && !(change.StageExists && change.Submitted.IsEmpty))
        {
            return writes.All;
        }

        foreach (var consequence in change.Consequences)
        {
            writes[consequence.Key] = consequence.Value;
        }

        if (!change.Submitted.IsEmpty)
        {
            // A record that is judged as it is keeps what waits for a save.
            SetReason(change, ref writes);
        }

        StampCertifiers(change, ref writes);
        writes[Columns.DefinitionVersion] = Lifecycle.Version;
        if (change.Entered is not null)
        {
            writes[Columns.StageEnteredOn] = change.At.UtcNow;
        }

        SetPresent(change, ref writes, language);
        return writes.All;
    }

    /// <summary>
    /// What the account says of the present: it follows from the periods. Where somebody else saved meanwhile, also what
    /// was computed from a record that is no more. Only what differs.
    /// </summary>
    /// <param name="change">The save.</param>
    /// <param name="record">What the account holds.</param>
    /// <param name="language">Tells the language (LCID) of stored texts.</param>
    public static IReadOnlyDictionary<Column, object?> Present(
        CustomerChange change, CustomerFacts record, Func<int> language)
    {
        ColumnWrites writes = new(record);
        if (change.IsOvertaken)
        {
            writes[Columns.ClosedFromStage] = change.After[Columns.ClosedFromStage];
            writes[Columns.DefinitionVersion] = Lifecycle.Version;
        }

        SetPresent(change, ref writes, language);
        return writes.All;
    }

    static void SetPresent(CustomerChange change, ref ColumnWrites writes, Func<int> language)
    {
        if (change.After.Stage is null)
        {
            // It leaves the lifecycle, or somebody else has just taken it out.
            foreach (var column in Columns.Computed)
            {
                writes[column] = null;
            }

            return;
        }

        var status = change.Before.BillableStatus;
        if (change.ReachesTimeline)
        {
            var present = Billing.Present(change.Timeline, change.After, change.At.Today);
            status = present.Status;
            writes[Columns.BillableStatus] = (int)present.Status;
            writes[Columns.BillableStatusOn] = present.Since;
            writes[Columns.IsActiveCustomer] = present.IsActive;
            writes[Columns.FirstBillableOn] = change.Timeline.FirstBillableDay;
            writes[Columns.FirstLiveOn] = change.Timeline.FirstActiveDay;
        }

        if (status is { } known)
        {
            SetBillableReason(change, ref writes, known, language);
        }
    }

    static void SetBillableReason(
        CustomerChange change, ref ColumnWrites writes, BillableStatus status, Func<int> language)
    {
        var stored = writes[Columns.BillableReason] as string;
        var tellsAnother = status == BillableStatus.OnHold && change.Changes(Columns.BillingHoldReason);
        if (!change.ReachesTimeline && !tellsAnother && stored is not null)
        {
            // As long as no day changes, it stands: of what is waived, too, which would cost a read.
            return;
        }

        var reasons = Reasons(change, status);
        var spoken = LanguageOf(stored, reasons);
        var words = spoken is { } known ? Words(reasons, known) : null;
        if (words is null || words != stored)
        {
            var wanted = language();
            writes[Columns.BillableReason] = wanted == spoken ? words : Words(reasons, wanted);
        }
    }

    static IReadOnlyList<Sentence> Reasons(CustomerChange change, BillableStatus status)
    {
        var hasBeenLive = change.ReachesTimeline
            ? change.Timeline.FirstActiveDay is not null : change.After.HasBeenLive;
        return BillingReasons.For(status, change.After, hasBeenLive, change.IsWaived);
    }

    /// <summary>
    /// The reason for change and the effective day are emptied once used, with every move, and when they were stored
    /// too long ago; until then it is kept when and by whom they were stored.
    /// </summary>
    static void SetReason(CustomerChange change, ref ColumnWrites writes)
    {
        var isGiven = false;
        foreach (var column in Given)
        {
            isGiven |= change.Submitted.IsFilled(column);
        }

        var waits = false;
        foreach (var column in Given)
        {
            var isUsed = change.Entered is not null || change.Leaves || change.Counts(column) && change.ChangesTimeline;
            // What somebody else stored a short while ago waits for them, unless the one stamp is needed anew.
            var isStale = !change.Submitted.Has(column) && (change.HasExpired || isGiven && !change.IsFresh);
            if (isUsed || isStale)
            {
                writes[column] = null;
            }

            waits |= CustomerFacts.IsFilled(writes[column]);
        }

        if (!waits)
        {
            writes[Columns.ReasonGivenOn] = null;
            writes[Columns.ReasonGivenBy] = null;
        }
        else if (isGiven)
        {
            writes[Columns.ReasonGivenOn] = change.At.UtcNow;
            writes[Columns.ReasonGivenBy] = change.By;
        }
    }

    /// <summary>
    /// A milestone is certified by the person who dates it. What was there before the lifecycle, nobody certified.
    /// </summary>
    static void StampCertifiers(CustomerChange change, ref ColumnWrites writes)
    {
        foreach (var milestone in change.Stages.Milestones)
        {
            if (change.Changes(milestone.DatedBy))
            {
                writes[milestone.CertifiedBy] = change.After.IsFilled(milestone.DatedBy) ? change.By : null;
            }
        }
    }

    /// <summary>
    /// The language (LCID) of a stored text that may say the reasons, by the first of them; null if it says others.
    /// </summary>
    static int? LanguageOf(string? stored, IReadOnlyList<Sentence> reasons)
    {
        foreach (var language in Wording.Languages)
        {
            if (stored is not null && reasons.Count > 0
                && stored.StartsWith(reasons[0].In(language), StringComparison.Ordinal))
            {
                return language;
            }
        }

        return null;
    }

    /// <summary>One text of all reasons, cut to what the column holds.</summary>
    static string Words(IReadOnlyList<Sentence> reasons, int language)
    {
        var text = Sentence.In(language, reasons);
        var room = Columns.BillableReason.MaxLength!.Value;
        return text.Substring(0, Math.Min(text.Length, room));
    }
}
