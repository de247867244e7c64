using System;
using System.Collections.Generic;
using CrmMilestones.Tests.Fuzz.Mutators;

namespace CrmMilestones.Tests.Fuzz.Targets;

/// <summary>Something that reads what outsiders hand in.</summary>
interface IFuzzTarget : IDisposable
{
    /// <summary>What commands, and the folder of its corpus, call it.</summary>
    string Name { get; }

    /// <summary>Good inputs to begin with.</summary>
    IEnumerable<byte[]> Seeds { get; }

    /// <summary>How inputs are changed.</summary>
    IMutator Mutator { get; }

    /// <summary>
    /// Reads an input. Whatever it throws is a crash: refusals that the reader documents are caught here.
    /// </summary>
    /// <returns>Whether it was taken, rather than refused.</returns>
    bool Accepts(byte[] input);
}

/// <summary>All that can be fuzzed.</summary>
static class FuzzTargets
{
    static readonly Dictionary<string, Func<IFuzzTarget>> ByName = new(StringComparer.Ordinal)
    {
        ["customers"] = () => ListTarget.OfCustomers(),
        ["claims"] = () => ListTarget.OfClaims(),
        ["zip"] = () => new SolutionZipTarget(),
        ["fetchxml"] = () => new FetchXmlTarget(),
        ["odata"] = () => new ODataTarget(),
        ["source"] = () => new SourceFolderTarget(),
    };

    internal static IReadOnlyCollection<string> Names => ByName.Keys;

    internal static IFuzzTarget Of(string name) => ByName[name]();
}
