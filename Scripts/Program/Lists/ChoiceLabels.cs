using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Plugins.Rules;

namespace CrmMilestones.Scripts.Lists;

/// <summary>A choice of the solution as lists spell it: by its labels in English and Spanish, or its values.</summary>
public sealed class ChoiceLabels
{
    static readonly ConcurrentDictionary<string, ChoiceLabels> Read = new();

    readonly SourceChoice _choice;
    readonly Dictionary<int, string> _labels = [];
    readonly Dictionary<string, int> _values = new(StringComparer.OrdinalIgnoreCase);

    ChoiceLabels(string name)
    {
        var file = $"OptionSets/{name}.xml";
        var content = File.ReadAllBytes(Path.Combine(RepositoryRoot.Path, "Solution", file));
        _choice = new(new SourceFile(file, content).Root);
        foreach (var option in _choice.Options)
        {
            var value = int.Parse(option.Value, CultureInfo.InvariantCulture);
            _labels.Add(value, option.Label);
            foreach (var word in new[] { option.Label, option.Xml.Label("labels", "label", "3082"), option.Value })
            {
                _values.TryAdd(Key(word), value);
            }
        }
    }

    public static ChoiceLabels BillingModel => Of(Columns.BillingModel);

    public static ChoiceLabels BillingTiming => Of(Columns.BillingTiming);

    public static ChoiceLabels EndReason => Of(Columns.EndReason);

    /// <summary>In English, in the order of the solution.</summary>
    public IReadOnlyList<string> Labels => [.. _choice.Options.Select(option => option.Label)];

    /// <summary>The labels of a choice column; its choice is called as the column is.</summary>
    public static ChoiceLabels Of(string column) => Read.GetOrAdd(column, name => new(name));

    /// <summary>The English label of a value.</summary>
    public string LabelOf(int value) => _labels[value];

    /// <returns>The value of a label, whatever its case and hyphens; null when there is none.</returns>
    public int? Find(string text) => _values.TryGetValue(Key(text), out var value) ? value : null;

    static string Key(string text) => text.Replace('-', ' ');
}
