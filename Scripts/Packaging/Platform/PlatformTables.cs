using System.Collections.Generic;
using System.Linq;

namespace CrmMilestones.Packaging.Platform;

/// <summary>
/// The platform's own tables, as far as solutions, their tests and the demo need them: what the packer lets a solution
/// refer to, and what the embedded Dataverse begins with. Labels are English, except those that the solution's own
/// messages quote.
/// </summary>
public static class PlatformTables
{
    static readonly Dictionary<string, PlatformTable> ByName = BusinessTables.All
        .Concat(PeopleTables.All).Concat(ComponentTables.All).ToDictionary(table => table.LogicalName);

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<PlatformTable> All => ByName.Values;

    /// <summary>A table by logical name; null when it is not among them.</summary>
    public static PlatformTable? Find(string logicalName) => ByName.GetValueOrDefault(logicalName);
}
