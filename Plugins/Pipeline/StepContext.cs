using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.Pipeline;

/// <summary>
/// One execution of a step or custom API: what the platform hands over. Made anew each time, as plug-ins are shared.
/// </summary>
public sealed class StepContext(IServiceProvider services)
{
    const string TargetName = "Target";

    readonly IOrganizationServiceFactory _services =
        (IOrganizationServiceFactory)services.GetService(typeof(IOrganizationServiceFactory))!;

    public IPluginExecutionContext Context { get; } =
        (IPluginExecutionContext)services.GetService(typeof(IPluginExecutionContext))!;

#pragma warning disable RS0030 // The one place that asks the clock.
    /// <summary>The same for all steps of one save, and of the saves that it leads to.</summary>
    public DateTime UtcNow => Recall("cm_now", () => DateTime.UtcNow);
#pragma warning restore RS0030

    /// <summary>
    /// The row as submitted: only the columns of this save. Columns set here before the write are saved.
    /// </summary>
    public Entity Target => (Entity)Context.InputParameters[TargetName];

    /// <summary>The row that a message such as Merge is about.</summary>
    public EntityReference TargetReference => (EntityReference)Context.InputParameters[TargetName];

    /// <summary>A date parameter of a custom API, UTC; null where the caller left it out.</summary>
    public DateTime? DateTimeParameter(string name) =>
        // A caller in .NET can't leave a value type empty: the year 1 is nobody's date.
        Context.InputParameters.TryGetValue(name, out var value) && value is DateTime moment && moment.Year > 1
            ? moment.Kind == DateTimeKind.Local ? moment.ToUniversalTime()
                : DateTime.SpecifyKind(moment, DateTimeKind.Utc)
            : null;

    /// <summary>The person who started it all, also when a plug-in of ours makes the call.</summary>
    public Guid Person => Context.InitiatingUserId;

    /// <summary>The row before the save, with the columns that the step asks for; null on Create.</summary>
    public Entity? PreImage => Context.PreEntityImages.TryGetValue("PreImage", out var row) ? row : null;

    /// <summary>The row after the save, with the columns that the step asks for.</summary>
    public Entity PostImage => Context.PostEntityImages["PostImage"];

    /// <summary>The contexts from which this one was called, the nearest first; not this one.</summary>
    public IEnumerable<IPluginExecutionContext> Callers
    {
        get
        {
            for (var caller = Context.ParentContext; caller is not null; caller = caller.ParentContext)
            {
                yield return caller;
            }
        }
    }

    /// <summary>Whether this happens inside the handling of a message about a row of a table.</summary>
    public bool IsWithin(string table, params string[] messages) => Callers.Any(caller =>
        caller.PrimaryEntityName == table && messages.Contains(caller.MessageName));

    /// <summary>With the rights of the caller.</summary>
    public IOrganizationService AsCaller() => _services.CreateOrganizationService(Context.UserId);

    /// <summary>With all rights, for what the server does on everybody's behalf.</summary>
    public IOrganizationService AsSystem() => _services.CreateOrganizationService(null);

    /// <summary>
    /// What a step of this save, or of one that led to it, found out; where the platform doesn't hand it on, it is
    /// found out anew.
    /// </summary>
    public T Recall<T>(string name, Func<T> find)
    {
        foreach (var context in new[] { Context }.Concat(Callers))
        {
            if (context.SharedVariables.TryGetValue(name, out var known) && known is T told)
            {
                return told;
            }
        }

        var value = find();
        Context.SharedVariables[name] = value;
        return value;
    }
}
