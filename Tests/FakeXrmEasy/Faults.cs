using System.ServiceModel;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Tests.Journeys;

/// <summary>Refusals as a caller sees them.</summary>
static class Faults
{
    public const int IsvAborted = unchecked((int)0x80040265);
    public const int IsvUnexpected = unchecked((int)0x80040224);
    public const int DepthTooHigh = unchecked((int)0x80044182);
    public const int ObjectDoesNotExist = unchecked((int)0x80040217);
    public const int CannotDeleteDueToAssociation = unchecked((int)0x80040227);

    public static FaultException<OrganizationServiceFault> Create(int code, string message) =>
        new(new OrganizationServiceFault { ErrorCode = code, Message = message }, new FaultReason(message));
}
