using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.ServiceModel;
using CrmMilestones.Dataverse.Import;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>
/// Loads a plug-in assembly from the very bytes that a solution carries. It is a .NET Framework assembly: its mscorlib
/// and System references lead to the runtime's own facades, its Microsoft.Xrm.Sdk to the one that the host uses.
/// </summary>
sealed class PluginAssemblyLoader : AssemblyLoadContext
{
    /// <summary>
    /// .NET Framework keeps FaultException in an assembly that .NET lacks; the SDK in use brings its own. Only this
    /// event may answer with an assembly of another name.
    /// </summary>
    static PluginAssemblyLoader() => AppDomain.CurrentDomain.AssemblyResolve += (_, missing) =>
        new AssemblyName(missing.Name).Name == "System.ServiceModel" ? typeof(FaultException).Assembly : null;

    PluginAssemblyLoader(string name) : base(name, isCollectible: true) { }

    /// <summary>A package that goes into several environments is loaded, and compiled, once.</summary>
    static readonly ConditionalWeakTable<PluginAssembly, Dictionary<Guid, Type>> Loaded = [];

    /// <summary>The same for environments that have a clock of their own.</summary>
    static readonly ConditionalWeakTable<PluginAssembly, Dictionary<Guid, Type>> LoadedWithClock = [];

    /// <summary>The registered types by plug-in type id.</summary>
    /// <param name="registration">The assembly.</param>
    /// <param name="ownClock">Whether the plug-ins ask <see cref="PluginClock"/> for the time.</param>
    /// <exception cref="SolutionImportException">The bytes are not what the registration says.</exception>
    internal static IReadOnlyDictionary<Guid, Type> Load(PluginAssembly registration, bool ownClock) => ownClock
        ? LoadedWithClock.GetValue(registration, assembly => Read(assembly, PluginClock.Lead))
        : Loaded.GetValue(registration, assembly => Read(assembly, content => content));

    static Dictionary<Guid, Type> Read(
        PluginAssembly registration, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> prepare)
    {
        var assembly = Load(registration.FullName, registration.Content, prepare);
        if (!string.Equals(assembly.FullName, registration.FullName, StringComparison.OrdinalIgnoreCase))
        {
            throw new SolutionImportException(
                $"Plug-in assembly '{registration.FullName}': the DLL in the solution is '{assembly.FullName}'.");
        }
        var types = new Dictionary<Guid, Type>();
        foreach (var type in registration.Types)
        {
            types.Add(type.Id, Find(assembly, type.TypeName));
        }

        return types;
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var sdk = typeof(IPlugin).Assembly;
        return assemblyName.Name == sdk.GetName().Name ? sdk : null;
    }

    static Assembly Load(
        string name, ReadOnlyMemory<byte> content, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> prepare)
    {
        try
        {
            using var bytes = new MemoryStream(prepare(content).ToArray(), writable: false);
            return new PluginAssemblyLoader(name).LoadFromStream(bytes);
        }
        catch (BadImageFormatException exception)
        {
            throw new SolutionImportException(
                $"Plug-in assembly '{name}': the DLL in the solution is not an assembly.", exception);
        }
    }

    static Type Find(Assembly assembly, string typeName)
    {
        var type = assembly.GetType(typeName) ?? throw new SolutionImportException(
            $"Plug-in assembly '{assembly.GetName().Name}' does not contain the required type '{typeName}'.");
        if (!type.IsPublic || type.IsAbstract || !typeof(IPlugin).IsAssignableFrom(type))
        {
            throw new SolutionImportException(
                $"Plug-in type '{typeName}' must be a public class that implements IPlugin.");
        }

        return type;
    }
}
