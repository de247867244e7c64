using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>
/// What the server itself writes into an accepted save, as plain values by column; only what differs from the record,
/// so that a save that changes nothing writes nothing.
/// </summary>
public static class ServerColumns
{
    /// <summary>Texts longer than the memo column cm_billablereason are cut.</summary>
    const int ReasonLength = 2000;

    /// <summary>Empty for a record outside the lifecycle.</summary>
    public static IReadOnlyDictionary<string, object?> For(CustomerChange change)
    {
        var writes = new Dictionary<string, object?>();
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
        SetBilling(change, change.After.With(writes), writes);

        return writes.Where(write => !Equals(write.Value, change.After[write.Key]))
            .ToDictionary(write => write.Key, write => write.Value);
    }

    /// <summary>CM003: milestones from the new stage on are reached again; the reason is used up.</summary>
    static void EmptyWhatMovingBackUndoes(CustomerChange change, Stage to, Dictionary<string, object?> writes)
    {
        foreach (var milestone in Lifecycle.From(to).Select(stage => stage.Milestone).OfType<MilestoneDefinition>())
        {
            writes[milestone.DatedBy] = null;
        }

        foreach (var column in change.Reopens ? Lifecycle.Of(Stage.Closed).ToEnter : [])
        {
            writes[column] = null;
        }

        writes[Columns.StageChangeReason] = null;
    }

    /// <summary>A milestone is certified by the person who dates it, or who brings it into the lifecycle.</summary>
    static void StampCertifiers(CustomerChange change, CustomerFacts after, Dictionary<string, object?> writes)
    {
        foreach (var milestone in Lifecycle.Milestones)
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

    static void SetBilling(CustomerChange change, CustomerFacts after, Dictionary<string, object?> writes)
    {
        var verdict = Billing.Evaluate(after, change.At);
        var reasons = string.Join(" ", verdict.Reasons);

        writes[Columns.IsActiveCustomer] = after.IsActiveCustomer;
        writes[Columns.BillableStatus] = (int)verdict.Status;
        writes[Columns.BillableReason] = reasons.Length <= ReasonLength ? reasons : reasons.Substring(0, ReasonLength);

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
}
