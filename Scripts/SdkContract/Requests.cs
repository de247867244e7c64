using System;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk;

/// <summary>A message by name with its parameters; the classes of <c>Messages</c> are typed views of it.</summary>
[DataContract(Name = "OrganizationRequest", Namespace = Contracts.V2011)]
public class OrganizationRequest : IExtensibleDataObject
{
    public OrganizationRequest()
    {
    }

    public OrganizationRequest(string requestName) => RequestName = requestName;

    [DataMember]
    public string RequestName { get; set; }

    public object this[string parameterName]
    {
        get => Parameters[parameterName];
        set => Parameters[parameterName] = value;
    }

    [DataMember]
    public ParameterCollection Parameters { get => field ??= new ParameterCollection(); set; }

    [DataMember]
    public Guid? RequestId { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    internal T Parameter<T>(string name) => Parameters.TryGetValue(name, out object value) ? (T)value : default;
}

/// <summary>The results of a message.</summary>
[DataContract(Name = "OrganizationResponse", Namespace = Contracts.V2011)]
public class OrganizationResponse : IExtensibleDataObject
{
    [DataMember]
    public string ResponseName { get; set; }

    public object this[string parameterName]
    {
        get => Results[parameterName];
        set => Results[parameterName] = value;
    }

    [DataMember]
    public ParameterCollection Results { get => field ??= new ParameterCollection(); set; }

    public ExtensionDataObject ExtensionData { get; set; }

    internal T Result<T>(string name) => Results.TryGetValue(name, out object value) ? (T)value : default;
}

/// <summary>The requests of a batch.</summary>
[CollectionDataContract(Name = "OrganizationRequestCollection", Namespace = Contracts.V2012)]
[KnownType(typeof(EntityImageCollection))]
public sealed class OrganizationRequestCollection : DataCollection<OrganizationRequest>;

/// <summary>The responses of a transaction, in the order of its requests.</summary>
[CollectionDataContract(Name = "OrganizationResponseCollection", Namespace = Contracts.V71)]
public sealed class OrganizationResponseCollection : DataCollection<OrganizationResponse>;

/// <summary>How a batch runs.</summary>
[DataContract(Name = "ExecuteMultipleSettings", Namespace = Contracts.V2012)]
public sealed class ExecuteMultipleSettings : IExtensibleDataObject
{
    [DataMember]
    public bool ContinueOnError { get; set; }

    [DataMember]
    public bool ReturnResponses { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>The outcome of one request of a batch: a response or a fault.</summary>
[DataContract(Name = "ExecuteMultipleResponseItem", Namespace = Contracts.V2012)]
public sealed class ExecuteMultipleResponseItem : IExtensibleDataObject
{
    [DataMember]
    public int RequestIndex { get; set; }

    [DataMember]
    public OrganizationResponse Response { get; set; }

    [DataMember]
    public OrganizationServiceFault Fault { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>The outcomes of a batch.</summary>
[CollectionDataContract(Name = "OrganizationResponseCollection", Namespace = Contracts.V2012)]
public sealed class ExecuteMultipleResponseItemCollection : DataCollection<ExecuteMultipleResponseItem>;

/// <summary>What an update or delete does when the row has changed since it was read.</summary>
[DataContract(Name = "ConcurrencyBehavior", Namespace = Contracts.V71)]
public enum ConcurrencyBehavior
{
    [EnumMember] Default,
    [EnumMember] IfRowVersionMatches,
    [EnumMember] AlwaysOverwrite,
}
