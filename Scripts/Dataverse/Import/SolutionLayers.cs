using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;

namespace CrmMilestones.Dataverse.Import;

/// <summary>
/// The packages that an environment is made of, the lowest layer first. A solution has one, or several when versions
/// were imported over one another: what an older one brought and a newer one lacks is still there.
/// </summary>
sealed record SolutionLayers(ImmutableList<SolutionPackage> Packages)
{
    internal static SolutionLayers None { get; } = new([]);

    /// <summary>The unique names of the solutions, the lowest first.</summary>
    internal IEnumerable<string> Solutions =>
        Packages.Select(package => package.Manifest.UniqueName).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The packages of a solution, the oldest first; none when it is not there.</summary>
    internal IEnumerable<SolutionPackage> Of(string solution) => Packages.Where(package => IsOf(package, solution));

    /// <summary>With a package over the others of its solution, which keeps its place among the solutions.</summary>
    internal SolutionLayers Over(SolutionPackage package)
    {
        var below = Packages.FindLastIndex(known => IsOf(known, package.Manifest.UniqueName));
        return new(Packages.Insert(below < 0 ? Packages.Count : below + 1, package));
    }

    /// <summary>With a package in place of all others of its solution.</summary>
    internal SolutionLayers InPlace(SolutionPackage package) =>
        new(Over(package).Packages.RemoveAll(known => known != package && IsOf(known, package.Manifest.UniqueName)));

    internal SolutionLayers Without(string solution) => new(Packages.RemoveAll(package => IsOf(package, solution)));

    /// <summary>What they make of an environment's metadata.</summary>
    /// <exception cref="SolutionImportException">A package needs something that is not there.</exception>
    internal MetadataCatalog Catalog() => Packages.Aggregate(MetadataCatalog.BaseEnvironment, CatalogExtension.Extend);

    static bool IsOf(SolutionPackage package, string solution) =>
        string.Equals(package.Manifest.UniqueName, solution, StringComparison.OrdinalIgnoreCase);
}
