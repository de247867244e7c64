using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace CrmMilestones.Packaging;

/// <summary>The built plug-in assembly, read as data: nothing of it is loaded or run.</summary>
sealed class PluginDll
{
    PluginDll(string fileName, byte[] bytes, AssemblyName name, IReadOnlySet<string> pluginTypes)
    {
        FileName = fileName;
        Bytes = bytes;
        Name = name;
        PluginTypes = pluginTypes;
    }

    /// <summary>Where the build lays the assembly that ships.</summary>
    public static string BuiltPath { get; } = Path.Combine(
        AppContext.BaseDirectory, "plugin", "CrmMilestones.Plugins.dll");

    public string FileName { get; }

    public byte[] Bytes { get; }

    public AssemblyName Name { get; }

    /// <summary>Full names of the classes that the platform can start: public, not abstract.</summary>
    public IReadOnlySet<string> PluginTypes { get; }

    /// <summary>Reads an assembly file.</summary>
    /// <exception cref="SolutionRefusedException">There is none, or the file is no assembly.</exception>
    public static PluginDll Read(string path)
    {
        try
        {
            return Of(Path.GetFileName(path), File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException
            or InvalidOperationException)
        {
            throw new SolutionRefusedException(
                [Defect.In(
                    path, $"The assembly can't be read: {e.Message}", "Build Plugins for net462, and pack again.")]);
        }
    }

    /// <summary>An assembly in memory.</summary>
    /// <exception cref="BadImageFormatException">The bytes are no assembly.</exception>
    /// <exception cref="InvalidOperationException">They are a program or library without .NET metadata.</exception>
    internal static PluginDll Of(string fileName, byte[] bytes)
    {
        using PEReader pe = new(new MemoryStream(bytes));
        var reader = pe.GetMetadataReader();
        return new(fileName, bytes, reader.GetAssemblyDefinition().GetAssemblyName(), PublicClasses(reader));
    }

    static HashSet<string> PublicClasses(MetadataReader reader) =>
    [
        .. from handle in reader.TypeDefinitions
           let type = reader.GetTypeDefinition(handle)
           where (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public
               && (type.Attributes & (TypeAttributes.Abstract | TypeAttributes.Interface)) == 0
           select $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}",
    ];
}
