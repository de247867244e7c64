using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Tests.Rules;

/// <summary>
/// Customers for the tests of the rules, all judged at noon UTC on 2026-06-15, the business day of a customer without a
/// zone; in Auckland it is the 16th.
/// </summary>
static class Sample
{
    public static readonly Moment Now = new(new DateTime(2026, 6, 15, 12, 0, 0, DateTimeKind.Utc));
    public static readonly Guid Rep = new("10000000-0000-0000-0000-000000000001");

    const int English = 1033;

    /// <summary>Dates in the order of the stages.</summary>
    static readonly Dictionary<Column, DateTime> Dates = new()
    {
        [Columns.AgreementSignedOn] = Day(1, 5),
        [Columns.OnboardingStartedOn] = Day(1, 10),
        [Columns.OnboardingCompletedOn] = Day(2, 1),
        [Columns.DocumentsSubmittedOn] = Day(2, 20),
        [Columns.ReadyForServiceOn] = Day(2, 25),
        [Columns.ServiceStartsOn] = Day(3, 1),
        [Columns.ServiceEndedOn] = Day(5, 31),
    };

    public static DateTime Day(int month, int day) => new(2026, month, day, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A value that every rule accepts in a column that people fill.</summary>
    public static object GoodValue(Column column) => column.Type switch
    {
        ColumnType.Choice => 727000000,
        ColumnType.Lookup => Rep,
        ColumnType.Date => Dates.TryGetValue(column, out var date) ? date : Day(1, 5),
        ColumnType.Text => "AU-4711",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "No sample of this type."),
    };

    /// <summary>All that is wrong with a save, in English; columns in angle brackets, stages in square ones.</summary>
    public static string Refusal(CustomerChange change, int language = English, string customer = "Contoso") =>
        Problem.Say(SaveRules.Check(change), new Labels(language), customer);

    public static string Say(Problem problem) => problem.Say(new Labels(English), "Contoso");

    public static string SayInSpanish(Problem problem) => problem.Say(new Labels(3082), "Contoso");

    public static string[] Codes(CustomerChange change) => [.. SaveRules.Check(change).Select(problem => problem.Code)];

    /// <summary>A customer in a stage, with what the stages below it require, as the server left it.</summary>
    public static CustomerFacts In(Stage stage, params (Column Column, object? Value)[] more)
    {
        var required = Lifecycle.Stages.Below(stage).SelectMany(s => s.Requires);
        if (stage == Stage.Closed)
        {
            required = required.Concat([Columns.EndReason, Columns.ServiceEndedOn]);
        }

        var facts = Row(
            [(Columns.Stage, (int)stage), .. required.Select(column => (column, (object?)GoodValue(column))), .. more]);
        return Saved(new(default, facts, Now, Rep));
    }

    /// <summary>A record outside the lifecycle that holds all that any stage asks for, but no end.</summary>
    public static CustomerFacts Outside(params (Column Column, object? Value)[] more) => Row(
        [.. Lifecycle.Stages.SelectMany(stage => stage.Requires).Select(c => (c, (object?)GoodValue(c))), .. more]);

    public static CustomerFacts Row(params (Column Column, object? Value)[] values) =>
        default(CustomerFacts).With(values.Select(v => new KeyValuePair<Column, object?>(v.Column, v.Value)));

    public static CustomerChange Change(CustomerFacts before, params (Column Column, object? Value)[] changes) =>
        new(before, Row(changes), Now, Rep, () => Believed(before));

    /// <summary>What is believed of a sample customer: that it entered its stage as it is.</summary>
    public static Timeline Believed(CustomerFacts customer) =>
        customer.Stage is null ? Timeline.Empty : new CustomerChange(default, customer, Now, Rep).Timeline;

    public static CustomerChange Enter(
        Stage stage, CustomerFacts before, params (Column Column, object? Value)[] changes) =>
        Change(before, [(Columns.Stage, (int)stage), .. changes]);

    /// <summary>What the server writes, its texts in English.</summary>
    public static IReadOnlyDictionary<Column, object?> Writes(CustomerChange change) =>
        ServerColumns.For(change, () => English);

    /// <summary>The record after an accepted save.</summary>
    public static CustomerFacts Saved(CustomerChange change) => change.Sent.With(Writes(change));

    sealed record Labels(int Language) : ILabels
    {
        public string Column(string logicalName) => $"<{logicalName}>";

        public string Stage(Stage stage) => $"[{stage}]";
    }
}
