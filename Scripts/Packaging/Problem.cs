using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml;
using System.Xml.Linq;

namespace CrmMilestones.Packaging;

/// <summary>One thing that is wrong in the unpacked solution, where it is, and what to do about it.</summary>
/// <param name="File">Path relative to the solution folder, with forward slashes.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1.</param>
/// <param name="What">A sentence saying what is wrong.</param>
/// <param name="Advice">A sentence saying how to repair it.</param>
public sealed record Problem(string File, int Line, int Column, string What, string Advice)
{
    /// <summary>A problem at an element or attribute that <see cref="Source.SolutionSource"/> has read.</summary>
    public static Problem At(XObject place, string what, string advice)
    {
        var position = (IXmlLineInfo)place;
        return new(place.BaseUri, position.LineNumber, position.LinePosition, what, advice);
    }

    /// <summary>A problem of a file as a whole.</summary>
    public static Problem In(string file, string what, string advice) => new(file, 1, 1, what, advice);

    public override string ToString() => $"{File}({Line},{Column}): {What} {Advice}";
}

/// <summary>The unpacked solution can't be packed; <see cref="Problems"/> holds everything that is wrong.</summary>
public sealed class SolutionRefusedException(IReadOnlyList<Problem> problems)
    : Exception(string.Join(Environment.NewLine, problems.Select(problem => problem.ToString())))
{
    public IReadOnlyList<Problem> Problems { get; } = problems;
}
