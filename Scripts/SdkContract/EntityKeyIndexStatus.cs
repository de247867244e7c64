using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>Whether an alternate key may be used yet.</summary>
[DataContract(Name = "EntityKeyIndexStatus", Namespace = Contracts.V71)]
public enum EntityKeyIndexStatus
{
    [EnumMember] Pending,
    [EnumMember] InProgress,
    [EnumMember] Active,
    [EnumMember] Failed,
}
