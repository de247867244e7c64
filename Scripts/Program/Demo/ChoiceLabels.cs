using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Demo;

/// <summary>A choice of the solution as the list spells it: by its English labels.</summary>
public sealed class ChoiceLabels
{
    static readonly ConcurrentDictionary<string, ChoiceLabels> Read = new();

    readonly SourceChoice _choice;

    ChoiceLabels(string name)
    {
        var file = $"OptionSets/{name}.xml";
        var content = File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "Solution", file));
        _choice = new(new SourceFile(file, content).Root);
    }

    public static ChoiceLabels BillingModel => Of(Columns.BillingModel);

    public static ChoiceLabels BillingTiming => Of(Columns.BillingTiming);

    public static ChoiceLabels EndReason => Of(Columns.EndReason);

    /// <summary>In the order of the solution.</summary>
    public IReadOnlyList<string> Labels => [.. _choice.Options.Select(option => option.Label)];

    /// <summary>The labels of a choice column; its choice is called as the column is.</summary>
    public static ChoiceLabels Of(string column) => Read.GetOrAdd(column, name => new(name));

    /// <returns>The value of a label, whatever its case and hyphens; null when there is none.</returns>
    public int? Find(string text) =>
        _choice.Options.FirstOrDefault(
            option => Key(option.Label).Equals(Key(text), StringComparison.OrdinalIgnoreCase)) is { } found
            ? int.Parse(found.Value, CultureInfo.InvariantCulture)
            : null;

    static string Key(string text) => text.Replace('-', ' ');
}
