using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Packaging.Checks.Format;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging.Checks;

/// <summary>Everything that must hold before a solution is packed. A check gives null where nothing is wrong.</summary>
static class SolutionChecks
{
    /// <summary>Judges a solution and the assembly that goes with it.</summary>
    /// <returns>All defects, none if the solution can be packed.</returns>
    public static IReadOnlyList<Defect> Find(SolutionSource source, PluginDll plugin)
    {
        Schema schema = new(source);
        IEnumerable<Defect?> defects =
        [
            .. FileChecks.Find(source),
            .. FormatChecks.Find(source),
            .. IdChecks.Find(source),
            .. ManifestChecks.Find(source, plugin),
            .. TableChecks.Find(source),
            .. RelationshipChecks.Find(source, schema),
            .. ViewChecks.Find(source, schema),
            .. FormChecks.Find(source, schema),
            .. ReferenceChecks.Find(source, schema),
            .. PluginChecks.Find(source, schema, plugin),
            .. CustomApiChecks.Find(source, schema),
            .. CatalogChecks.Find(source, schema),
            .. ProcessChecks.Find(source, schema),
            .. SecurityChecks.Find(source, schema),
        ];
        return [.. defects.OfType<Defect>()];
    }
}
