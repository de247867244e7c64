using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Tests.Journeys;

/// <summary>A plug-in that ships, and just what a create before the write brings it.</summary>
static class HandMadeCreate
{
    static readonly IEnumerable<Type> Registered =
        PluginAssemblyLoader.Load(
            SolutionPackage.Read(new MemoryStream(TestEnvironment.Zip)).Assemblies.Single(), ownClock: false).Values;

    public static IPlugin Plugin(string name) =>
        (IPlugin)Activator.CreateInstance(Registered.Single(type => type.Name == name))!;

    public static IPluginExecutionContext ContextOf(Entity target)
    {
        var context = DispatchProxy.Create<IPluginExecutionContext, Context>();
        ((Context)(object)context).Values[nameof(IExecutionContext.InputParameters)] =
            new ParameterCollection { ["Target"] = target };
        return context;
    }

    /// <summary>Anything else that is asked for fails.</summary>
#pragma warning disable CA1852 // DispatchProxy makes a subclass of it.
    public class Context : DispatchProxy
#pragma warning restore CA1852
    {
        public Dictionary<string, object?> Values { get; } = new()
        {
            [nameof(IExecutionContext.PreEntityImages)] = new EntityImageCollection(),
            [nameof(IExecutionContext.InitiatingUserId)] = Guid.NewGuid(),
            [nameof(IExecutionContext.MessageName)] = "Create",
            [nameof(IExecutionContext.SharedVariables)] = new ParameterCollection(),
            [nameof(IPluginExecutionContext.ParentContext)] = null,
        };

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            Values[targetMethod!.Name["get_".Length..]];
    }
}
