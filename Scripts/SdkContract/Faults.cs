using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>What went wrong on the server.</summary>
[DataContract(Name = "BaseServiceFault", Namespace = Contracts.V2011), Serializable]
[KnownType(typeof(OrganizationServiceFault))]
public abstract class BaseServiceFault : IExtensibleDataObject
{
    [DataMember]
    public string Message { get; set; }

    [DataMember]
    public int ErrorCode { get; set; }

    [DataMember]
    public string HelpLink { get; set; }

    [DataMember]
    public DateTime Timestamp { get; set; }

    [DataMember]
    public Guid ActivityId { get; set; }

    [DataMember]
    public ErrorDetailCollection ErrorDetails { get => field ??= new ErrorDetailCollection(); set; }

    [field: NonSerialized]
    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>A fault of <see cref="IOrganizationService"/>, thrown as the detail of a FaultException.</summary>
[DataContract(Name = "OrganizationServiceFault", Namespace = Contracts.V2011), Serializable]
public class OrganizationServiceFault : BaseServiceFault
{
    [DataMember]
    public string TraceText { get; set; }

    [DataMember]
    public OrganizationServiceFault InnerFault { get; set; }
}

/// <summary>The fault of a request inside an ExecuteTransaction.</summary>
[DataContract(Name = "ExecuteTransactionFault", Namespace = Contracts.V71), Serializable]
public sealed class ExecuteTransactionFault : OrganizationServiceFault
{
    [DataMember]
    public int FaultedRequestIndex { get; set; }
}
