using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace CrmMilestones.Mutation.Running;

/// <summary>What a worker is asked: lines of text, the first with the mutant, an empty one at the end.</summary>
/// <param name="Classes">
/// Lines of a class and its tests, in this order, or of <see cref="AnyWith"/> and what full names of classes contain.
/// </param>
/// <param name="StopsAtFirstFailure">Whether one failure is enough.</param>
/// <param name="Mutant">The mutant, of an assembly that holds many.</param>
sealed record TestRun(
    IReadOnlyList<string> Classes, bool StopsAtFirstFailure = true, int Mutant = MutantSwitch.None)
{
    /// <summary>Begins a line that stands for all tests of the classes whose full name contains the rest.</summary>
    public const char AnyWith = '*';

    /// <summary>The next; null when there is none any more.</summary>
    public static TestRun? Read(TextReader input)
    {
        if (input.ReadLine()?.Split(' ') is not [var mutant, var stops])
        {
            return null;
        }

        List<string> classes = [];
        while (input.ReadLine() is { Length: > 0 } line)
        {
            classes.Add(line);
        }

        return new(classes, bool.Parse(stops), int.Parse(mutant, CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Concat(
        Classes.Prepend($"{Mutant.ToString(CultureInfo.InvariantCulture)} {StopsAtFirstFailure}").Append("")
            .Select(line => line + "\n"));
}
