using System.Collections.Generic;
using System.ServiceModel;
using CrmMilestones.Dataverse.Pipeline;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>What one message does.</summary>
interface IMessageHandler
{
    /// <summary>The request's name.</summary>
    string Message { get; }

    /// <summary>The parameters that it understands; others are refused by name.</summary>
    IReadOnlyCollection<string> Parameters { get; }

    /// <summary>The fault for a parameter that it doesn't understand.</summary>
    FaultException<OrganizationServiceFault> Unknown(string parameter) =>
        Faults.NotSupported($"The parameter '{parameter}' of {Message} is not supported by this host.");

    /// <summary>Whether it carries several rows or requests, which plug-ins may not send.</summary>
    bool IsBatch => false;

    /// <summary>Executes the request and gives the response's results.</summary>
    ParameterCollection Execute(OrganizationRequest request, RequestContext context);
}
