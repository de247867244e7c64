using CrmMilestones.Dataverse.Import;

namespace CrmMilestones.Scripts.Live;

/// <summary>How a package gets into an environment: the message that does it, and what that means.</summary>
public sealed record ImportPlan(string Message, string Meaning)
{
    /// <summary>Decides from what is installed.</summary>
    /// <exception cref="LiveException">The package must not go there; the exception says why and what to
    /// do.</exception>
    public static ImportPlan Decide(SolutionManifest package, InstalledSolution installed, bool force)
    {
        var (name, version) = (package.UniqueName, package.Version);
        static LiveException Refused(string why) => new(LivePart.Refused, why + " Nothing was changed.");

        if (!package.IsManaged)
        {
            throw Refused("The package is unmanaged, for developers. "
                + "import installs the managed one: pack without --unmanaged.");
        }


        if (installed.IsUpgradeStaged)
        {
            throw Refused($"An earlier upgrade lies staged as {name}_Upgrade and was never applied. "
                + "Apply it, or delete it, among the environment's solutions; then import again.");
        }

        if (installed.Version is null)
        {
            return new("ImportSolutionAsync", "install it");
        }

        if (!installed.IsManaged)
        {
            throw Refused($"The environment holds {name} {installed.Version} unmanaged: it is where the solution is "
                + "developed, and Dataverse puts no managed solution over it. Import into another environment.");
        }

        if (version > installed.Version)
        {
            return new("StageAndUpgradeAsync",
                $"stage it, upgrade {installed.Version} to it, and delete what it no longer contains");
        }

        return force
            ? new("ImportSolutionAsync",
                $"import it over {installed.Version}, which deletes nothing; Dataverse may refuse an older one")
            : throw Refused(version == installed.Version
                ? $"{name} {version} is there already; --force imports it once more."
                : $"{name} {installed.Version} is there, newer than the package's {version}; "
                + "--force tries it nevertheless.");
    }
}
