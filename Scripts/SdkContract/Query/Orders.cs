using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Query;

/// <summary>A column to sort by.</summary>
[DataContract(Name = "OrderExpression", Namespace = Contracts.V2011)]
public sealed class OrderExpression : IExtensibleDataObject
{
    public OrderExpression()
    {
    }

    public OrderExpression(string attributeName, OrderType orderType)
    {
        AttributeName = attributeName;
        OrderType = orderType;
    }

    public OrderExpression(string attributeName, OrderType orderType, string alias) : this(attributeName, orderType) =>
        Alias = alias;

    public OrderExpression(string attributeName, OrderType orderType, string alias, string entityName)
        : this(attributeName, orderType, alias) => EntityName = entityName;

    [DataMember]
    public string AttributeName { get; set; }

    [DataMember]
    public OrderType OrderType { get; set; }

    [DataMember]
    public string Alias { get; set; }

    [DataMember]
    public string EntityName { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>The direction of sorting.</summary>
[DataContract(Name = "OrderType", Namespace = Contracts.V2011)]
public enum OrderType
{
    [EnumMember] Ascending,
    [EnumMember] Descending,
}

/// <summary>Which page of the result to return, and whether to count all of it.</summary>
[DataContract(Name = "PagingInfo", Namespace = Contracts.V2011)]
public sealed class PagingInfo : IExtensibleDataObject
{
    [DataMember]
    public int PageNumber { get; set; }

    /// <summary>Rows per page.</summary>
    [DataMember]
    public int Count { get; set; }

    [DataMember]
    public bool ReturnTotalRecordCount { get; set; }

    [DataMember]
    public string PagingCookie { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}
