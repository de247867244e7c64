using System;
using System.IO;
using System.Linq;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>
/// The environment's clock for plug-ins, which on Dataverse ask the server's: where an environment has a clock of its own,
/// their calls of DateTime.UtcNow are led here when the assembly is loaded. Nothing else of it is touched, and where the
/// clock is the system's the very bytes of the solution run.
/// </summary>
public static class PluginClock
{
    [ThreadStatic]
    static TimeProvider? Clock;

    /// <summary>What a plug-in that is running takes for now.</summary>
    public static DateTime UtcNow => (Clock ?? TimeProvider.System).GetUtcNow().UtcDateTime;

    /// <summary>Runs something by a clock.</summary>
    internal static void Run(TimeProvider clock, Action work)
    {
        var before = Clock;
        Clock = clock;
        try
        {
            work();
        }
        finally
        {
            Clock = before;
        }
    }

    /// <summary>The assembly with its calls of the system's clock led to this one.</summary>
    internal static ReadOnlyMemory<byte> Lead(ReadOnlyMemory<byte> content)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(new MemoryStream(content.ToArray(), writable: false));
        var module = assembly.MainModule;
        var here = module.ImportReference(typeof(PluginClock).GetProperty(nameof(UtcNow))!.GetMethod);
        var calls = module.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody)
            .SelectMany(method => method.Body.Instructions)
            .Where(instruction => instruction.OpCode == OpCodes.Call
                && instruction.Operand is MethodReference
                {
                    FullName: "System.DateTime System.DateTime::get_UtcNow()",
                });
        foreach (var call in calls)
        {
            call.Operand = here;
        }

        using var written = new MemoryStream();
        assembly.Write(written);
        return written.ToArray();
    }
}
