using System;
using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>
/// What the server itself writes into an accepted save, as plain values by column; only what differs from the record,
/// so that a save that changes nothing writes nothing.
/// </summary>
public static class ServerColumns
{
    /// <summary>Empty for a record outside the lifecycle.</summary>
    /// <param name="change">The save.</param>
    /// <param name="language">
    /// Tells the language (LCID) of stored texts; asked only when one has to be written, as it may cost a read.
    /// </param>
    public static IReadOnlyDictionary<Column, object?> For(CustomerChange change, Func<int> language)
    {
        var writes = new Dictionary<Column, object?>();
        if (!change.IsInLifecycle)
        {
            return writes;
        }

        foreach (var column in Columns.All.Where(column => !Equals(change.After[column], change.Sent[column])))
        {
            writes[column] = change.After[column];
        }

        if (!change.Submitted.IsEmpty)
        {
            // A record that is judged as it is keeps what waits for a save.
            SetReason(change, writes);
        }

        if (!change.Leaves)
        {
            StampCertifiers(change, writes);
            writes[Columns.DefinitionVersion] = Lifecycle.Version;
        }

        if (change.Entered is not null)
        {
            writes[Columns.StageEnteredOn] = change.At.UtcNow;
        }

        foreach (var write in Present(change, change.Sent, language))
        {
            writes[write.Key] = write.Value;
        }

        return Differing(writes, change.Sent);
    }

    /// <summary>What the account says of the present: it follows from the periods. Only what differs.</summary>
    /// <param name="change">The save.</param>
    /// <param name="record">What the account holds.</param>
    /// <param name="language">Tells the language (LCID) of stored texts.</param>
    public static IReadOnlyDictionary<Column, object?> Present(
        CustomerChange change, CustomerFacts record, Func<int> language)
    {
        if (change.Leaves)
        {
            return Differing(Columns.Computed.ToDictionary(column => column, _ => (object?)null), record);
        }

        var writes = new Dictionary<Column, object?>();
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
            var facts = change.After.With(writes);
            var stored = record[Columns.BillableReason] as string ?? "";
            IReadOnlyList<Sentence> Reasons(Func<Column, bool> isWaived) => BillingReasons.For(known, facts, isWaived);

            // What is waived costs a read: as long as no day changes, what was written of it stands.
            var stands = !change.ReachesTimeline
                && (IsWorded(Reasons(_ => false), stored) || IsWorded(Reasons(_ => true), stored));
            if (!stands && Reasons(column => change.Requirements.IsWaived(column)) is var reasons
                && !IsWorded(reasons, stored))
            {
                writes[Columns.BillableReason] = Words(reasons, language());
            }
        }

        return Differing(writes, record);
    }

    /// <summary>
    /// The reason for change and the effective day are emptied once used, with every move, and when they were stored
    /// too long ago; until then it is kept when and by whom they were stored.
    /// </summary>
    static void SetReason(CustomerChange change, Dictionary<Column, object?> writes)
    {
        Column[] columns = [Columns.StageChangeReason, Columns.TakesEffectOn];
        var isGiven = columns.Any(change.Submitted.IsFilled);
        foreach (var column in columns)
        {
            var isUsed = change.Entered is not null || change.Leaves || change.ReachesTimeline && change.Counts(column);
            // What somebody else stored a short while ago waits for them, unless the one stamp is needed anew.
            var isStale = !change.Submitted.Has(column) && (change.HasExpired || isGiven && !change.IsFresh);
            if (isUsed || isStale)
            {
                writes[column] = null;
            }
        }

        var waits = columns.Any(column => change.Sent.IsFilled(column) && !writes.ContainsKey(column));
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
    static void StampCertifiers(CustomerChange change, Dictionary<Column, object?> writes)
    {
        foreach (var milestone in change.Stages.Milestones.Where(milestone => change.Changes(milestone.DatedBy)))
        {
            writes[milestone.CertifiedBy] = change.After.IsFilled(milestone.DatedBy) ? change.By : null;
        }
    }

    static Dictionary<Column, object?> Differing(Dictionary<Column, object?> writes, CustomerFacts from) =>
        writes.Where(write => !Equals(write.Value, from[write.Key]))
            .ToDictionary(write => write.Key, write => write.Value);

    /// <summary>Whether the stored text says the reasons, in any language.</summary>
    static bool IsWorded(IReadOnlyList<Sentence> reasons, string stored) =>
        Array.Exists(Wording.Languages, language => Words(reasons, language) == stored);

    /// <summary>One text of all reasons, cut to what the column holds.</summary>
    static string Words(IReadOnlyList<Sentence> reasons, int language)
    {
        var text = string.Join(" ", reasons.Select(reason => reason.In(language)));
        var room = Columns.BillableReason.MaxLength!.Value;
        return text.Substring(0, Math.Min(text.Length, room));
    }
}
