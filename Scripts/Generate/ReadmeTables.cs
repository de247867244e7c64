using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Scripts.Pack.Source;

namespace CrmMilestones.Scripts.Generate;

/// <summary>The README's tables, written from the definition between marker comments.</summary>
static class ReadmeTables
{
    /// <summary>The README with its tables as the definition has them now.</summary>
    /// <param name="readme">The present text.</param>
    /// <param name="solution">For the columns' display names.</param>
    public static string Update(string readme, SolutionSource solution) =>
        Replace(Replace(readme, "stages", Stages(solution)), "codes", Codes());

    static string Stages(SolutionSource solution)
    {
        var labels = solution.Table("account")!.Columns.ToDictionary(column => column.LogicalName, column => column.DisplayName);
        labels[Columns.PrimaryContact] = "Primary contact";
        var milestones = solution.Choices.Single(choice => choice.Name == "cm_milestone").Options;
        string Names(IEnumerable<string> columns) => string.Join(", ", columns.Select(column => labels[column]));

        return Table(
            ["stage", "team", "to leave it", "milestone"],
            Lifecycle.Stages.Select(stage => new[]
            {
                stage.Stage.ToString(),
                stage.Team,
                stage.ToEnter.Count > 0 ? $"(to enter it: {Names(stage.ToEnter)})" : Names(stage.Requires),
                stage.Milestone is { } reached ? milestones.Single(option => option.Value == $"{(int)reached.Milestone}").Label : "",
            }));
    }

    static string Codes() => Table(["code", "rule"], RuleBook.Sentences.Select(rule => new[] { rule.Key, rule.Value }));

    static string Table(string[] header, IEnumerable<string[]> rows) => string.Join('\n',
        new[] { header, [.. header.Select(_ => "---")] }.Concat(rows).Select(cells => $"| {string.Join(" | ", cells)} |"));

    static string Replace(string text, string name, string table)
    {
        var (begin, end) = ($"<!-- generated: {name} -->\n", $"\n<!-- end: {name} -->");
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = text.IndexOf(end, StringComparison.Ordinal);
        return from < 0 || to < from
            ? throw new InvalidOperationException($"README.md lacks the marker comments of the table '{name}'.")
            : text[..(from + begin.Length)] + table + text[to..];
    }
}
