using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Dataverse.Import;
using Microsoft.PowerPlatform.Dataverse.Client;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Live;

/// <summary>What in an environment an import passes over in silence, or stops at only at its very end.</summary>
static class TargetWarnings
{
    /// <summary>At most so many guided processes of a table can be active.</summary>
    const int MostActiveProcesses = 10;

    const int BusinessProcessFlow = 4;
    const int Definition = 1;
    const int Activated = 1;

    public static async Task<IReadOnlyList<string>> ReadAsync(
        IOrganizationServiceAsync2 service, PackageFile package, CancellationToken cancellation)
    {
        var answer = await service.ExecuteAsync(new OrganizationRequest("RetrieveProvisionedLanguages"), cancellation);
        var enabled = (int[])answer["RetrieveProvisionedLanguages"];
        QueryExpression organization = new("organization") { ColumnSet = new("languagecode") };
        var rows = await service.RetrieveMultipleAsync(organization, cancellation);
        List<string> warnings = [
            .. OfLanguages(package, enabled, rows.Entities[0].GetAttributeValue<int>("languagecode"))];
        foreach (var process in package.Content.Processes)
        {
            warnings.AddRange(OfProcesses(process, await ActiveBesideAsync(service, process, cancellation)));
        }

        return warnings;
    }

    static IEnumerable<string> OfLanguages(PackageFile package, int[] enabled, int ofEnvironment)
    {
        foreach (var language in package.Languages.Except(enabled))
        {
            yield return $"Language {language} of the package is not enabled there: its labels are dropped. Who "
                + "wants them enables the language before the import.";
        }

        if (!package.Languages.Contains(ofEnvironment))
        {
            yield return $"The environment's base language, {ofEnvironment}, is none of the package's: its "
                + $"labels will be those of language {package.Languages[0]}.";
        }

        foreach (var language in enabled.Except(package.NavigationLanguages))
        {
            yield return $"The app's navigation has no titles in language {language}, which is enabled there: "
                + "who uses it may not see the navigation's areas and groups.";
        }
    }

    static IEnumerable<string> OfProcesses(ProcessDefinition process, int active)
    {
        if (active >= MostActiveProcesses)
        {
            yield return $"{active} guided processes are active on {process.PrimaryTable}, and no more can be: "
                + $"{process.UniqueName} could not be activated. Deactivate one that nobody uses.";
        }
    }

    /// <summary>Guided processes of the same table that are active, this one aside.</summary>
    static async Task<int> ActiveBesideAsync(
        IOrganizationServiceAsync2 service, ProcessDefinition process, CancellationToken cancellation)
    {
        QueryExpression query = new("workflow") { ColumnSet = new("uniquename") };
        query.Criteria.AddCondition("primaryentity", ConditionOperator.Equal, process.PrimaryTable);
        query.Criteria.AddCondition("category", ConditionOperator.Equal, BusinessProcessFlow);
        query.Criteria.AddCondition("type", ConditionOperator.Equal, Definition);
        query.Criteria.AddCondition("statecode", ConditionOperator.Equal, Activated);
        var rows = await service.RetrieveMultipleAsync(query, cancellation);
        return rows.Entities.Count(row => row.GetAttributeValue<string>("uniquename") != process.UniqueName);
    }
}
