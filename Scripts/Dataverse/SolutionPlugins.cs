using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse;

/// <summary>
/// The plug-ins of a solution at work: its steps and its Custom APIs, of each and of each assembly the newest.
/// </summary>
sealed class SolutionPlugins
{
    readonly Dictionary<(Guid Type, string? Configuration), IPlugin> _instances = [];
    readonly Dictionary<Guid, Type> _types;

    /// <param name="packages">The solution's packages, the oldest first.</param>
    /// <param name="ownClock">Whether the environment has a clock of its own.</param>
    /// <exception cref="SolutionImportException">An assembly is not what its registration says.</exception>
    internal SolutionPlugins(IReadOnlyCollection<SolutionPackage> packages, bool ownClock)
    {
        _types = packages.SelectMany(package => package.Assemblies)
            .GroupBy(assembly => assembly.Id, (_, versions) => versions.Last())
            .SelectMany(assembly => PluginAssemblyLoader.Load(assembly, ownClock)).ToDictionary();
        Steps = [.. packages.SelectMany(package => package.Steps)
            .GroupBy(step => step.Id, (_, versions) => versions.Last())
            .Select(step => new RegisteredStep(step, Instance(step.PluginTypeId, step.Configuration)))];
        Apis = [.. packages.SelectMany(package => package.CustomApis)
            .GroupBy(api => api.UniqueName, (_, versions) => versions.Last())
            .Select(api => new RegisteredApi(
                api, api.PluginTypeId is { } type ? Instance(type, null) : null))];
    }

    internal IReadOnlyList<RegisteredStep> Steps { get; }

    internal IReadOnlyList<RegisteredApi> Apis { get; }

    /// <summary>The one instance of a plug-in type and configuration.</summary>
    IPlugin Instance(Guid typeId, string? configuration)
    {
        if (!_instances.TryGetValue((typeId, configuration), out var plugin))
        {
            _instances[(typeId, configuration)] = plugin = Create(_types[typeId], configuration);
        }

        return plugin;
    }

    /// <summary>With (unsecure, secure) configuration, (unsecure) or no parameter.</summary>
    static IPlugin Create(Type type, string? configuration)
    {
        object?[] arguments = type.GetConstructor([typeof(string), typeof(string)]) is not null ? [configuration, null]
            : type.GetConstructor([typeof(string)]) is not null ? [configuration]
            : [];
        return (IPlugin)Activator.CreateInstance(type, arguments)!;
    }
}
