using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse;

/// <summary>
/// Brings solutions in and takes them out: after their metadata and rows, their roles, processes, plug-in assemblies
/// and steps, which are no rows.
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
            Activate(solution, Load([.. layers.Of(solution)]));
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
        List<RegisteredStep> steps;
        using (var transaction = _organization.Store.Begin())
        {
            after = change();
            foreach (var step in after.Packages.SelectMany(package => package.Steps))
            {
                StepRules.Check(step, _organization.Store.Catalog);
            }

            steps = Load([.. after.Of(solution)]);
            transaction.Commit();
        }
        foreach (var package in Layers.Of(solution))
        {
            Deactivate(package);
        }

        Layers = after;
        Activate(solution, steps);
        _organization.Users.Forget();
        return steps.Count;
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
    }

    void Activate(string solution, List<RegisteredStep> steps)
    {
        foreach (var role in Layers.Of(solution).SelectMany(package => package.Roles))
        {
            _organization.Access.Define(role);
        }

        foreach (var process in Layers.Of(solution).SelectMany(package => package.Processes))
        {
            _organization.Processes.Define(process);
        }

        foreach (var step in steps)
        {
            _organization.Steps.Add(step.Step, step.Plugin, _organization.Store.Catalog);
        }
    }

    /// <summary>The steps of a solution with their plug-ins, of each step and assembly the newest.</summary>
    static List<RegisteredStep> Load(IReadOnlyCollection<SolutionPackage> packages)
    {
        var types = packages.SelectMany(package => package.Assemblies)
            .GroupBy(assembly => assembly.Id, (_, versions) => versions.Last())
            .SelectMany(PluginAssemblyLoader.Load).ToDictionary();
        var instances = new Dictionary<(Guid Type, string? Configuration), IPlugin>();
        List<RegisteredStep> steps = [];
        foreach (var step in packages.SelectMany(package => package.Steps)
            .GroupBy(step => step.Id, (_, versions) => versions.Last()))
        {
            if (!types.TryGetValue(step.PluginTypeId, out var type))
            {
                throw new SolutionImportException(
                    $"Step '{step.Name}' is still there, but the assembly no longer has its "
                    + $"plug-in type {step.PluginTypeId}: upgrade instead.");
            }
            var key = (step.PluginTypeId, step.Configuration);
            if (!instances.TryGetValue(key, out var plugin))
            {
                instances[key] = plugin = Create(type, step.Configuration);
            }

            steps.Add(new(step, plugin));
        }
        return steps;
    }

    /// <summary>
    /// The one instance of a plug-in type and configuration: (unsecure, secure), (unsecure) or no parameter.
    /// </summary>
    static IPlugin Create(Type type, string? configuration)
    {
        object?[] arguments = type.GetConstructor([typeof(string), typeof(string)]) is not null ? [configuration, null]
            : type.GetConstructor([typeof(string)]) is not null ? [configuration]
            : [];
        return (IPlugin)Activator.CreateInstance(type, arguments)!;
    }
}
