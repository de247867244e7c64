using System;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Tests.Journeys;

/// <summary>What a plug-in is given for one execution.</summary>
sealed class PluginServices(TestEnvironment environment, IPluginExecutionContext context)
    : IServiceProvider, IOrganizationServiceFactory, ITracingService
{
    public object? GetService(Type serviceType) =>
        serviceType.IsInstanceOfType(context) ? context : serviceType.IsInstanceOfType(this) ? this : null;

    public IOrganizationService CreateOrganizationService(Guid? userId) => environment.ServiceFor(userId, context);

    public void Trace(string format, params object[] args)
    {
    }
}
