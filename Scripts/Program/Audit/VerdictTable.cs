using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Lists;
using CrmMilestones.Scripts.Output;

namespace CrmMilestones.Scripts.Audit;

/// <summary>verdicts.csv: a line for each record that could be read, in the order of the list.</summary>
/// <param name="csv">Where it is written.</param>
/// <param name="labels">Names of columns and stages.</param>
/// <param name="departments">Those whose definitions the list lets one count by.</param>
sealed class VerdictTable(SafeCsv csv, ILabels labels, IReadOnlyList<Department> departments)
{
    static readonly Stage?[] Stages =
        [.. Lifecycle.Stages.Where(stage => stage.Requires.Count > 0).Select(stage => (Stage?)stage.Stage), null];

    public static string Name(Finding finding) => finding switch
    {
        Finding.Active => "Active",
        Finding.NotActive => "Not active",
        _ => "Contradictory",
    };

    /// <summary>As the solution's labels say it; empty for none.</summary>
    public static string Name(Stage? stage) => stage?.ToString() ?? "";

    public static string Name(BillableStatus? status) => status is { } known ? Billing.Name(known) : "";

    public void WriteHeader() => Write(
    [
        "Line", "Account Number", "Account Name", "City", "Country", "Verdict", "Billable status", "Since",
        "Furthest stage", "Suggested stage", "Why",
        .. Stages.Select(stage => $"Missing: {Name(stage ?? Stage.Closed)}"), "Old status", "Old stage",
        .. departments.Select(department => $"{department.Name}: {department.Definition}"),
    ]);

    /// <param name="customer">The record.</param>
    /// <param name="verdict">What the audit says of it.</param>
    /// <param name="counted">Which of the departments count it.</param>
    public void Write(CustomerRecord customer, Verdict verdict, IEnumerable<bool> counted) => Write(
    [
        customer.Line.ToString(CultureInfo.InvariantCulture), customer.AccountNumber, customer.Name, customer.City,
        customer.Country, Name(verdict.Finding), Name(verdict.Present?.Status), Day(verdict.Present?.Since),
        Name(verdict.Furthest), Name(verdict.Suggested), string.Join(' ', verdict.Why),
        .. Stages.Select(stage => Missing(verdict, stage)), customer.OldStage, Name(customer.Stage),
        .. counted.Select(yes => yes ? "Yes" : "No"),
    ]);

    public static string? Day(DateTime? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    string? Missing(Verdict verdict, Stage? stage) =>
        verdict.Missing.FirstOrDefault(list => list.Stage == stage) is { } list
        ? string.Join(", ", list.Columns.Select(column => labels.Column(column)))
        : null;

    void Write(IEnumerable<string?> fields)
    {
        foreach (var field in fields)
        {
            csv.WriteField(field);
        }

        csv.NextRecord();
    }
}
