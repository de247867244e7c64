using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Rules.Codes;

namespace CrmMilestones.Plugins.Rules;

/// <summary>
/// All rules of the server. Not in <see cref="ServerRule"/>: a base class that makes its own heirs while it is being
/// initialized depends on which of them is asked for first.
/// </summary>
public static class ServerRules
{
    /// <summary>In the order of their codes.</summary>
    public static IReadOnlyList<ServerRule> All { get; } =
    [
        .. SaveRules.All.Concat<ServerRule>(
        [
            new CM010HistoryIsTheServers(), new CM011RequirementsMakeSense(), new CM014MergesLoseNothing(),
            new CM016DocumentsAreVerifiedByOthers(),
            new CM017MonthsAreClosedInOrder(),
        ]).OrderBy(rule => rule.Code),
    ];
}
