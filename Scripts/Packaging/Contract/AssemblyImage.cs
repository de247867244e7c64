using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace CrmMilestones.Packaging.Contract;

/// <summary>
/// An assembly file, read as data: nothing of it is loaded or run, and nothing that it refers to is needed.
/// </summary>
sealed class AssemblyImage : IDisposable
{
    readonly PEReader _pe;

    AssemblyImage(string path, PEReader pe, MetadataReader reader)
    {
        Path = path;
        this._pe = pe;
        Reader = reader;
        Name = reader.GetAssemblyDefinition().GetAssemblyName();
    }

    public string Path { get; }

    public MetadataReader Reader { get; }

    public AssemblyName Name { get; }

    /// <summary>Tells packages of the same assembly version apart; null when the file has none.</summary>
    public string? FileVersion => FileVersionInfo.GetVersionInfo(Path).FileVersion;

    /// <summary>The types that other assemblies may name.</summary>
    public IEnumerable<TypeDefinition> VisibleTypes =>
        from handle in Reader.TypeDefinitions
        let type = Reader.GetTypeDefinition(handle)
        where IsVisible(type)
        select type;

    /// <summary>Opens an assembly file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="BadImageFormatException">The file is no .NET assembly.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static AssemblyImage Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file {path}.");
        }

        PEReader pe = new(new MemoryStream(File.ReadAllBytes(path)));
        try
        {
            return new(path, pe, pe.GetMetadataReader());
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException)
        {
            pe.Dispose();
            throw new BadImageFormatException($"{path} is no .NET assembly.", e);
        }
    }

    public void Dispose() => _pe.Dispose();

    bool IsVisible(TypeDefinition type) => (type.Attributes & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.Public => true,
        TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem =>
            IsVisible(Reader.GetTypeDefinition(type.GetDeclaringType())),
        _ => false,
    };
}
