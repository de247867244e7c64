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
    readonly Lazy<Dictionary<Guid, Type>>? _typesWithClock;

    /// <param name="packages">The solution's packages, the oldest first.</param>
    /// <param name="ownClock">Whether the environment has a clock of its own.</param>
    /// <exception cref="SolutionImportException">An assembly is not what its registration says.</exception>
    internal SolutionPlugins(IReadOnlyCollection<SolutionPackage> packages, bool ownClock)
    {
        PluginAssembly[] assemblies = [.. packages.SelectMany(package => package.Assemblies)
            .GroupBy(assembly => assembly.Id, (_, versions) => versions.Last())];
        _types = Types(withClock: false);
        _typesWithClock = ownClock ? new(() => Types(withClock: true)) : null;
        Steps = [.. packages.SelectMany(package => package.Steps)
            .GroupBy(step => step.Id, (_, versions) => versions.Last())
            .Select(step => new RegisteredStep(step, Instance(step.PluginTypeId, step.Configuration)))];
        Apis = [.. packages.SelectMany(package => package.CustomApis)
            .GroupBy(api => api.UniqueName, (_, versions) => versions.Last())
            .Select(api => new RegisteredApi(
                api, api.PluginTypeId is { } type ? Instance(type, null) : null))];

        Dictionary<Guid, Type> Types(bool withClock) => assemblies
            .SelectMany(assembly => PluginAssemblyLoader.Load(assembly, withClock)).ToDictionary();
    }

    internal IReadOnlyList<RegisteredStep> Steps { get; }

    internal IReadOnlyList<RegisteredApi> Apis { get; }

    /// <summary>The one instance of a plug-in type and configuration.</summary>
    IPlugin Instance(Guid typeId, string? configuration)
    {
        if (!_instances.TryGetValue((typeId, configuration), out var plugin))
        {
            _instances[(typeId, configuration)] = plugin = _typesWithClock is { } types
                ? new PluginOnFirstUse(() => Create(types.Value[typeId], configuration))
                : Create(_types[typeId], configuration);
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

    /// <summary>An assembly that is led to another clock takes its time to load: who only looks needs no plug-in.</summary>
    sealed class PluginOnFirstUse(Func<IPlugin> create) : IPlugin
    {
        readonly Lazy<IPlugin> _plugin = new(create);

        public void Execute(IServiceProvider serviceProvider) => _plugin.Value.Execute(serviceProvider);
    }
}
