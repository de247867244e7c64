using System;
using System.ServiceModel;
using CrmMilestones.Dataverse.Import;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>How a plug-in's exception reaches the caller (Scripts/Dataverse/PLATFORM.md#errors).</summary>
static class PluginFaults
{
    /// <summary>
    /// A refusal keeps its text; a fault of a nested request passes unchanged; anything else is an unexpected error
    /// whose exception is in the trace.
    /// </summary>
    internal static FaultException<OrganizationServiceFault> Translate(
        Exception exception, PluginStep step, string trace)
    {
        var fault = exception switch
        {
            FaultException<OrganizationServiceFault> nested => nested,
            InvalidPluginExecutionException refusal => Faults.Create(PlatformCodes.IsvAborted, refusal.Message),
            _ => Faults.Create(PlatformCodes.IsvUnexpected, "An unexpected error occurred from ISV code."),
        };
        if (string.IsNullOrEmpty(fault.Detail.TraceText))
        {
            fault.Detail.TraceText = $"[{step.Name}]{Environment.NewLine}{trace}";
            if (fault.Detail.ErrorCode == PlatformCodes.IsvUnexpected)
            {
                fault.Detail.TraceText += $"{Environment.NewLine}{exception}";
            }
        }
        return fault;
    }
}
