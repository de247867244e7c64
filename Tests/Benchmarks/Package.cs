using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using CrmMilestones.Dataverse;
using CrmMilestones.Packaging;
using CrmMilestones.Scripts;

namespace CrmMilestones.Benchmarks;

/// <summary>The solution, packed once.</summary>
static class Package
{
    static readonly Lazy<byte[]> Packed = new(Pack);

    static string Source => Path.Combine(RepositoryRoot.Path, "Solution");

    /// <summary>What goes into it.</summary>
    public static IEnumerable<string> Files =>
        Directory.EnumerateFiles(Source, "*", SearchOption.AllDirectories).Append(PluginDll.BuiltPath);

    public static byte[] Zip => Packed.Value;

    public static byte[] Pack() => SolutionPacker.Pack(Source, PluginDll.BuiltPath, managed: true);

    /// <summary>An environment that has it.</summary>
    public static DataverseHost NewHost()
    {
        var host = DataverseHost.Create();
        host.ImportSolution(new MemoryStream(Zip));
        return host;
    }
}
