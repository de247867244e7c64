using System;
using System.IO;
using System.Reflection;
using System.Reflection.Emit;
using CrmMilestones.Dataverse.Import;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Tests.Host;

/// <summary>A solution with a plug-in assembly that was never compiled from source.</summary>
static class PluginPackage
{
    internal const string FullName = "Test.Plugins, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null";

    static readonly byte[] Bytes = Emit("1.0.0.0");

    internal static readonly Guid TypeId = new("00000000-0000-0000-0004-000000000001");

    /// <summary>A solution with that assembly and one step, which refuses each new account.</summary>
    internal static SolutionPackage Package(
        string fullName = FullName, string typeName = "Test.Refuser", byte[]? bytes = null)
    {
        var step = new PluginStep(
            new("00000000-0000-0000-0004-000000000003"), "Refuse", "Create", TypeId, "account", [], 20, false, 1, null,
            []);
        return TestSolution.Of("Plugins") with
        {
            Assemblies = [
                new(new("00000000-0000-0000-0004-000000000002"), fullName, bytes ?? Bytes, [new(TypeId, typeName)])],
            Steps = [step],
        };
    }

    /// <summary>
    /// An assembly with a plug-in that refuses, one that is not public, and a public class that is no plug-in.
    /// </summary>
    internal static byte[] Emit(string version)
    {
        var assembly = new PersistedAssemblyBuilder(
            new AssemblyName("Test.Plugins") { Version = new(version) }, typeof(object).Assembly);
        var module = assembly.DefineDynamicModule("Test.Plugins");
        module.DefineType("Test.NoPlugin", TypeAttributes.Public).CreateType();
        foreach (var (name, visibility) in new[] { ("Test.Refuser", TypeAttributes.Public),
            ("Test.Hidden", TypeAttributes.NotPublic) })
        {
            var type = module.DefineType(name, visibility, typeof(object), [typeof(IPlugin)]);
            var execute = type.DefineMethod(
                "Execute", MethodAttributes.Public | MethodAttributes.Virtual, null, [typeof(IServiceProvider)]);
            var code = execute.GetILGenerator();
            code.Emit(OpCodes.Ldstr, "From the assembly.");
            code.Emit(OpCodes.Newobj, typeof(InvalidPluginExecutionException).GetConstructor([typeof(string)])!);
            code.Emit(OpCodes.Throw);
            type.CreateType();
        }
        using var stream = new MemoryStream();
        assembly.Save(stream);
        return stream.ToArray();
    }
}
