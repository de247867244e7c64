using System;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.Pipeline;

/// <summary>
/// One execution of a step: what the platform hands over. Made anew each time, as plug-ins are shared.
/// </summary>
public sealed class StepContext(IServiceProvider services)
{
    const string TargetName = "Target";

    readonly IOrganizationServiceFactory _services =
        (IOrganizationServiceFactory)services.GetService(typeof(IOrganizationServiceFactory))!;

    public IPluginExecutionContext Context { get; } =
        (IPluginExecutionContext)services.GetService(typeof(IPluginExecutionContext))!;

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

    /// <summary>When it began: the same throughout one execution.</summary>
#pragma warning disable RS0030 // The one place that asks the clock.
    public DateTime UtcNow { get; } = DateTime.UtcNow;
#pragma warning restore RS0030

    /// <summary>The row before the save, with the columns that the step asks for; null on Create.</summary>
    public Entity? PreImage => Context.PreEntityImages.TryGetValue("PreImage", out var row) ? row : null;

    /// <summary>The row after the save, with the columns that the step asks for.</summary>
    public Entity PostImage => Context.PostEntityImages["PostImage"];

    /// <summary>With the rights of the caller.</summary>
    public IOrganizationService AsCaller() => _services.CreateOrganizationService(Context.UserId);

    /// <summary>With all rights, for what the server does on everybody's behalf.</summary>
    public IOrganizationService AsSystem() => _services.CreateOrganizationService(null);
}
