using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CrmMilestones.Mutation.Running;

/// <summary>What a worker tells of.</summary>
enum AnswerKind
{
    /// <summary>The members that ran while the types were made ready.</summary>
    Static,

    /// <summary>The members that ran in a test class outside of its tests.</summary>
    Class,

    /// <summary>A test is through.</summary>
    Test,

    /// <summary>A test failed.</summary>
    Failure,

    /// <summary>All that was asked for has been told.</summary>
    End,
}

/// <summary>A line that a worker writes.</summary>
/// <param name="Kind">What it tells of.</param>
/// <param name="Name">
/// The test class, with a space and the test's name if it is about a test; what xunit calls the test that failed.
/// </param>
/// <param name="Milliseconds">How long the test took.</param>
/// <param name="Hits">The numbers of the members that ran, with commas.</param>
/// <param name="Message">The first line of the failure.</param>
sealed record Answer(AnswerKind Kind, string Name, int Milliseconds = 0, string Hits = "", string Message = "")
{
    public IReadOnlyList<int> Members =>
    [
        .. Hits.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(number => int.Parse(number, CultureInfo.InvariantCulture)),
    ];

    /// <summary>The class and the name of the test, if it is about one.</summary>
    public (string Class, string Name) Test => Name.Split(' ') is [var type, var name] ? (type, name) : (Name, "");

    public static Answer? Parse(string line) =>
        line.Split('\t') is [var kind, var name, var time, var hits, var message]
            && Enum.TryParse<AnswerKind>(kind, out var known)
            ? new(known, name, int.Parse(time, CultureInfo.InvariantCulture), hits, message)
            : null;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Kind}\t{Plain(Name)}\t{Milliseconds}\t{Hits}\t{Plain(Message)}");

    static string Plain(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');
}
