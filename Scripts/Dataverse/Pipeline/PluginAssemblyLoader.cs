using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
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

    /// <remarks>
    /// Not collectible: of a collectible assembly the runtime compiles each method once and for good, and in it the test
    /// suites met access violations in managed code.
    /// </remarks>
    PluginAssemblyLoader(string name) : base(name, isCollectible: false) { }

    /// <summary>
    /// An assembly stays until the process ends, so the same bytes are loaded, and compiled, once, whatever solutions and
    /// environments they come from; and once more for those that have a clock of their own.
    /// </summary>
    static readonly ConcurrentDictionary<(string Hash, bool OwnClock), Assembly> Loaded = new();

    /// <summary>The registered types by plug-in type id.</summary>
    /// <param name="registration">The assembly.</param>
    /// <param name="ownClock">Whether the plug-ins ask <see cref="PluginClock"/> for the time.</param>
    /// <exception cref="SolutionImportException">The bytes are not what the registration says.</exception>
    internal static IReadOnlyDictionary<Guid, Type> Load(PluginAssembly registration, bool ownClock)
    {
        var assembly = Loaded.GetOrAdd(
            (Convert.ToHexString(SHA256.HashData(registration.Content.Span)), ownClock),
            _ => Load(registration.FullName, registration.Content, ownClock));
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

    static Assembly Load(string name, ReadOnlyMemory<byte> content, bool ownClock)
    {
        try
        {
            var runs = ownClock ? PluginClock.Lead(content) : content;
            using var bytes = new MemoryStream(runs.ToArray(), writable: false);
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
