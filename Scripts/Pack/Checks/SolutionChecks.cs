using System.Collections.Generic;
using CrmMilestones.Scripts.Pack.Source;

namespace CrmMilestones.Scripts.Pack.Checks;

/// <summary>Everything that must hold before a solution is packed.</summary>
static class SolutionChecks
{
    /// <exception cref="SolutionRefusedException">Something does not hold; all of it is named.</exception>
    public static void Demand(SolutionSource source, PluginDll plugin)
    {
        List<Problem> problems =
        [
        ];
        if (problems.Count > 0)
            throw new SolutionRefusedException(problems);
    }
}
