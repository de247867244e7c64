using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace CrmMilestones.Packaging.Checks.Format;

/// <summary>What the format takes for a value, and how to say so.</summary>
/// <param name="Holds">Whether it takes a text.</param>
/// <param name="Advice">A sentence saying what to write.</param>
sealed record Accepted(Func<string, bool> Holds, string Advice)
{
    const string Hex = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    /// <summary>0 or 1.</summary>
    public static Accepted Flag { get; } = OneOf("0 1");

    /// <summary>true or false, as forms and navigation write it.</summary>
    public static Accepted Boolean { get; } = OneOf("true false");

    /// <summary>True or False, with capitals.</summary>
    public static Accepted CapitalBoolean { get; } = OneOf("True False");

    /// <summary>An id in braces and lower case: what most components are known by.</summary>
    public static Accepted BracedId { get; } = Matching(
        $@"^\{{{Hex}\}}$", "Write a GUID in braces and lower case: {6839ed73-2955-4361-a0fb-a9d558f03d00}.");

    /// <summary>An id without braces, in lower case.</summary>
    public static Accepted BareId { get; } = Matching(
        $"^{Hex}$", "Write a GUID without braces, in lower case: 6839ed73-2955-4361-a0fb-a9d558f03d00.");

    /// <summary>An id in braces whose case does not matter.</summary>
    public static Accepted BracedIdOfAnyCase { get; } = Matching(
        $@"(?i)^\{{{Hex}\}}$", "Write a GUID in braces: {6839ed73-2955-4361-a0fb-a9d558f03d00}.");

    /// <summary>An id inside a form, which exports write in several ways.</summary>
    public static Accepted AnyId { get; } = Matching(
        $@"(?i)^(\{{{Hex}\}}|{Hex})$", "Write a GUID: {6839ed73-2955-4361-a0fb-a9d558f03d00}.");

    /// <summary>Ids in braces and capitals, separated by commas, or none: the parameters of controls.</summary>
    public static Accepted UpperIds { get; } = Matching(
        $@"^((?-i)\{{{Hex.Replace("a-f", "A-F", StringComparison.Ordinal)}\}}[,;]?)*$",
        "Write GUIDs in braces and capitals: {6839ED73-2955-4361-A0FB-A9D558F03D00}.");

    /// <param name="words">The values.</param>
    /// <param name="separator">What stands between them.</param>
    public static Accepted OneOf(string words, char separator = ' ')
    {
        var values = words.Split(separator);
        return new(values.Contains, $"Write one of: {string.Join(", ", values)}.");
    }

    /// <summary>One of the words, in whatever case.</summary>
    public static Accepted OneOfAnyCase(string words)
    {
        var values = words.Split(' ').ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new(values.Contains, $"Write one of: {string.Join(", ", values)}.");
    }

    /// <summary>One of the words, or nothing.</summary>
    public static Accepted NothingOr(string words)
    {
        var values = words.Split(' ');
        return new(
            text => text.Length == 0 || values.Contains(text),
            $"Leave it empty, or write one of: {string.Join(", ", values)}.");
    }

    /// <summary>Any of the words, with a separator between them.</summary>
    public static Accepted SomeOf(string words, char separator)
    {
        var values = words.Split(' ');
        return new(
            text => text.Split(separator).All(values.Contains),
            $"Write any of these, with {separator} between them: {string.Join(", ", values)}.");
    }

    static Accepted Matching(string pattern, string advice) => new(text => Regex.IsMatch(text, pattern), advice);
}
