using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.PowerPlatform.Dataverse.Client;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Live;

/// <summary>What an environment holds of a solution.</summary>
/// <param name="Version">The installed version; null when the solution is not there.</param>
/// <param name="IsManaged">Whether it was installed, and not made, there.</param>
/// <param name="IsUpgradeStaged">Whether a newer version lies beside it, staged and never applied.</param>
public sealed record InstalledSolution(Version? Version, bool IsManaged, bool IsUpgradeStaged)
{
    public static async Task<InstalledSolution> ReadAsync(
        IOrganizationServiceAsync2 service, string uniqueName, CancellationToken cancellation)
    {
        // The platform's name of a solution that is staged for upgrade.
        var staged = uniqueName + "_Upgrade";
        QueryExpression query = new("solution") { ColumnSet = new("uniquename", "version", "ismanaged") };
        query.Criteria.AddCondition("uniquename", ConditionOperator.In, uniqueName, staged);
        var rows = (await service.RetrieveMultipleAsync(query, cancellation)).Entities
            .ToDictionary(row => row.GetAttributeValue<string>("uniquename"), StringComparer.OrdinalIgnoreCase);
        return rows.TryGetValue(uniqueName, out var row)
            ? new(Version.Parse(row.GetAttributeValue<string>("version")), row.GetAttributeValue<bool>("ismanaged"),
                rows.ContainsKey(staged))
            : new(null, false, rows.ContainsKey(staged));
    }
}
