using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Tests.Rules;

/// <summary>Customers for the tests of the rules, all judged at 9:00 UTC on 2026-06-15.</summary>
static class Sample
{
    public static readonly Moment Now = new(new DateTime(2026, 6, 15, 9, 0, 0, DateTimeKind.Utc));
    public static readonly Guid Rep = new("10000000-0000-0000-0000-000000000001");

    /// <summary>A good value for every column that the definition requires.</summary>
    static readonly Dictionary<string, object?> Complete = new()
    {
        [Columns.Market] = Guid.Parse("20000000-0000-0000-0000-000000000001"),
        [Columns.PrimaryContact] = Guid.Parse("30000000-0000-0000-0000-000000000001"),
        [Columns.AgreementSignedOn] = Day(1, 5),
        [Columns.BillingModel] = 727000000,
        [Columns.BillingTiming] = 727000001,
        [Columns.OnboardingOwner] = Rep,
        [Columns.OnboardingStartedOn] = Day(1, 10),
        [Columns.OnboardingCompletedOn] = Day(2, 1),
        [Columns.ComplianceReviewer] = Rep,
        [Columns.RegistrationNumber] = "AU-4711",
        [Columns.DocumentsSubmittedOn] = Day(2, 20),
        [Columns.ServiceOwner] = Rep,
        [Columns.ServiceStartsOn] = Day(3, 1),
        [Columns.ReadyForServiceOn] = Day(2, 25),
        [Columns.ServiceEndedOn] = Day(5, 31),
        [Columns.EndReason] = 727000000,
    };

    public static DateTime Day(int month, int day) => new(2026, month, day, 0, 0, 0, DateTimeKind.Utc);

    public static object? GoodValue(string column) => Complete[column];

    /// <summary>A customer in a stage, with what the stages below it require, as the server left it.</summary>
    public static CustomerFacts In(Stage stage, params (string Column, object? Value)[] more)
    {
        var required = stage == Stage.Closed
            ? [.. Lifecycle.Below(Stage.Closed).SelectMany(s => s.Requires), .. Lifecycle.Of(Stage.Closed).ToEnter]
            : Lifecycle.Below(stage).SelectMany(s => s.Requires);
        var facts = Facts(
            [(Columns.Stage, (int)stage), .. required.Select(column => (column, Complete[column])), .. more]);
        return facts.With(ServerColumns.For(new CustomerChange(default, facts, Now, Rep)));
    }

    /// <summary>A record outside the lifecycle that holds all that any stage asks for, but no end.</summary>
    public static CustomerFacts Outside(params (string Column, object? Value)[] more) => Facts(
    [
        .. Complete.Where(pair => pair.Key is not (Columns.ServiceEndedOn or Columns.EndReason))
            .Select(pair => (pair.Key, pair.Value)),
        .. more,
    ]);

    public static CustomerFacts Facts(params (string Column, object? Value)[] values) =>
        default(CustomerFacts).With(values.Select(v => new KeyValuePair<string, object?>(v.Column, v.Value)));

    public static CustomerChange Change(CustomerFacts before, params (string Column, object? Value)[] changes) =>
        new(before, before.With(changes.Select(c => new KeyValuePair<string, object?>(c.Column, c.Value))), Now, Rep);

    public static CustomerChange Enter(
        Stage stage, CustomerFacts before, params (string Column, object? Value)[] changes) =>
        Change(before, [(Columns.Stage, (int)stage), .. changes]);

    /// <summary>The record after an accepted save.</summary>
    public static CustomerFacts Saved(CustomerChange change) => change.After.With(ServerColumns.For(change));
}
