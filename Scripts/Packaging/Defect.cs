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
public sealed record Defect(string File, int Line, int Column, string What, string Advice)
{
    /// <summary>A defect at an element or attribute that <see cref="Source.SolutionSource"/> has read.</summary>
    public static Defect At(XObject place, string what, string advice)
    {
        var position = (IXmlLineInfo)place;
        return new(place.BaseUri, position.LineNumber, position.LinePosition, what, advice);
    }

    /// <summary>A defect of a file as a whole.</summary>
    public static Defect In(string file, string what, string advice) => new(file, 1, 1, what, advice);

    public override string ToString() => $"{File}({Line},{Column}): {What} {Advice}";
}

/// <summary>The unpacked solution can't be packed; <see cref="Defects"/> holds everything that is wrong.</summary>
public sealed class SolutionRefusedException(IReadOnlyList<Defect> defects)
    : Exception(string.Join(Environment.NewLine, defects.Select(defect => defect.ToString())))
{
    public IReadOnlyList<Defect> Defects { get; } = defects;
}
