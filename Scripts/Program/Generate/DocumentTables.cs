using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Generate;

/// <summary>The tables of Markdown documents that are written from the definition, between marker comments.</summary>
static class DocumentTables
{
    /// <summary>Which document has which tables.</summary>
    public static IReadOnlyDictionary<string, string[]> Documents { get; } = new Dictionary<string, string[]>
    {
        ["README.md"] = ["stages", "codes"],
        ["Plugins/DEFINITION.md"] = ["requirements", "statuses", "rules", "account", "choices", "tables"],
        ["SECURITY.md"] = ["duties", "conflicts"],
    };

    /// <summary>A document with its tables as definition and solution have them now.</summary>
    /// <param name="document">Its path, relative to the repository's root.</param>
    /// <param name="text">The present text.</param>
    /// <param name="texts">The display names.</param>
    /// <exception cref="InvalidOperationException">The document lacks the marker comments of a table.</exception>
    public static string Update(string document, string text, SolutionTexts texts) => Documents[document]
        .Aggregate(text, (updated, name) => Replace(document, updated, name, Table(name, texts)));

    static string Table(string name, SolutionTexts texts) => name switch
    {
        "stages" => Stages(texts),
        "codes" => Codes(texts),
        "requirements" => Requirements(texts),
        "statuses" => Statuses(texts),
        "rules" => Rules(texts),
        "account" => DataDictionary.Account(texts),
        "choices" => DataDictionary.Choices(texts),
        "tables" => DataDictionary.Tables(texts),
        "duties" => ConflictMatrix.Duties(texts.Solution),
        "conflicts" => ConflictMatrix.Conflicts(texts.Solution),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such table."),
    };

    /// <summary>A Markdown table.</summary>
    public static string Write(string[] header, IEnumerable<string[]> rows) => string.Join('\n',
        new[] { header, [.. header.Select(_ => "---")] }.Concat(rows)
            .Select(cells => $"| {string.Join(" | ", cells)} |"));

    /// <summary>Names as code, separated by commas.</summary>
    public static string Code(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));

    /// <summary>For who uses the product: display names.</summary>
    static string Stages(SolutionTexts texts) => Write(
        ["stage", "team", "to leave it", "milestone"],
        Lifecycle.Stages.Select(stage => new[]
        {
            texts.Stage(stage.Stage),
            stage.Team,
            stage.ToEnter.Count == 0 ? texts.Columns(stage.Requires)
                : $"(to enter it: {texts.Columns(stage.ToEnter)}; of a customer that has been live also "
                    + $"{texts.Columns(stage.ToEnterOnceLive)})",
            stage.Milestone is { } reached ? texts.Milestone(reached.Milestone) : "",
        }));

    /// <summary>The same for who develops it: ranks and logical names.</summary>
    static string Requirements(SolutionTexts texts) => Write(
        ["stage (rank)", "team", "to leave it, these account columns must be filled", "milestone"],
        Lifecycle.Stages.Select(stage => new[]
        {
            $"{texts.Stage(stage.Stage)} ({Lifecycle.Stages.Rank(stage.Stage)})",
            stage.Team,
            stage.ToEnter.Count == 0 ? Code(Names(stage.Requires))
                : $"(to enter it: {Code(Names(stage.ToEnter))}; of a customer that has been live also "
                    + $"{Code(Names(stage.ToEnterOnceLive))})",
            stage.Milestone is { } reached
                ? $"{texts.Milestone(reached.Milestone)} = `{reached.DatedBy}`, certified by `{reached.CertifiedBy}`"
                : "",
        }));

    static IEnumerable<string> Names(IEnumerable<Column> columns) => columns.Select(column => column.LogicalName);

    static string Codes(SolutionTexts texts) => Write(
        ["code", "rule"], ServerRules.All.Select(rule => new[] { rule.Code, texts.Say(rule.Says) }));

    static string Statuses(SolutionTexts texts) => Write(
        ["status", "when", "counts from"],
        Billing.Statuses.Select(
            status => new[] { texts.Status(status.Status), texts.Say(status.When), texts.Say(status.CountsFrom) }));

    static string Rules(SolutionTexts texts) => Write(
        ["code", "rule", "the way out"],
        ServerRules.All.Select(rule => new[] { rule.Code, texts.Say(rule.Says), texts.Say(rule.WhatToDo) }));

    static string Replace(string document, string text, string name, string table)
    {
        var (begin, end) = ($"<!-- generated: {name} -->\n", $"\n<!-- end: {name} -->");
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = text.IndexOf(end, StringComparison.Ordinal);
        return from < 0 || to < from
            ? throw new InvalidOperationException($"{document} lacks the marker comments of the table '{name}'.")
            : text[..(from + begin.Length)] + table + text[to..];
    }
}
