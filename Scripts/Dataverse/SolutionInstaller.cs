using System;
using System.Linq;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Security;

namespace CrmMilestones.Dataverse;

/// <summary>
/// Brings solutions in and takes them out: after their metadata and rows, their roles, processes, plug-in assemblies,
/// steps and Custom APIs, which are no rows.
/// </summary>
sealed class SolutionInstaller
{
    readonly Organization _organization;
    readonly DataverseOptions _options;

    /// <param name="organization">Where they go.</param>
    /// <param name="options">How the environment is set up.</param>
    /// <param name="layers">Whose metadata and rows are there already.</param>
    internal SolutionInstaller(Organization organization, DataverseOptions options, SolutionLayers layers)
    {
        _organization = organization;
        _options = options;
        Layers = layers;
        foreach (var solution in layers.Solutions)
        {
            Activate(solution, new([.. layers.Of(solution)], options.HasOwnClock));
        }
    }

    /// <summary>What is installed.</summary>
    internal SolutionLayers Layers { get; private set; }

    internal ImportResult Import(SolutionPackage package) => Bring(package, SolutionImport.Import);

    internal ImportResult Upgrade(SolutionPackage package) => Bring(package, SolutionImport.Upgrade);

    internal void Uninstall(string uniqueName) =>
        Apply(
            uniqueName, () => SolutionImport.Uninstall(_organization.Store, Layers, uniqueName, _options.UtcNow));

    ImportResult Bring(SolutionPackage package, SolutionImport.Change change)
    {
        var (name, version) = (package.Manifest.UniqueName, package.Manifest.Version);
        return new(
            name, version, Apply(name, () => change(_organization.Store, Layers, package, _options.UtcNow)));
    }

    /// <summary>Changes the layers, and makes what they say of a solution work.</summary>
    /// <returns>The number of the solution's steps.</returns>
    int Apply(string solution, Func<SolutionLayers> change)
    {
        SolutionLayers after;
        SolutionPlugins plugins;
        using (var transaction = _organization.Store.Begin())
        {
            after = change();
            foreach (var step in after.Packages.SelectMany(package => package.Steps))
            {
                StepRules.Check(step, _organization.Store.Catalog, _organization.CustomApis);
            }

            plugins = new([.. after.Of(solution)], _options.HasOwnClock);
            CheckPrivileges(plugins);
            transaction.Commit();
        }
        foreach (var package in Layers.Of(solution))
        {
            Deactivate(package);
        }

        Layers = after;
        Activate(solution, plugins);
        _organization.Users.Forget();
        return plugins.Steps.Count;
    }

    void Deactivate(SolutionPackage package)
    {
        foreach (var role in package.Roles)
        {
            _organization.Access.Remove(role);
        }

        foreach (var process in package.Processes)
        {
            _organization.Processes.Remove(process);
        }

        foreach (var step in package.Steps)
        {
            _organization.Steps.Remove(step.Id);
        }

        foreach (var api in package.CustomApis)
        {
            _organization.CustomApis.Remove(api);
        }
    }

    void Activate(string solution, SolutionPlugins plugins)
    {
        foreach (var role in Layers.Of(solution).SelectMany(package => package.Roles))
        {
            _organization.Access.Define(role);
        }

        foreach (var process in Layers.Of(solution).SelectMany(package => package.Processes))
        {
            _organization.Processes.Define(process);
        }

        foreach (var api in plugins.Apis)
        {
            _organization.CustomApis.Define(api);
        }

        foreach (var step in plugins.Steps)
        {
            _organization.Steps.Add(
                step.Step, step.Plugin, _organization.Store.Catalog, _organization.CustomApis);
        }
    }

    /// <summary>The privilege that a Custom API asks for must exist.</summary>
    void CheckPrivileges(SolutionPlugins plugins)
    {
        foreach (var api in plugins.Apis.Select(registered => registered.Api))
        {
            if (api.ExecutePrivilege is { } privilege
                && !AccessControl.Exists(privilege, _organization.Store.Catalog.Tables))
            {
                throw new SolutionImportException(
                    $"Custom API '{api.UniqueName}': there is no privilege '{privilege}'.");
            }
        }
    }
}
