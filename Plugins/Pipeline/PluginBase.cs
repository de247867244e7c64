using System;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Plugins.Pipeline;

/// <summary>A plug-in without state: instances are reused and shared between threads.</summary>
public abstract class PluginBase : IPlugin
{
    /// <inheritdoc/>
    public void Execute(IServiceProvider serviceProvider)
    {
        try
        {
            Execute(new StepContext(serviceProvider));
        }
        catch (FaultException<OrganizationServiceFault> fault)
        {
            // The refusal of a step further in must reach the person in its own words; any other exception type would
            // show "An unexpected error occurred from ISV code".
            throw new InvalidPluginExecutionException(fault.Detail.Message, fault);
        }
    }

    protected abstract void Execute(StepContext step);
}
