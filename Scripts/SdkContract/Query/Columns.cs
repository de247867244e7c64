using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Query;

/// <summary>The columns that a query returns.</summary>
[DataContract(Name = "ColumnSet", Namespace = Contracts.V2011)]
public sealed class ColumnSet : IExtensibleDataObject
{
    public ColumnSet()
    {
    }

    public ColumnSet(bool allColumns) => AllColumns = allColumns;

    public ColumnSet(params string[] columns) => Columns = new DataCollection<string>(columns);

    [DataMember]
    public bool AllColumns { get; set; }

    [DataMember]
    public DataCollection<string> Columns { get => field ??= new DataCollection<string>(); set; }

    [DataMember]
    public DataCollection<XrmAttributeExpression> AttributeExpressions
    {
        get => field ??= new DataCollection<XrmAttributeExpression>();
        set;
    }

    public ExtensionDataObject ExtensionData { get; set; }

    public void AddColumn(string column) => Columns.Add(column);

    public void AddColumns(params string[] columns) => Columns.AddRange(columns);
}

/// <summary>A column that is aggregated, grouped or renamed.</summary>
[DataContract(Name = "AttributeExpression", Namespace = Contracts.V2011)]
public sealed class XrmAttributeExpression : IExtensibleDataObject
{
    public XrmAttributeExpression()
    {
    }

    public XrmAttributeExpression(string attributeName) => AttributeName = attributeName;

    public XrmAttributeExpression(string attributeName, XrmAggregateType aggregateType) : this(attributeName) =>
        AggregateType = aggregateType;

    public XrmAttributeExpression(string attributeName, XrmAggregateType aggregateType, string alias)
        : this(attributeName, aggregateType) => Alias = alias;

    public XrmAttributeExpression(
        string attributeName, XrmAggregateType aggregateType, string alias, XrmDateTimeGrouping dateTimeGrouping)
        : this(attributeName, aggregateType, alias) => DateTimeGrouping = dateTimeGrouping;

    [DataMember]
    public string AttributeName { get; set; }

    [DataMember]
    public XrmAggregateType AggregateType { get; set; }

    [DataMember]
    public string Alias { get; set; }

    [DataMember]
    public bool HasGroupBy { get; set; }

    [DataMember]
    public XrmDateTimeGrouping DateTimeGrouping { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }
}

/// <summary>How the values of a group become one.</summary>
[DataContract(Name = "AggregateType", Namespace = Contracts.V2011)]
public enum XrmAggregateType
{
    [EnumMember] None,
    [EnumMember] Count,
    [EnumMember] CountColumn,
    [EnumMember] Sum,
    [EnumMember] Avg,
    [EnumMember] Min,
    [EnumMember] Max,
}

/// <summary>The period by which dates are grouped.</summary>
[DataContract(Name = "DateTimeGroupingType", Namespace = Contracts.V2011)]
public enum XrmDateTimeGrouping
{
    [EnumMember] None,
    [EnumMember] Day,
    [EnumMember] Week,
    [EnumMember] Month,
    [EnumMember] Quarter,
    [EnumMember] Year,
    [EnumMember] FiscalPeriod,
    [EnumMember] FiscalYear,
}
