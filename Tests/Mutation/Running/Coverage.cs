using System;
using System.IO;
using System.Reflection;

namespace CrmMilestones.Mutation.Running;

/// <summary>How an instrumented assembly tells which of its members ran.</summary>
static class Coverage
{
    /// <summary>The name under which the process keeps the flags, one a member.</summary>
    public const string Slot = "CrmMilestones.Mutation.Hits";

    /// <summary>The class inside an instrumented assembly that sets them.</summary>
    public const string ClassName = "MutationCoverage";

    /// <summary>The source of that class.</summary>
    public const string Source = $$"""
        static class {{ClassName}}
        {
            static readonly bool[] Hits = (bool[])System.AppDomain.CurrentDomain.GetData("{{Slot}}");
            internal static void Hit(int member)
            {
                if (Hits != null && member < Hits.Length) Hits[member] = true;
            }
        }
        """;

    /// <summary>The assembly, if it is an instrumented one that this process can run.</summary>
    public static Assembly? InstrumentedAssembly(string file)
    {
        try
        {
            var assembly = Assembly.Load(AssemblyName.GetAssemblyName(file));
            return assembly.GetType(ClassName) is null ? null : assembly;
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException or FileNotFoundException)
        {
            return null;
        }
    }
}
