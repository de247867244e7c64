using System.IO;
using System.Linq;

namespace CrmMilestones.Scripts.Live;

/// <summary>A dry run without an environment: what the package alone can tell.</summary>
static class PackageReport
{
    /// <exception cref="LiveException">No environment would take the package.</exception>
    public static void Write(PackageFile package, TextWriter output)
    {
        var (name, content) = (package.Content.Manifest.UniqueName, package.Content);
        var plan = ImportPlan.Decide(
            content.Manifest, new(Version: null, IsManaged: false, IsUpgradeStaged: false), force: false);

        output.WriteLine($"Package:     {name} {content.Manifest.Version}, managed");
        output.WriteLine($"Languages:   {string.Join(", ", package.Languages)}");
        output.WriteLine($"Navigation:  {string.Join(", ", package.NavigationLanguages.Order())}");
        output.WriteLine(
            $"Holds:       {content.Tables.Count} tables, {content.SavedQueries.Count} views, {content.Roles.Count} "
            + $"roles, {content.Steps.Count} plug-in steps, {content.Processes.Count} guided process");
        output.WriteLine($"Checked: the zip is whole, every part of it can be read, and it is managed. "
            + $"An environment without {name} would {plan.Meaning}.");
        output.WriteLine(
            "Not checked, as no environment is named (--url): which version is installed, the languages that are "
            + "enabled, the processes that are active on account, and what you may do there.");
        output.WriteLine("Dry run: nothing was changed.");
    }
}
