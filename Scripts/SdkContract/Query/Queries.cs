using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Query;

/// <summary>A question for rows.</summary>
[DataContract(Name = "QueryBase", Namespace = Contracts.V2011)]
[KnownType(typeof(FetchExpression)), KnownType(typeof(QueryByAttribute)), KnownType(typeof(QueryExpression))]
public abstract class QueryBase : IExtensibleDataObject
{
    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>A query as FetchXML.</summary>
[DataContract(Name = "FetchExpression", Namespace = Contracts.V2011)]
public sealed class FetchExpression : QueryBase
{
    public FetchExpression()
    {
    }

    public FetchExpression(string query) => Query = query;

    [DataMember]
    public string Query { get; set; }
}

/// <summary>A query for the rows whose columns equal given values.</summary>
[DataContract(Name = "QueryByAttribute", Namespace = Contracts.V2011)]
public sealed class QueryByAttribute : QueryBase
{
    public QueryByAttribute()
    {
        ColumnSet = new ColumnSet();
        PageInfo = new PagingInfo();
    }

    public QueryByAttribute(string entityName) => EntityName = entityName;

    [DataMember]
    public string EntityName { get; set; }

    [DataMember]
    public DataCollection<string> Attributes { get => field ??= new DataCollection<string>(); private set; }

    [DataMember]
    public DataCollection<object> Values { get => field ??= new DataCollection<object>(); private set; }

    [DataMember]
    public PagingInfo PageInfo { get; set; }

    [DataMember]
    public ColumnSet ColumnSet { get; set; }

    [DataMember]
    public DataCollection<OrderExpression> Orders
    {
        get => field ??= new DataCollection<OrderExpression>();
        private set;
    }

    [DataMember(Order = 50)]
    public int? TopCount { get; set; }

    public void AddOrder(string attributeName, OrderType orderType) =>
        Orders.Add(new OrderExpression(attributeName, orderType));

    public void AddAttributeValue(string attributeName, object value)
    {
        Attributes.Add(attributeName);
        Values.Add(value);
    }
}

/// <summary>A query as objects.</summary>
[DataContract(Name = "QueryExpression", Namespace = Contracts.V2011)]
public sealed class QueryExpression : QueryBase
{
    public QueryExpression() : this(null)
    {
    }

    public QueryExpression(string entityName)
    {
        EntityName = entityName;
        ColumnSet = new ColumnSet();
        Criteria = new FilterExpression();
        PageInfo = new PagingInfo();
    }

    [DataMember]
    public bool Distinct { get; set; }

    [DataMember(Order = 50)]
    public bool NoLock { get; set; }

    [DataMember(EmitDefaultValue = false, IsRequired = false)]
    public QueryExpression SubQueryExpression { get; set; }

    [DataMember]
    public PagingInfo PageInfo { get; set; }

    [DataMember(Order = 92, EmitDefaultValue = false)]
    public string QueryHints { get; set; }

    [DataMember(Order = 93, EmitDefaultValue = false)]
    public string DataSource { get; set; }

    [DataMember]
    public DataCollection<LinkEntity> LinkEntities { get => field ??= new DataCollection<LinkEntity>(); private set; }

    [DataMember]
    public FilterExpression Criteria { get; set; }

    [DataMember]
    public DataCollection<OrderExpression> Orders
    {
        get => field ??= new DataCollection<OrderExpression>();
        private set;
    }

    [DataMember]
    public string EntityName { get; set; }

    [DataMember]
    public ColumnSet ColumnSet { get; set; }

    [DataMember(Order = 50, EmitDefaultValue = false)]
    public int? TopCount { get; set; }

    public void AddOrder(string attributeName, OrderType orderType) =>
        Orders.Add(new OrderExpression(attributeName, orderType));

    public void AddOrder(string attributeName, OrderType orderType, string alias, string entityName) =>
        Orders.Add(new OrderExpression(attributeName, orderType, alias, entityName));

    public LinkEntity AddLink(string linkToEntityName, string linkFromAttributeName, string linkToAttributeName) =>
        AddLink(linkToEntityName, linkFromAttributeName, linkToAttributeName, JoinOperator.Inner);

    public LinkEntity AddLink(
        string linkToEntityName, string linkFromAttributeName, string linkToAttributeName, JoinOperator joinOperator)
    {
        var link = new LinkEntity(
            EntityName, linkToEntityName, linkFromAttributeName, linkToAttributeName, joinOperator);
        LinkEntities.Add(link);
        return link;
    }
}
