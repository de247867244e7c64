using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Generate;

/// <summary>
/// The steps that judge a save start on every column that the definition declares, and are handed every one; the guard
/// of the history starts on every column of its table.
/// </summary>
static class StepColumns
{
    const string Guard = "HistoryGuard: ";

    /// <summary>Steps whose images hold all that the rules read.</summary>
    static readonly string[] Judging =
    [
        "CustomerSave: account Update", "CustomerHistory: account Create", "CustomerHistory: account Update",
        "CustomerDelete: account Delete",
    ];

    /// <summary>The steps' files, relative to the repository's root, with the columns of now.</summary>
    public static IEnumerable<(string File, string Text)> Write(SolutionSource solution) =>
        from step in solution.Steps
        where Judging.Contains(step.Name) || IsGuard(step)
        let file = "Solution/" + step.Xml.BaseUri
        select (file, Write(step, solution, GeneratedFiles.Read(file)));

    static string Write(SourceStep step, SolutionSource solution, string text)
    {
        if (IsGuard(step))
        {
            return Replace(text, "FilteringAttributes", OwnColumns(solution.Table(step.PrimaryTable)!));
        }

        var columns = Columns.All.Select(column => column.LogicalName).ToArray();
        var filtered = step.FilteringColumns.Count > 0 ? Replace(text, "FilteringAttributes", columns) : text;
        return Replace(filtered, "Attributes", columns.Append("name").Append(Columns.Owner));
    }

    static bool IsGuard(SourceStep step) =>
        step.Name.StartsWith(Guard, StringComparison.Ordinal) && step.FilteringColumns.Count > 0;

    static IEnumerable<string> OwnColumns(SourceTable table) =>
        table.Columns.Where(column => column is { IsCustom: true, Type: not "primarykey" })
            .Select(column => column.LogicalName).Concat(["statecode", "statuscode"]);

    static string Replace(string text, string element, IEnumerable<string> columns) => Regex.Replace(
        text, $"(?<=<{element}>)[^<]*", string.Join(',', columns.Order(StringComparer.Ordinal)));
}
