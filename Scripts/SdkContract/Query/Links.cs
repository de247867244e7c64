using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Query;

/// <summary>Joins another table.</summary>
[DataContract(Name = "LinkEntity", Namespace = Contracts.V2011)]
public sealed class LinkEntity : IExtensibleDataObject
{
    public LinkEntity() : this(null, null, null, null, JoinOperator.Inner)
    {
    }

    public LinkEntity(
        string linkFromEntityName, string linkToEntityName, string linkFromAttributeName, string linkToAttributeName,
        JoinOperator joinOperator)
    {
        LinkFromEntityName = linkFromEntityName;
        LinkToEntityName = linkToEntityName;
        LinkFromAttributeName = linkFromAttributeName;
        LinkToAttributeName = linkToAttributeName;
        JoinOperator = joinOperator;
        Columns = new ColumnSet();
        LinkCriteria = new FilterExpression();
    }

    [DataMember]
    public string LinkFromAttributeName { get; set; }

    [DataMember]
    public string LinkFromEntityName { get; set; }

    [DataMember]
    public string LinkToEntityName { get; set; }

    [DataMember]
    public string LinkToAttributeName { get; set; }

    [DataMember]
    public JoinOperator JoinOperator { get; set; }

    [DataMember]
    public FilterExpression LinkCriteria { get; set; }

    [DataMember]
    public DataCollection<LinkEntity> LinkEntities { get => field ??= new DataCollection<LinkEntity>(); private set; }

    [DataMember]
    public ColumnSet Columns { get; set; }

    [DataMember]
    public string EntityAlias { get; set; }

    [DataMember(Order = 80)]
    public DataCollection<OrderExpression> Orders
    {
        get => field ??= new DataCollection<OrderExpression>();
        private set;
    }

    public ExtensionDataObject ExtensionData { get; set; }

    public LinkEntity AddLink(string linkToEntityName, string linkFromAttributeName, string linkToAttributeName) =>
        AddLink(linkToEntityName, linkFromAttributeName, linkToAttributeName, JoinOperator.Inner);

    /// <summary>Joins a further table. The new link names the table that this one is joined to as its from table, 
    /// as the official client does; queries read the nesting and not the name.</summary>
    public LinkEntity AddLink(
        string linkToEntityName, string linkFromAttributeName, string linkToAttributeName, JoinOperator joinOperator)
    {
        var link = new LinkEntity(
            LinkFromEntityName, linkToEntityName, linkFromAttributeName, linkToAttributeName, joinOperator);
        LinkEntities.Add(link);
        return link;
    }
}

/// <summary>What becomes of rows without a match, and whether matches multiply rows.</summary>
[DataContract(Name = "JoinOperator", Namespace = Contracts.V2011)]
public enum JoinOperator
{
    [EnumMember] Inner,
    [EnumMember] LeftOuter,
    [EnumMember] Natural,
    [EnumMember] MatchFirstRowUsingCrossApply,
    [EnumMember] In,
    [EnumMember] Exists,
    [EnumMember] Any,
    [EnumMember] NotAny,
    [EnumMember] All,
    [EnumMember] NotAll,
}
