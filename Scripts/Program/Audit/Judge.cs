using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Documents;
using CrmMilestones.Plugins.Rules.Requirements;

namespace CrmMilestones.Scripts.Audit;

/// <summary>
/// Judges records by the server's own rules, as if each entered the lifecycle at a moment: nothing here knows what a
/// stage requires or what makes a customer billable.
/// </summary>
/// <param name="labels">Names of columns and stages, for the sentences. Several threads may ask.</param>
/// <param name="at">The moment, with the business day.</param>
/// <param name="readRequirements">Tells what is required besides the definition. Left out: nothing.</param>
/// <param name="readDocuments">Tells which documents the customer must have, and has. Left out: none.</param>
public sealed class Judge(
    ILabels labels, Moment at, Func<CustomerChange, StageRequirements>? readRequirements = null,
    Func<CustomerChange, IReadOnlyList<RequiredDocument>>? readDocuments = null)
{
    /// <summary>A save that moves the record there, by stage.</summary>
    static readonly Dictionary<Stage, CustomerFacts> Moves = Lifecycle.Stages.ToDictionary(
        stage => stage.Stage, stage => default(CustomerFacts).With(Columns.Stage, (int)stage.Stage));

    /// <summary>Of a customer that ended for one of these, no service is to be told.</summary>
    static readonly EndReason?[] WithoutService =
        [EndReason.NeverWentLive, EndReason.EnteredByMistake, EndReason.Duplicate];

    /// <summary>The verdict on one record.</summary>
    /// <param name="record">What it says of the definition's columns, without a stage and computed ones.</param>
    /// <param name="old">What the old system claims.</param>
    /// <param name="name">The customer's name, for sentences.</param>
    public Verdict Of(CustomerFacts record, OldStatus old, string? name)
    {
        var missing = Move(record, Stage.Live).Requirements.Missing(Stage.Live, record);
        var ending = SaysThatItEnded(record) ? Enter(record, Stage.Closed) : null;
        var entry = ending is { IsRefused: false } ? ending : Furthest(record, missing);
        var furthest = entry.IsRefused ? null : entry.Change.After.Stage;
        PresentStatus? present = entry.IsRefused ? null
            : Billing.Present(entry.Change.Timeline, entry.Change.After, at.Today);
        if (ending is not null)
        {
            missing = ToClose(record, ending);
        }

        List<string> contradictions =
        [
            .. (ending?.Problems ?? []).Concat(entry.IsRefused ? entry.Problems : [])
                .Where(problem => !IsMissing(problem, record)).Select(problem => problem.Say(labels, name)).Distinct(),
            .. old.IsKept ? [] : TwoStories(record, ending is not null, furthest),
        ];
        var isDecidable = contradictions.Count == 0 && (record.IsActiveAccount || furthest == Stage.Closed);
        var isActive = present?.IsActive ?? false;
        if (contradictions.Count == 0)
        {
            contradictions.AddRange(Claims(old, furthest, isActive));
            isDecidable &= !(old.SaysEnded && isActive);
        }

        var suggested = !isDecidable || ending is { IsRefused: true } && furthest != Stage.Live ? null : furthest;
        return new(
            contradictions.Count > 0 ? Finding.Contradictory : isActive ? Finding.Active : Finding.NotActive,
            furthest, suggested, present, missing,
            [
                .. contradictions, .. present is { Status: var status } ? Reasons(entry.Change, status) : [],
                .. (present is null ? [] : entry.Obstacles).Where(problem => !IsMissing(problem, record))
                    .Select(problem => problem.Say(labels, name)),
                .. Unknown(record, furthest),
            ]);
    }

    /// <summary>A last day that has passed, or an end reason; a last day to come is notice.</summary>
    bool SaysThatItEnded(CustomerFacts record) =>
        record.LastDayOfService is { } last ? last < at.Today : record.IsFilled(Columns.EndReason);

    /// <summary>
    /// The furthest stage in which the server takes the record. What requirements are missing says where to begin, as
    /// no stage after that can be entered.
    /// </summary>
    Entry Furthest(CustomerFacts record, IReadOnlyList<Checklist> missing)
    {
        var reached = missing.Count > 0 ? missing[0].Stage!.Value : Stage.Live;
        var entry = Enter(record, reached);
        for (var rank = Lifecycle.Stages.Rank(reached) - 1; entry.IsRefused && rank >= 0; rank--)
        {
            entry = Enter(record, Lifecycle.Stages[rank].Stage) with { Obstacles = entry.Problems };
        }

        return entry;
    }

    Entry Enter(CustomerFacts record, Stage stage)
    {
        var change = Move(record, stage);
        return new(change, SaveRules.Check(change), Obstacles: []);
    }

    CustomerChange Move(CustomerFacts record, Stage stage) =>
        new(record, Moves[stage], at, by: Guid.Empty)
        {
            ReadRequirements = readRequirements,
            ReadDocuments = readDocuments,
        };

    static IReadOnlyList<Checklist> ToClose(CustomerFacts record, Entry ending)
    {
        IReadOnlyList<Column> columns =
        [
            .. ending.Problems.Where(problem => IsMissing(problem, record)).SelectMany(problem => problem.Columns)
                .Distinct(),
        ];
        return columns.Count > 0 ? [new(Stage: null, columns)] : [];
    }

    /// <summary>A refusal that asks for something more, unlike one that says that something is wrong.</summary>
    static bool IsMissing(Problem problem, CustomerFacts record) =>
        problem.Columns.Any() && problem.Columns.All(column => !record.IsFilled(column));

    /// <summary>What the rules accept, as each value is possible by itself.</summary>
    IEnumerable<string> TwoStories(CustomerFacts record, bool hasEnded, Stage? furthest)
    {
        if (hasEnded && record.LastDayOfService is null && record.ServiceStartsOn <= at.Today
            && !WithoutService.Contains(record.EndReason))
        {
            yield return $"{Name(Columns.EndReason)} is given, and no {Name(Columns.ServiceEndedOn)}, of a customer "
                + "whose service has started.";
        }

        if (!hasEnded && !record.IsActiveAccount && furthest == Stage.Live)
        {
            yield return "The account is inactive, and by its dates the customer is "
                + $"{labels.Stage(Stage.Live)} without {Name(Columns.ServiceEndedOn)}.";
        }
    }

    /// <summary>What the old system claims and the data don't support.</summary>
    IEnumerable<string> Claims(OldStatus old, Stage? furthest, bool isActive)
    {
        var words = old.Words is { } said ? $"status is \"{said}\"" : $"stage is {Word(old.Stage)}";
        if (old.SaysActive && !isActive)
        {
            yield return $"The old {words}, but the data reach {Word(furthest)} and make no active customer.";
        }
        else if (old.SaysEnded && isActive)
        {
            yield return $"The old {words}, but by its dates the customer is active.";
        }
        else if (old.Stage is { } stage && furthest is { } reached && !old.SaysEnded
            && Lifecycle.Stages.Rank(stage) > Lifecycle.Stages.Rank(reached))
        {
            yield return $"The old stage is {Word(stage)}, but the data support {Word(reached)}.";
        }
    }

    IEnumerable<string> Reasons(CustomerChange change, BillableStatus status)
    {
        var hasBeenLive = change.Timeline.FirstActiveDay is not null;
        return BillingReasons.For(status, change.After, hasBeenLive, change.IsWaived)
            .Select(reason => reason.Say(labels));
    }

    /// <summary>A closed customer whose service nobody can count.</summary>
    IEnumerable<string> Unknown(CustomerFacts record, Stage? furthest)
    {
        if (furthest == Stage.Closed && record.LastDayOfService is not null && record.ServiceStartsOn is null
            && !WithoutService.Contains(record.EndReason))
        {
            yield return $"{Name(Columns.ServiceStartsOn)} is empty, so the days of its service can't be counted.";
        }
    }

    string Name(Column column) => $"\"{labels.Column(column)}\"";

    string Word(Stage? stage) => stage is { } known ? labels.Stage(known) : "no stage";

    /// <summary>The record put into a stage.</summary>
    /// <param name="Change">The save.</param>
    /// <param name="Problems">Why it is refused.</param>
    /// <param name="Obstacles">Why the stage after it is refused.</param>
    sealed record Entry(CustomerChange Change, IReadOnlyList<Problem> Problems, IReadOnlyList<Problem> Obstacles)
    {
        public bool IsRefused => Problems.Count > 0;
    }
}
