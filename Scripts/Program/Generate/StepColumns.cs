using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Generate;

/// <summary>
/// The step that judges a save starts on every column that the definition declares, and is handed every one.
/// </summary>
static class StepColumns
{
    const string Step = "CustomerSave: account Update";

    /// <summary>The step's file, relative to the repository's root, and its text with the columns of now.</summary>
    public static (string File, string Text) Write(SolutionSource solution)
    {
        var file = "Solution/" + solution.Steps.Single(step => step.Name == Step).Xml.BaseUri;
        var columns = Columns.All.Select(column => column.LogicalName).ToArray();
        var text = Replace(GeneratedFiles.Read(file), "FilteringAttributes", columns);
        return (file, Replace(text, "Attributes", columns.Append("name")));
    }

    static string Replace(string text, string element, IEnumerable<string> columns) => Regex.Replace(
        text, $"(?<=<{element}>)[^<]*", string.Join(',', columns.Order(StringComparer.Ordinal)));
}
