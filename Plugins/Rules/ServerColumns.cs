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
        if (change.After.Stage is not { } stage)
        {
            return writes;
        }

        if (change.MovesBack)
        {
            EmptyWhatMovingBackUndoes(change, stage, writes);
        }

        StampCertifiers(change, change.After.With(writes), writes);
        if (change.Entered is not null)
        {
            writes[Columns.StageEnteredOn] = change.At.UtcNow;
        }

        writes[Columns.DefinitionVersion] = Lifecycle.Version;
        SetBilling(change, change.After.With(writes), writes, language);

        return writes.Where(write => !Equals(write.Value, change.After[write.Key]))
            .ToDictionary(write => write.Key, write => write.Value);
    }

    /// <summary>CM003: milestones from the new stage on are reached again; the reason is used up.</summary>
    static void EmptyWhatMovingBackUndoes(CustomerChange change, Stage to, Dictionary<Column, object?> writes)
    {
        foreach (var milestone in change.Stages.From(to).Select(stage => stage.Milestone).OfType<MilestoneDefinition>())
        {
            writes[milestone.DatedBy] = null;
        }

        foreach (var column in change.Stages.Of(change.Before.Stage!.Value).ToEnter)
        {
            writes[column] = null;
        }

        writes[Columns.StageChangeReason] = null;
    }

    /// <summary>A milestone is certified by the person who dates it, or who brings it into the lifecycle.</summary>
    static void StampCertifiers(CustomerChange change, CustomerFacts after, Dictionary<Column, object?> writes)
    {
        foreach (var milestone in change.Stages.Milestones)
        {
            if (!after.IsFilled(milestone.DatedBy))
            {
                writes[milestone.CertifiedBy] = null;
            }
            else if (change.Judges(milestone.DatedBy))
            {
                writes[milestone.CertifiedBy] = change.By;
            }
        }
    }

    static void SetBilling(
        CustomerChange change, CustomerFacts after, Dictionary<Column, object?> writes, Func<int> language)
    {
        var verdict = Billing.Evaluate(after, change.At);

        writes[Columns.IsActiveCustomer] = after.IsActiveCustomer;
        writes[Columns.BillableStatus] = (int)verdict.Status;
        if (!IsWorded(verdict.Reasons, after[Columns.BillableReason] as string))
        {
            writes[Columns.BillableReason] = Words(verdict.Reasons, language());
        }

        // An end date that is corrected later moves the day on which the service counts as ended.
        var endMoves = verdict.Status == BillableStatus.Ended && change.Changes(Columns.ServiceEndedOn);
        if (after.BillableStatus != verdict.Status || endMoves)
        {
            writes[Columns.BillableStatusOn] = verdict.EffectiveOn;
        }

        if (verdict.Status == BillableStatus.Billable && after.FirstBillableOn is null)
        {
            writes[Columns.FirstBillableOn] = verdict.EffectiveOn;
        }
    }

    /// <summary>Whether the stored text says the reasons, in any language.</summary>
    static bool IsWorded(IReadOnlyList<Sentence> reasons, string? stored) =>
        Array.Exists(Wording.Languages, language => Words(reasons, language) == stored);

    /// <summary>One text of all reasons, cut to what the column holds.</summary>
    static string Words(IReadOnlyList<Sentence> reasons, int language)
    {
        var text = string.Join(" ", reasons.Select(reason => reason.In(language)));
        var room = Columns.BillableReason.MaxLength!.Value;
        return text.Substring(0, Math.Min(text.Length, room));
    }
}
