using System.Collections.Generic;
using System.ServiceModel;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Sandbox.WebApi;

/// <summary>HTTP's status for the platform's error codes; any other is a bad request.</summary>
static class FaultStatus
{
    static readonly Dictionary<int, int> ByCode = new()
    {
        [Faults.ObjectDoesNotExist] = 404,
        [PlatformCodes.RecordNotFoundByEntityKey] = 404,
        [PlatformCodes.PrivilegeDenied] = 403,
        [PlatformCodes.CannotDeleteDueToAssociation] = 405,
        [PlatformCodes.ConcurrencyVersionMismatch] = 412,
        [Faults.DuplicateRecord] = 412,
        [Faults.DuplicateRecordEntityKey] = 412,
    };

    internal static ApiFault Of(FaultException<OrganizationServiceFault> fault)
    {
        var (code, message) = (fault.Detail.ErrorCode, fault.Detail.Message ?? fault.Message);
        var cause = fault.Detail is ExecuteTransactionFault { InnerFault: { } inner } ? inner : fault.Detail;
        var status = cause is UnsupportedFault ? 501 : ByCode.GetValueOrDefault(code, 400);
        return new(status, code, code == Faults.DuplicateRecord
            ? "A record with matching key values already exists." : message);
    }
}
