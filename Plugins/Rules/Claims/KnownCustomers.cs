using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CrmMilestones.Plugins.Rules;

/// <summary>
/// What was read of the customers that claims may mean. It goes from step to step as text, a line for each question
/// that was asked: what isn't in it was not asked.
/// </summary>
public sealed class KnownCustomers
{
    const string Number = "number ", Name = "name ", History = "history ", Language = "language";
    const string Day = "yyyyMMdd";

    readonly Dictionary<string, string> _lines = [];
    readonly string _text = "";

    /// <summary>Nobody has been asked for yet.</summary>
    public KnownCustomers()
    {
    }

    /// <summary>What <see cref="ToString"/> made of it.</summary>
    public KnownCustomers(string text) => _text = text;

    /// <summary>The language (LCID) of stored texts; null if it wasn't asked.</summary>
    public int? BaseLanguage
    {
        get => Find(Language) is { } language ? int.Parse(language, CultureInfo.InvariantCulture) : null;
        set => _lines[Language] = value!.Value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The accounts with a number; null if it wasn't asked.</summary>
    public IReadOnlyList<Candidate>? WithNumber(string key) => Candidates(Number + key);

    /// <summary>The accounts with a name; null if it wasn't asked.</summary>
    public IReadOnlyList<Candidate>? WithName(string key) => Candidates(Name + key);

    /// <summary>What is believed of an account; null if it wasn't asked.</summary>
    public IReadOnlyList<Spell>? HistoryOf(Guid account) => Find(History + account.ToString("N"))?.Split('\t')
        .Where(part => part.Length > 0).Select(ToSpell).ToArray();

    public void AddNumber(string key, IEnumerable<Candidate> found) => Add(Number + key, found);

    public void AddName(string key, IEnumerable<Candidate> found) => Add(Name + key, found);

    public void AddHistory(Guid account, IEnumerable<Spell> history) =>
        _lines[History + account.ToString("N")] = string.Join("\t", history.Select(Text));

    public override string ToString() =>
        "\n" + string.Concat(_lines.Select(line => line.Key + "\t" + line.Value + "\n"));

    void Add(string line, IEnumerable<Candidate> found) => _lines[line] = string.Concat(found.Select(candidate =>
        candidate.Account.ToString("N") + "\t" + Plain(candidate.Number) + "\t" + Plain(candidate.Name) + "\t"));

    Candidate[]? Candidates(string line)
    {
        if (Find(line) is not { } found)
        {
            return null;
        }

        var parts = found.Split('\t');
        return [.. Enumerable.Range(0, parts.Length / 3)
            .Select(i => new Candidate(new(parts[3 * i]), parts[3 * i + 1], parts[3 * i + 2]))];
    }

    /// <summary>Looked for in the text as it is: a row of a thousand doesn't take the whole of it apart.</summary>
    string? Find(string line)
    {
        if (_lines.TryGetValue(line, out var known))
        {
            return known;
        }

        var start = _text.IndexOf("\n" + line + "\t", StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        start += line.Length + 2;
        return _text.Substring(start, _text.IndexOf('\n', start) - start);
    }

    /// <summary>On one line and in one column.</summary>
    static string Plain(string? text) => string.Concat((text ?? "").Select(
        letter => char.IsControl(letter) ? ' ' : letter));

    static string Text(Spell spell) => string.Join(
        " ", Text(spell.From), spell.Until is { } last ? Text(last) : "", (int)spell.Status, spell.IsActive ? "1" : "");

    static string Text(DateTime day) => day.ToString(Day, CultureInfo.InvariantCulture);

    static Spell ToSpell(string text)
    {
        var parts = text.Split(' ');
        return new(
            ToDay(parts[0]), parts[1].Length > 0 ? ToDay(parts[1]) : null,
            (BillableStatus)int.Parse(parts[2], CultureInfo.InvariantCulture), parts[3].Length > 0);
    }

    static DateTime ToDay(string text) => DateTime.ParseExact(text, Day, CultureInfo.InvariantCulture);
}
