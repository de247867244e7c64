using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>Display names in the caller's language.</summary>
public interface ILabels
{
    /// <summary>The caller's language (LCID).</summary>
    int Language { get; }

    string Column(string logicalName);

    string Stage(Stage stage);
}

/// <summary>Says what is wrong in sentences that a rep understands, each starting with its code.</summary>
public static class Messages
{
    /// <summary>A sentence a problem, a line each.</summary>
    /// <param name="problems">What is wrong with the save.</param>
    /// <param name="customer">The account's name; may be empty.</param>
    /// <param name="labels">Names in the caller's language.</param>
    public static string Say(IEnumerable<Problem> problems, string? customer, ILabels labels)
    {
        var words = Wording.In(labels.Language);
        var name = string.IsNullOrWhiteSpace(customer) ? words.ThisCustomer : customer!;
        return string.Join("\n", problems.Select(problem =>
            problem.Code + " " + Capitalize(Sentence(problem, name, labels, words))));
    }

    static string Sentence(Problem problem, string customer, ILabels labels, Wording words) => problem switch
    {
        MissingRequirements p => Fill(
            words.MissingRequirements, customer, labels.Stage(p.Entering), ByStage(p.Columns, labels)),
        ErasedRequirements p => Fill(words.ErasedRequirements, customer, QuotedNames(p.Columns, labels)),
        ErasedStage => Fill(words.ErasedStage, customer, Quoted(Columns.Stage, labels), labels.Stage(Stage.Closed)),
        MissingReason p => Fill(
            words.MissingReason, customer, labels.Stage(p.From), labels.Stage(p.To),
            Quoted(Columns.StageChangeReason, labels)),
        FutureDate p => Fill(words.FutureDate, customer, Quoted(p.Column, labels), Day(p.Date)),
        TooOldDate p => Fill(words.TooOldDate, customer, Quoted(p.Column, labels), Day(p.Date), Day(p.Earliest)),
        EarlyMilestone p => Fill(words.EarlyMilestone, customer, Quoted(p.Column, labels), labels.Stage(p.Stage)),
        ComputedColumnsWritten p => Fill(words.ComputedColumnsWritten, customer, QuotedNames(p.Columns, labels)),
        ServiceNotStarted p => Fill(
            words.ServiceNotStarted, customer, labels.Stage(Stage.Live), Quoted(Columns.ServiceStartsOn, labels),
            Day(p.StartsOn)),
        IncompleteEnd p => Fill(words.IncompleteEnd, customer, labels.Stage(Stage.Closed), Names(p.Columns, labels)),
        EndBeforeStart p => Fill(
            words.EndBeforeStart, customer, Quoted(Columns.ServiceEndedOn, labels), Day(p.EndedOn),
            Quoted(Columns.ServiceStartsOn, labels), Day(p.StartsOn)),
        HoldWithoutReason => Fill(
            words.HoldWithoutReason, customer, Quoted(Columns.BillingHold, labels),
            Quoted(Columns.BillingHoldReason, labels)),
        _ => throw new ArgumentOutOfRangeException(nameof(problem), problem, "No sentence for this problem."),
    };

    static string Names(IEnumerable<string> columns, ILabels labels) =>
        string.Join(", ", columns.Select(labels.Column));

    /// <summary>Within a sentence: "Service starts on is 2026-12-01" reads like a mistake without quotes.</summary>
    static string Quoted(string column, ILabels labels) => $"\"{labels.Column(column)}\"";

    static string QuotedNames(IEnumerable<string> columns, ILabels labels) =>
        string.Join(", ", columns.Select(column => Quoted(column, labels)));

    /// <summary>"Compliance - Compliance reviewer, Registration number; Readiness - Service owner".</summary>
    static string ByStage(IReadOnlyList<string> columns, ILabels labels) => string.Join("; ",
        from stage in Lifecycle.Stages
        let missing = stage.Requires.Where(columns.Contains).ToArray()
        where missing.Length > 0
        select $"{labels.Stage(stage.Stage)} - {Names(missing, labels)}");

    static string Day(DateTime date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Fill(string sentence, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, sentence, values);

    static string Capitalize(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence.Substring(1);
}
