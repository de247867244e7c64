using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Generate;

/// <summary>The README's tables, written from the definition between marker comments.</summary>
static class ReadmeTables
{
    /// <summary>The README with its tables as the definition has them now.</summary>
    /// <param name="readme">The present text.</param>
    /// <param name="texts">The display names.</param>
    public static string Update(string readme, SolutionTexts texts) =>
        Replace(Replace(readme, "stages", Stages(texts)), "codes", Codes(texts));

    static string Stages(SolutionTexts texts) => Table(
        ["stage", "team", "to leave it", "milestone"],
        Lifecycle.Stages.Select(stage => new[]
        {
            texts.Stage(stage.Stage),
            stage.Team,
            stage.ToEnter.Count > 0 ? $"(to enter it: {texts.Columns(stage.ToEnter)})" : texts.Columns(stage.Requires),
            stage.Milestone is { } reached ? texts.Milestone(reached.Milestone) : "",
        }));

    static string Codes(SolutionTexts texts) => Table(
        ["code", "rule"], SaveRules.All.Select(rule => new[] { rule.Code, texts.Say(rule.Says) }));

    static string Table(string[] header, IEnumerable<string[]> rows) => string.Join('\n',
        new[] { header, [.. header.Select(_ => "---")] }.Concat(rows)
            .Select(cells => $"| {string.Join(" | ", cells)} |"));

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
