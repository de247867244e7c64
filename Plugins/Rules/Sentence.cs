using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace CrmMilestones.Plugins.Rules;

/// <summary>Display names in a person's language.</summary>
public interface ILabels
{
    /// <summary>The language (LCID).</summary>
    int Language { get; }

    string Column(string logicalName);

    string Stage(Stage stage);
}

/// <summary>
/// What the rules have to say, as a value: a text and what belongs into it. It is worded at the edge, where the
/// reader's language is known.
/// </summary>
/// <param name="text">The words.</param>
/// <param name="values">For {0}, {1} and so on: days, stages, columns (one or several), words, checklists.</param>
public sealed class Sentence(Wording text, params object[] values)
{
    /// <summary>Most fit into so many characters.</summary>
    const int UsualLength = 48;

    static readonly Wording ThisCustomer = new("this customer", "este cliente");

    /// <summary>The columns among the values: the words name them too.</summary>
    public IEnumerable<Column> Columns => values.SelectMany(value => value switch
    {
        Column column => [column],
        IEnumerable<Column> columns => columns,
        Checklist list => list.Columns,
        IEnumerable<Checklist> lists => lists.SelectMany(list => list.Columns),
        _ => Enumerable.Empty<Column>(),
    });

    /// <summary>The words, with display names.</summary>
    /// <param name="labels">Names in the reader's language.</param>
    /// <param name="customer">The account's name; may be empty.</param>
    public string Say(ILabels labels, string? customer = null)
    {
        if (text.In(labels.Language) is var words && words.IndexOf('{') < 0)
        {
            return words;
        }

        StringBuilder said = new();
        Say(said, labels, customer);
        return said.ToString();
    }

    void Say(StringBuilder said, ILabels labels, string? customer)
    {
        var words = text.In(labels.Language);
        var at = 0;
        for (var open = words.IndexOf('{'); open >= 0; open = words.IndexOf('{', at))
        {
            var close = words.IndexOf('}', open);
            var isNumber = close == open + 2 && words[open + 1] is >= '0' and <= '9';
            said.Append(words, at, open - at).Append(isNumber
                ? Word(values[words[open + 1] - '0'], labels)
                : Named(words.Substring(open + 1, close - open - 1), labels, customer));
            at = close + 1;
        }

        said.Append(words, at, words.Length - at);
    }

    /// <summary>The words of a sentence that names no column, no stage and no customer.</summary>
    /// <param name="language">An LCID.</param>
    public string In(int language) => Say(new NoLabels(language));

    /// <summary>Such sentences one after the other.</summary>
    public static string In(int language, IReadOnlyList<Sentence> sentences)
    {
        if (sentences.Count == 1)
        {
            return sentences[0].In(language);
        }

        NoLabels labels = new(language);
        StringBuilder said = new(UsualLength * sentences.Count);
        foreach (var sentence in sentences)
        {
            sentence.Say(said.Length > 0 ? said.Append(' ') : said, labels, customer: null);
        }

        return said.ToString();
    }

    string Named(string name, ILabels labels, string? customer) =>
        name == "customer" ? string.IsNullOrWhiteSpace(customer) ? ThisCustomer.In(labels.Language) : customer!
        : Rules.Columns.Named(name) is { } column ? Word(column, labels)
        : Enum.TryParse<Stage>(name, out var stage) ? Word(stage, labels)
        : throw new FormatException($"'{{{name}}}' in '{text.English}' is neither a column nor a stage.");

    static string Word(object value, ILabels labels) => value switch
    {
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Stage stage => labels.Stage(stage),
        // "Service starts on is 2026-12-01" reads like a mistake without quotes.
        Column column => $"\"{labels.Column(column)}\"",
        IEnumerable<Column> columns => string.Join(", ", columns.Select(column => Word(column, labels))),
        Checklist list => list.Say(labels),
        IEnumerable<Checklist> lists => string.Join("; ", lists.Select(list => list.Say(labels))),
        IEnumerable<Stage> stages => string.Join(", ", stages.Select(labels.Stage)),
        IEnumerable<Sentence> sentences => string.Join(", ", sentences.Select(sentence => sentence.Say(labels))),
        Wording words => words.In(labels.Language),
        string words => words,
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "No words for such a value."),
    };

    sealed class NoLabels(int language) : ILabels
    {
        public int Language { get; } = language;

        public string Column(string logicalName) => logicalName;

        public string Stage(Stage stage) => stage.ToString();
    }
}

/// <summary>Columns to fill, where they belong to a stage with its name: "Readiness - Service owner".</summary>
public sealed record Checklist(Stage? Stage, IReadOnlyList<Column> Columns)
{
    internal string Say(ILabels labels) =>
        (Stage is { } stage ? $"{labels.Stage(stage)} - " : "")
        + string.Join(", ", Columns.Select(column => labels.Column(column)));
}
