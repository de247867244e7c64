using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse;

/// <summary>Makes an imported solution work: after its rows, its roles, processes, plug-in assemblies and steps.</summary>
sealed class SolutionInstaller(Organization organization)
{
    readonly Dictionary<string, Guid[]> stepsBySolution = new(StringComparer.OrdinalIgnoreCase);

    internal ImportResult Install(SolutionPackage package)
    {
        var types = package.Assemblies.SelectMany(PluginAssemblyLoader.Load).ToDictionary();
        if (package.Steps.FirstOrDefault(step => !types.ContainsKey(step.PluginTypeId)) is { } orphan)
        {
            throw new SolutionImportException(
                $"Step '{orphan.Name}': its plug-in type {orphan.PluginTypeId} is not in the solution.");
        }
        using (var transaction = organization.Store.Begin())
        {
            SolutionImport.Apply(package, organization.Store, organization.UtcNow);
            foreach (var step in package.Steps)
                StepRules.Check(step, organization.Catalog);
            transaction.Commit();
        }
        foreach (var role in package.Roles)
            organization.Access.Define(role);
        foreach (var process in package.Processes)
            organization.Processes.Define(process);
        foreach (var id in stepsBySolution.GetValueOrDefault(package.Manifest.UniqueName, []))
            organization.Steps.Remove(id);
        var instances = new Dictionary<(Guid Type, string? Configuration), IPlugin>();
        foreach (var step in package.Steps)
        {
            var key = (step.PluginTypeId, step.Configuration);
            if (!instances.TryGetValue(key, out var plugin))
                instances[key] = plugin = Create(types[step.PluginTypeId], step.Configuration);
            organization.Steps.Add(step, plugin, organization.Catalog);
        }
        stepsBySolution[package.Manifest.UniqueName] = [.. package.Steps.Select(step => step.Id)];
        organization.Users.Forget();
        return new(package.Manifest.UniqueName, package.Manifest.Version, package.Steps.Count);
    }

    /// <summary>The one instance of a plug-in type and configuration: (unsecure, secure), (unsecure) or no parameter.</summary>
    static IPlugin Create(Type type, string? configuration)
    {
        object?[] arguments = type.GetConstructor([typeof(string), typeof(string)]) is not null ? [configuration, null]
            : type.GetConstructor([typeof(string)]) is not null ? [configuration]
            : [];
        return (IPlugin)Activator.CreateInstance(type, arguments)!;
    }
}
