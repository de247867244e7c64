using System;
using System.ServiceModel;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>How a plug-in's exception reaches the caller (Scripts/Dataverse/PLATFORM.md#errors).</summary>
static class PluginFaults
{
    /// <summary>
    /// A refusal keeps its text; a fault of a nested request passes unchanged; anything else is an unexpected error
    /// whose exception is in the trace.
    /// </summary>
    /// <param name="name">The step or Custom API that it ran for.</param>
    internal static FaultException<OrganizationServiceFault> Translate(
        Exception exception, string name, string trace)
    {
        var fault = exception switch
        {
            FaultException<OrganizationServiceFault> nested => nested,
            InvalidPluginExecutionException refusal => Faults.Create(PlatformCodes.IsvAborted, refusal.Message),
            _ => Faults.Create(PlatformCodes.IsvUnexpected, "An unexpected error occurred from ISV code."),
        };
        if (string.IsNullOrEmpty(fault.Detail.TraceText))
        {
            fault.Detail.TraceText = $"[{name}]{Environment.NewLine}{trace}";
            if (fault.Detail.ErrorCode == PlatformCodes.IsvUnexpected)
            {
                fault.Detail.TraceText += $"{Environment.NewLine}{exception}";
            }
        }
        return fault;
    }
}
