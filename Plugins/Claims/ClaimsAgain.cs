using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.Claims;

/// <summary>Judges stored claims again: one pass of reads, and a save of each whose verdict is another.</summary>
static class ClaimsAgain
{
    public static void Judge(StepContext step, IReadOnlyCollection<Entity> claims)
    {
        var system = step.AsSystem();
        var known = CustomerReads.Read(system, [.. claims.Select(ClaimRow.AsIs)]);
        var stale = claims.Where(claim => !ClaimRow.Holds(claim, Verdict(claim))).ToArray();
        if (stale.Length == 0)
        {
            return;
        }

        // ClaimSave puts the rest into the save; a save of the agreement alone is what it judges anew.
        KnownForAll.Share(step, known);
        foreach (var claim in stale)
        {
            system.Update(new Entity(ClaimRow.Table, claim.Id)
            {
                [ClaimRow.Agreement] = Verdict(claim).Agreement is { } told ? new OptionSetValue((int)told) : null,
            });
        }

        ClaimVerdict Verdict(Entity claim) => ClaimVerdict.Of(ClaimRow.AsIs(claim), known)!;
    }
}
