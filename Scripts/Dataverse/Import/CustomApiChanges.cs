using System.Linq;

namespace CrmMilestones.Dataverse.Import;

/// <summary>What of a Custom API is fixed once it is installed.</summary>
static class CustomApiChanges
{
    /// <exception cref="SolutionImportException">A package changes something that is fixed.</exception>
    internal static void Check(SolutionLayers layers, SolutionPackage package)
    {
        foreach (var api in package.CustomApis)
        {
            var installed = layers.Packages.SelectMany(known => known.CustomApis)
                .LastOrDefault(known => known.UniqueName == api.UniqueName);
            if (installed is null)
            {
                continue;
            }

            Same(api, "allowedcustomprocessingsteptype", installed.AllowedSteps == api.AllowedSteps);
            Same(api, "bindingtype", installed.Binding == api.Binding);
            Same(api, "boundentitylogicalname", installed.BoundTable == api.BoundTable);
            Same(api, "isfunction", installed.IsFunction == api.IsFunction);
            Same(api, "workflowsdkstepenabled", installed.IsForWorkflows == api.IsForWorkflows);
            var fields = installed.Parameters.Concat(installed.Properties).ToLookup(field => field.Name);
            foreach (var field in api.Parameters.Concat(api.Properties))
            {
                Same(api, $"'{field.Name}'", !fields.Contains(field.Name) || fields[field.Name].Contains(field));
            }
        }
    }

    static void Same(CustomApi api, string what, bool holds)
    {
        if (!holds)
        {
            throw new SolutionImportException(
                $"Custom API '{api.UniqueName}' is installed: its {what} can't be changed.");
        }
    }
}
