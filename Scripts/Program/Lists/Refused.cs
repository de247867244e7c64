using System.Collections.Generic;

namespace CrmMilestones.Scripts.Lists;

/// <summary>Why a line of a list was left out. A line may have several reasons, and each is told.</summary>
/// <param name="Line">The line of the file on which it starts; the header is line 1.</param>
/// <param name="Column">The header's name; empty when the whole line is at fault.</param>
/// <param name="Reason">What is wrong, to be read behind the column: "is empty".</param>
public sealed record Refused(int Line, string Column, string Reason)
{
    /// <summary>Names of <see cref="Cells"/>.</summary>
    public static IReadOnlyList<string> Header { get; } = ["Line", "Column", "Reason"];

    /// <summary>As a row of a table or of a CSV file.</summary>
    public IReadOnlyList<object?> Cells => [Line, Column, Reason];
}

/// <summary>
/// How the lines below the header ended: each is read, refused or blank. A line whose quoted field holds line breaks is
/// one line.
/// </summary>
/// <param name="Lines">All of them.</param>
/// <param name="Judged">Those that could be read, each of which gave one record.</param>
/// <param name="RefusedLines">Those of which something couldn't be read.</param>
/// <param name="Blank">Those that say nothing.</param>
public sealed record ListCounts(int Lines, int Judged, int RefusedLines, int Blank);
