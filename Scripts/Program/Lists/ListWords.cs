using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace CrmMilestones.Scripts.Lists;

/// <summary>
/// What the words of a list's columns mean: kept once read, as the same few come again and again. One for each list.
/// </summary>
sealed class ListWords(ListMap map)
{
    /// <summary>So many words of a column are kept; those of a column with more are read anew.</summary>
    const int Kept = 20_000;

    static readonly string[] UsualForNothing = ["n/a", "tbd", "-", "unknown"];

    static readonly Dictionary<string, bool> YesAndNo = new(StringComparer.OrdinalIgnoreCase)
    {
        ["y"] = true,
        ["yes"] = true,
        ["true"] = true,
        ["1"] = true,
        ["sí"] = true,
        ["si"] = true,
        ["n"] = false,
        ["no"] = false,
        ["false"] = false,
        ["0"] = false,
    };

    /// <summary>Words that one column alone has for yes and no.</summary>
    static readonly Dictionary<string, Dictionary<string, bool>> OwnYesAndNo = new()
    {
        [Plugins.Rules.Columns.Chargeable] = new(StringComparer.OrdinalIgnoreCase) { ["pilot"] = false },
        [CustomerTargets.AccountState.Name] = new(StringComparer.OrdinalIgnoreCase)
        {
            ["active"] = true,
            ["activo"] = true,
            ["activa"] = true,
            ["inactive"] = false,
            ["inactivo"] = false,
            ["inactiva"] = false,
        },
    };

    readonly IReadOnlyList<string> _nothing = map.Nothing ?? UsualForNothing;
    readonly int _longestForNothing =
        (map.Nothing ?? UsualForNothing).Select(word => word.Length).DefaultIfEmpty().Max();
    readonly Dictionary<string, Dictionary<string, object>> _known = [];

    /// <summary>Whether a text says nothing: it is empty, or a word that people type for it.</summary>
    public bool IsNothing(ReadOnlySpan<char> text)
    {
        if (text.Length > _longestForNothing)
        {
            return false;
        }

        foreach (var word in _nothing)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return text.IsEmpty;
    }

    /// <summary>What a word means, as it was read when it came first.</summary>
    /// <param name="column">The column, and whatever else decides.</param>
    /// <param name="word">The word.</param>
    /// <param name="meaning">What it means.</param>
    public bool Recalls(string column, ReadOnlySpan<char> word, [NotNullWhen(true)] out object? meaning)
    {
        meaning = null;
        return _known.TryGetValue(column, out var words)
            && words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out meaning);
    }

    /// <summary>Remembers what a word means.</summary>
    public void Keep(string column, string word, object meaning)
    {
        if (!_known.TryGetValue(column, out var words))
        {
            _known.Add(column, words = []);
        }

        if (words.Count < Kept)
        {
            words.Add(word, meaning);
        }
    }

    /// <summary>"Jane Carter", also when the list says "Carter, Jane".</summary>
    public static string Person(string text) =>
        string.Join(' ', text.Split(',', StringSplitOptions.TrimEntries).Reverse());

    /// <summary>The code of a country; null if the word is none.</summary>
    public string? Country(string word) => map.Markets.FirstOrDefault(
        market => market.Key.Equals(word, StringComparison.OrdinalIgnoreCase)).Value ?? Countries.Find(word);

    /// <summary>The value of a choice; null if the word is none of its labels.</summary>
    public int? Choice(ListTarget target, string word) => ChoiceLabels.Of(target.Choice).Find(Mapped(target, word));

    /// <summary>Yes or no; null if the word is neither.</summary>
    public bool? YesNo(ListTarget target, string word)
    {
        var text = Mapped(target, word);
        return OwnYesAndNo.GetValueOrDefault(target.Name) is { } own && own.TryGetValue(text, out var value) ? value
            : IsPlatforms(target, text) ? null
            : YesAndNo.TryGetValue(text, out value) ? value : null;
    }

    /// <summary>The platform's 0 and 1 of a state say the opposite of what people mean by them.</summary>
    static bool IsPlatforms(ListTarget target, string text) =>
        target == CustomerTargets.AccountState && text is ("0" or "1");

    string Mapped(ListTarget target, string word) => map.Choices.GetValueOrDefault(target.Name)?.FirstOrDefault(
        choice => choice.Key.Equals(word, StringComparison.OrdinalIgnoreCase)).Value ?? word;
}
