using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using CrmMilestones.Packaging.Source;
using CrmMilestones.Scripts;

namespace CrmMilestones.Tests.Agreement;

/// <summary>What ships: the unpacked solution and the assembly that goes into the zip.</summary>
static class Shipped
{
    public static SolutionSource Solution { get; } = SolutionSource.Read(Path.Combine(RepositoryRoot.Path, "Solution"));

    public static string PluginDll => Packaging.PluginDll.BuiltPath;

    /// <summary>The net462 assembly, read without running it.</summary>
    public static Assembly Assembly { get; } = Load();

    public static SourceTable Account => Solution.Table("account")!;

    public static SourceStep Step(string name) => Solution.Steps.Single(step => step.Name == name);

    static Assembly Load()
    {
        var runtime = Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*.dll");
        var sdk = typeof(Microsoft.Xrm.Sdk.IPlugin).Assembly.Location;
        return new MetadataLoadContext(new PathAssemblyResolver([.. runtime, sdk, PluginDll]))
            .LoadFromAssemblyPath(PluginDll);
    }
}
