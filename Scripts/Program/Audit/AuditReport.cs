using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Pages;

namespace CrmMilestones.Scripts.Audit;

/// <summary>report.html: an audit for people.</summary>
static class AuditReport
{
    static IEnumerable<Stage?> StagesAndNone =>
        [.. Lifecycle.Stages.Select(stage => (Stage?)stage.Stage), null];

    public static ReportPage Of(AuditRun audit) => new(
        "How many active customers do we have?",
        string.Create(
            CultureInfo.InvariantCulture,
            $"{audit.SourceName}, judged by definition {Lifecycle.Version} on {audit.At.Words}. ")
            + audit.AboutSource,
        [
            InShort(audit), Departments(audit), Contradictions(audit), Verdicts(audit), Missing(audit), Markets(audit),
            Duplicates(audit), .. audit.IsEnvironment ? [] : new[] { Refused(audit) }, Import(audit),
        ]);

    static ReportSection InShort(AuditRun audit)
    {
        return new("In short")
        {
            Lead = string.Create(
                CultureInfo.InvariantCulture,
                $"{audit.WhatWasRead} An active customer is an active account in stage Live whose last day of service hasn't "
                + $"passed; it is billable when it is chargeable, not on billing hold, and all milestones are dated."),
            Figures =
            [
                new("Active customers", Count(audit, Finding.Active)),
                new("Billable", audit.Totals.Billable, "of the active ones"),
                new("On billing hold", audit.Totals.OnHold, "of the active ones"),
                new("Not active", Count(audit, Finding.NotActive)),
                new("Contradictory", Count(audit, Finding.Contradictory), "for a person to decide"),
                .. audit.IsEnvironment ? []
                    : new[] { new KeyFigure("Lines refused", audit.Counts.RefusedLines, "not judged") },
            ],
        };
    }

    static int Count(AuditRun audit, Finding finding) => audit.Totals.Findings[finding].Count;

    static ReportSection Departments(AuditRun audit)
    {
        var counts = audit.Totals.Departments;
        var active = Count(audit, Finding.Active);
        string[] names = ["Shared definition", .. counts.Select(count => count.Department.Name)];
        return new("Each department's definition beside the shared one")
        {
            Lead = "Who is in one and not in the other stands in the tables below, and of every record in "
                + $"{AuditFiles.Verdicts}.",
            Charts =
            [
                new(
                    "Active customers, as each counts them",
                    "For each definition, how many it counts, and how many of these the shared definition counts too.",
                    names,
                    [
                        new("Counted", [active, .. counts.Select(count => (double)count.Theirs)]),
                        new("Active by the shared definition", [active, .. counts.Select(count => (double)count.Both)]),
                    ])
                {
                    IsHorizontal = true,
                    CategoryLabel = "Definition",
                },
            ],
            Tables =
            [
                new(
                    "Definitions compared",
                    [
                        "Department", "Whom it counts", Number("It counts"), Number("Both count"),
                        Number("Only it counts"), Number("Only the shared one counts"), Number("Of its, billable"),
                    ],
                    [
                        .. counts.Select(count => (IReadOnlyList<object?>)
                        [
                            count.Department.Name, count.Department.Definition, count.Theirs, count.Both,
                            Linked(count.OnlyTheirs, count, "theirs"), Linked(count.OnlyOurs, count, "ours"),
                            count.Billable,
                        ]),
                    ]),
                .. counts.SelectMany(count => new[]
                {
                    count.OnlyTheirs.ToTable($"{count.Department.Name} counts them, the shared definition doesn't") with
                    {
                        Id = Id(count, "theirs"),
                    },
                    count.OnlyOurs.ToTable($"The shared definition counts them, {count.Department.Name} doesn't") with
                    {
                        Id = Id(count, "ours"),
                    },
                }).Where(table => table.Count > 0),
            ],
        };
    }

    static object Linked(RecordList list, DepartmentCount count, string whose) =>
        list.Count > 0 ? new Link(list.Count, Id(count, whose)) : 0;

    static string Id(DepartmentCount count, string whose) =>
        string.Concat(count.Department.Name.ToLowerInvariant().Where(char.IsAsciiLetter)) + "-only-" + whose;

    static ReportSection Contradictions(AuditRun audit) => new("Contradictory records")
    {
        Lead = "Each says two things that can't both be true: a rule of the server refuses what it says, or its old "
            + "status claims what its dates don't support. Correct the record, or the status.",
        Tables =
        [
            audit.Totals.Findings[Finding.Contradictory].ToTable("Contradictory records, and why") with
            {
                IsFolded = false,
            },
        ],
    };

    static ReportSection Verdicts(AuditRun audit) => new("Verdicts and stages")
    {
        Lead = "The furthest stage is the one in which the server would take the record as it is. A record without a "
            + "suggested stage waits for a person and stays outside the lifecycle until then.",
        Charts =
        [
            new(
                "Records by stage", "For each stage, how many records reach it and how many are suggested for it.",
                [.. StagesAndNone.Select(stage => stage?.ToString() ?? "No stage")],
                [
                    new("Furthest stage", [.. StagesAndNone.Select(stage => (double)audit.Totals.Furthest(stage))]),
                    new("Suggested stage", [.. StagesAndNone.Select(stage => (double)audit.Totals.Suggested(stage))]),
                ])
            {
                CategoryLabel = "Stage",
            },
        ],
        Tables =
        [
            audit.Totals.Findings[Finding.Active].ToTable("Active customers"),
            audit.Totals.Findings[Finding.NotActive].ToTable("Records that are not active customers"),
        ],
    };

    static ReportSection Missing(AuditRun audit)
    {
        KeyValuePair<Column, int>[] missing = [.. audit.Totals.Missing];
        return missing.Length == 0 ? new("What is missing") { Lead = "Nothing." } : new("What is missing")
        {
            Lead = "Fields that must be filled before a customer can be Live, or, where its service has ended, Closed. "
                + $"What each record lacks, by stage, stands in {AuditFiles.Verdicts}.",
            Charts =
            [
                new(
                    "Records that lack a field", "How many records lack each field, the most first.",
                    [.. missing.Select(pair => audit.Labels.Column(pair.Key))],
                    [new("Records", [.. missing.Select(pair => (double)pair.Value)])])
                {
                    IsHorizontal = true,
                    CategoryLabel = "Field",
                },
            ],
        };
    }

    static ReportSection Markets(AuditRun audit) => new("By market")
    {
        Lead = "A record without a country can't leave Prospect. Amounts are in each country's own money.",
        Tables =
        [
            new(
                "Customers by market",
                [
                    "Country", Number("Records"), Number("Active"), Number("Billable"), Number("Contradictory"),
                    Number("Invoiced, not billable"), Number("Amount of these"), Number("Billable, not invoiced"),
                ],
                [
                    .. audit.Totals.Markets.Select(market => (IReadOnlyList<object?>)
                    [
                        market.Key == AuditTotals.NoCountry ? "Unknown" : market.Key, market.Value.Records,
                        market.Value.Active, market.Value.Billable, market.Value.Contradictory,
                        market.Value.InvoicedNotBillable, market.Value.InvoicedNotBillableAmount,
                        market.Value.BillableNotInvoiced,
                    ]),
                ]),
        ],
    };

    static ReportSection Duplicates(AuditRun audit) => new("Duplicates")
    {
        Lead = "Records of one city whose names are the same once case, signs, spacing, the company's form and a few "
            + "spellings (Saint and St., Centre and Center, & and and) don't count; and records of one registration "
            + "number. A person decides: two branches may rightly share a name.",
        Tables = audit.Duplicates.Indexes.Any(index => index.Groups > 0) ? [audit.Duplicates.ToTable()] : [],
        Notes = audit.Duplicates.Indexes.Any(index => index.Groups > 0) ? [] : ["None were found."],
    };

    static ReportSection Refused(AuditRun audit) => new("Lines that were refused")
    {
        Lead = "They are in no other table and in no import file. Correct them in the list and run the audit again.",
        Tables = audit.Refused.Count > 0 ? [audit.Refused.ToTable()] : [],
        Notes = audit.Refused.Count > 0 ? [] : ["None: every line could be read."],
    };

    static ReportSection Import(AuditRun audit) => new("Import")
    {
        Lead = audit.IsEnvironment
            ? "Accounts without a stage that their data support can be imported from "
                + $"{AuditFiles.Stages}.csv. Scripts/Program/Audit/README.md says how."
            : "Import the files one after the other with the CRM's own wizard: contacts, then customers without a "
            + "stage, then the stages. Scripts/Program/Audit/README.md says how.",
        Notes = audit.Namesakes == 0 ? [] :
        [
            string.Create(
                CultureInfo.InvariantCulture,
                $"{audit.Namesakes:N0} contacts share their name with another customer's: the customer's number stands "
                + $"behind their name, so that the wizard finds the right one."),
        ],
    };

    static TableColumn Number(string label) => new(label, ColumnKind.Number);
}
