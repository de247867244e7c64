using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Dataverse.Import;
using Microsoft.PowerPlatform.Dataverse.Client;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Live;

/// <summary>One thing that must be so after an import.</summary>
/// <param name="What">What was looked at.</param>
/// <param name="Problems">What is not as it must be; empty when all is.</param>
public sealed record Check(string What, IReadOnlyList<string> Problems);

/// <summary>Holds an environment against the package that was imported into it.</summary>
static class Verification
{
    const int StepEnabled = 0; // sdkmessageprocessingstep.statecode
    const int ProcessActivated = 1; // workflow.statecode

    public static async Task<IReadOnlyList<Check>> RunAsync(
        IOrganizationServiceAsync2 service, SolutionPackage package, CancellationToken cancellation)
    {
        var processes = package.Processes.Where(process => process.IsActivated).ToDictionary(
            process => process.Id, process => process.UniqueName);
        return
        [
            await VersionAsync(service, package.Manifest, cancellation),
            new(
                $"Plug-in steps enabled: {package.Steps.Count}",
                await NotInStateAsync(service, "sdkmessageprocessingstep",
                package.Steps.ToDictionary(step => step.Id, step => step.Name), StepEnabled, "disabled", cancellation)),
            new($"Guided processes active: {processes.Count}", await NotInStateAsync(
                service, "workflow", processes, ProcessActivated, "not active", cancellation)),
        ];
    }

    static async Task<Check> VersionAsync(
        IOrganizationServiceAsync2 service, SolutionManifest package, CancellationToken cancellation)
    {
        var installed = await InstalledSolution.ReadAsync(service, package.UniqueName, cancellation);
        List<string> problems = [];
        if (installed.Version is null)
        {
            problems.Add("the solution is missing");
        }
        else if (installed.Version != package.Version)
        {
            problems.Add($"the installed version is {installed.Version}");
        }

        if (installed.IsUpgradeStaged)
        {
            problems.Add("the upgrade is staged and not applied");
        }

        return new($"{package.UniqueName} installed: {package.Version}", problems);
    }

    /// <summary>Looks rows up by the ids that the package gave them.</summary>
    static async Task<IReadOnlyList<string>> NotInStateAsync(
        IOrganizationServiceAsync2 service, string table, Dictionary<Guid, string> names, int state, string otherState,
        CancellationToken cancellation)
    {
        QueryExpression query = new(table) { ColumnSet = new("statecode") };
        query.Criteria.AddCondition(table + "id", ConditionOperator.In, [.. names.Keys.Cast<object>()]);
        var states = (await service.RetrieveMultipleAsync(query, cancellation)).Entities
            .ToDictionary(row => row.Id, row => row.GetAttributeValue<OptionSetValue>("statecode").Value);
        return
        [
            .. from row in names
               let found = states.TryGetValue(row.Key, out var there) ? there : (int?)null
               where found != state
               select $"{row.Value} is {(found is null ? "missing" : otherState)}",
        ];
    }
}
