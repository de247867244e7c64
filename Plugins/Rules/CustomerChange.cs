using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules.Documents;
using CrmMilestones.Plugins.Rules.Requirements;

namespace CrmMilestones.Plugins.Rules;

/// <summary>One save of one customer, as the rules see it.</summary>
public sealed class CustomerChange
{
    /// <summary>How long a stored reason or effective day counts, for the person who stored it.</summary>
    static readonly TimeSpan Shelf = TimeSpan.FromMinutes(30);

    readonly Func<Timeline>? _readBelieved;
    Timeline? _believed;
    Timeline? _timeline;
    StageRequirements? _requirements;
    IReadOnlyList<RequiredDocument>? _documents;
    bool? _reachesTimeline;

    /// <summary>A save.</summary>
    /// <param name="before">The stored record; default on create.</param>
    /// <param name="submitted">What the caller sends: only the columns of this save.</param>
    /// <param name="at">When the save happens.</param>
    /// <param name="by">The person who started it (a systemuser id).</param>
    /// <param name="believed">
    /// Tells what is believed of the customer so far; asked only if it matters, as it costs a read. Left out: nothing.
    /// </param>
    /// <param name="stages">The definition to judge by; <see cref="Lifecycle.Stages"/> if left out.</param>
    /// <param name="countsFromToday">
    /// Whether nothing earlier is corrected: the record as it is counts from today on, whatever this save changes.
    /// </param>
    /// <param name="isOvertaken">
    /// Whether somebody else saved the record meanwhile: where this save wrote over the other's values without knowing
    /// them, the record as it is counts from today on.
    /// </param>
    public CustomerChange(
        CustomerFacts before, CustomerFacts submitted, Moment at, Guid by, Func<Timeline>? believed = null,
        StageSequence? stages = null, bool countsFromToday = false, bool isOvertaken = false)
    {
        CountsFromToday = countsFromToday;
        IsOvertaken = isOvertaken;
        Stages = stages ?? Lifecycle.Stages;
        At = at;
        By = by;
        Before = before;
        Submitted = submitted;
        Sent = before.With(submitted);
        StageExists = Exists(before.Stage) && Exists(Sent.Stage);
        MovesBack = IsMoveBack();
        Consequences = FindConsequences();
        After = Sent.With(Consequences);
        _readBelieved = believed;
    }

    /// <summary>A record judged as it is, also one that was written past the plug-ins.</summary>
    public static CustomerChange Recomputing(
        CustomerFacts record, Moment at, Guid by, Func<Timeline> believed,
        Func<CustomerChange, StageRequirements>? readRequirements = null) =>
        new(record, default, at, by, believed, countsFromToday: true) { ReadRequirements = readRequirements };

    bool CountsFromToday { get; }

    /// <summary>Somebody else saved the record after this save had read it.</summary>
    public bool IsOvertaken { get; }

    /// <summary>
    /// Tells what is required of the customer besides the definition; asked only if it matters, as it costs a read.
    /// Left out: nothing.
    /// </summary>
    public Func<CustomerChange, StageRequirements>? ReadRequirements { get; init; }

    /// <summary>
    /// Tells which documents the customer must have, and what it has of them; asked only when the milestone of the
    /// documents is dated, as it costs a read. Left out: none.
    /// </summary>
    public Func<CustomerChange, IReadOnlyList<RequiredDocument>>? ReadDocuments { get; init; }

    public StageSequence Stages { get; }

    /// <summary>What each stage requires of the customer as it would be after the save.</summary>
    public StageRequirements Requirements =>
        _requirements ??= ReadRequirements?.Invoke(this) ?? StageRequirements.Of(Stages);

    /// <summary>Whether the customer needn't have a column.</summary>
    public bool IsWaived(Column column) => Requirements.IsWaived(column);

    /// <summary>What the market of the customer, as it would be after the save, requires.</summary>
    public IReadOnlyList<RequiredDocument> RequiredDocuments => _documents ??= ReadDocuments?.Invoke(this) ?? [];

    public Moment At { get; }

    public Guid By { get; }

    /// <summary>The stored record.</summary>
    public CustomerFacts Before { get; }

    /// <summary>Only the columns of this save.</summary>
    public CustomerFacts Submitted { get; }

    /// <summary>The record as the caller would have it.</summary>
    public CustomerFacts Sent { get; }

    /// <summary>What the server changes because of this save, before anything is judged.</summary>
    internal IReadOnlyDictionary<Column, object?> Consequences { get; }

    /// <summary>The record as it would be, with what the server changes because of this save.</summary>
    public CustomerFacts After { get; }

    /// <summary>
    /// False for a stage that doesn't exist: the platform refuses it in its own words when it writes the row. A record
    /// that holds one is left alone until it gets another.
    /// </summary>
    public bool StageExists { get; }

    /// <summary>Before the save, after it, or both.</summary>
    public bool IsInLifecycle => StageExists && (Before.Stage ?? After.Stage) is not null;

    /// <summary>The stage that this save enters, if it enters one.</summary>
    public Stage? Entered => After.Stage != Before.Stage ? After.Stage : null;

    /// <summary>The stage is emptied: the record leaves the lifecycle.</summary>
    public bool Leaves => Before.Stage is not null && After.Stage is null;

    /// <summary>To a stage of lower rank; reopening from Closed is one of these moves.</summary>
    public bool MovesBack { get; }

    /// <summary>From Closed to a stage of the guided process.</summary>
    public bool Reopens => MovesBack && Before.Stage == Stage.Closed;

    /// <summary>The reason for change that counts for this save; null if there is none.</summary>
    public string? Reason => Counts(Columns.StageChangeReason) ? (string)After[Columns.StageChangeReason]! : null;

    /// <summary>The effective day that a person gave and that counts for this save; null if there is none.</summary>
    public DateTime? TakesEffectOn => Counts(Columns.TakesEffectOn) ? After.Date(Columns.TakesEffectOn) : null;

    /// <summary>
    /// What was believed of the customer before this save; of one that was in the lifecycle before its periods were
    /// kept, that it entered its stage as it was.
    /// </summary>
    public Timeline Believed => _believed ??= _readBelieved?.Invoke() is { Count: > 0 } known ? known
        : EffectiveDays.AsIfEntered(Before, At.Today);

    /// <summary>What is believed after it.</summary>
    public Timeline Timeline => _timeline ??= CountsFromToday ? AsTheRecordIs(Believed)
        : IsOvertaken ? AsTheRecordIs(EffectiveDays.Timeline(this)) : EffectiveDays.Timeline(this);

    /// <summary>Whether the save can change what is believed of any day, or the present status.</summary>
    public bool ReachesTimeline => _reachesTimeline ??= IsInLifecycle && (
        CountsFromToday || IsOvertaken || Before.Stage is null || Leaves || Reopens || Entered == Stage.Closed
        || Before.Facts != After.Facts
        || ChangesEnd || EndHasCome
        || After.IsLive && (Changes(Columns.Market) || ChangesAny(Lifecycle.DatesOfGoingLive)));

    /// <summary>Whether something else is believed of some day after it.</summary>
    public bool ChangesTimeline => ReachesTimeline && !Believed.SequenceEqual(Timeline);

    /// <summary>
    /// A last day of service is set, moved or emptied by a person, of a customer whose service began.
    /// </summary>
    public bool ChangesEnd =>
        Changes(Columns.ServiceEndedOn) && !Reopens && (Before.HasBeenLive || Before.IsLive || After.IsLive);

    public bool Changes(Column column) => !Equals(Before[column], After[column]);

    public bool ChangesAny(FixedList<Column> columns)
    {
        foreach (var column in columns)
        {
            if (Changes(column))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Also what the save sends empty where somebody else may just have filled it.</summary>
    public bool Empties(Column column) =>
        !After.IsFilled(column) && (Before.IsFilled(column) || IsOvertaken && Submitted.Has(column));

    /// <summary>
    /// Whether a rule about this column applies now: when it changes, or when the record enters the lifecycle with it.
    /// A record that was saved otherwise before stays editable, and one outside the lifecycle is untouched.
    /// </summary>
    public bool Judges(Column column) => After.Stage is not null && (Before.Stage is null || Changes(column));

    /// <summary>The last day of service has passed, and the stored status doesn't know it yet.</summary>
    bool EndHasCome => Before.HasBeenLive && Before.BillableStatus != BillableStatus.Ended
        && After.LastDayOfService is { } last && last < At.LatestDay && last < At.Today;

    Timeline AsTheRecordIs(Timeline timeline) =>
        EffectiveDays.FromTodayOn(timeline, After, timeline.PresentDay(At.Today));

    bool Exists(Stage? stage) => stage is not { } known || Stages.Contains(known);

    bool IsMoveBack() => StageExists && Before.Stage is { } from && Sent.Stage is { } to
        && Stages.Rank(to) < Stages.Rank(from);

    /// <summary>The stored reason and effective day are too old to count for anybody.</summary>
    internal bool HasExpired => Before[Columns.ReasonGivenOn] is not DateTime given || At.UtcNow - given > Shelf;

    /// <summary>They count for this person: the guided process has no other way than to store them first.</summary>
    internal bool IsFresh => !HasExpired && Before[Columns.ReasonGivenBy] is Guid person && person == By;

    /// <summary>Given in this save, or stored by the same person a short while ago.</summary>
    internal bool Counts(Column column) => After.IsFilled(column) && (Submitted.Has(column) || IsFresh);

    IReadOnlyDictionary<Column, object?> FindConsequences()
    {
        ColumnWrites changed = new(Sent);
        if (MovesBack)
        {
            foreach (var ahead in Stages.From(Sent.Stage!.Value))
            {
                Empty(ahead.Milestone?.DatedBy);
            }

            foreach (var column in Stages.Of(Before.Stage!.Value).AllToEnter)
            {
                Empty(column);
            }
        }

        if (Before.IsOnHold && !Sent.IsOnHold)
        {
            Write(Columns.BillingHoldReason, null);
        }

        if (Sent.Stage == Stage.Closed)
        {
            // One that is Closed already was closed from where it says.
            if (Before.Stage != Stage.Closed || Before.ClosedFrom is null)
            {
                var from = Before.Stage is null or Stage.Closed ? StageOfAClosedNewcomer() : Before.Stage;
                Write(Columns.ClosedFromStage, (int)from!);
            }
        }
        else if (Sent.ClosedFrom is not null)
        {
            Write(Columns.ClosedFromStage, null);
        }

        return changed.All;

        // CM003: what this very save enters is kept.
        void Empty(Column? column)
        {
            if (column is not null && Equals(Sent[column], Before[column]))
            {
                Write(column, null);
            }
        }

        void Write(Column column, object? value) => changed[column] = value;
    }

    /// <summary>
    /// A customer that comes into the lifecycle as Closed was Live if it has dates that say so and no end reason that
    /// says it never was.
    /// </summary>
    Stage StageOfAClosedNewcomer() => Sent.ServiceStartsOn is not null && Sent.LastDayOfService is not null
        && Sent.EndReason is not (EndReason.NeverWentLive or EndReason.EnteredByMistake or EndReason.Duplicate)
            ? Stage.Live : Stage.Prospect;
}
