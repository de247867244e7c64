using System.Collections;
using System.Linq;
using System.Runtime.Serialization;

namespace Microsoft.Xrm.Sdk.Query;

/// <summary>Conditions joined by and, or by or.</summary>
[DataContract(Name = "FilterExpression", Namespace = Contracts.V2011)]
public sealed class FilterExpression : IExtensibleDataObject
{
    public FilterExpression()
    {
    }

    public FilterExpression(LogicalOperator filterOperator) => FilterOperator = filterOperator;

    [DataMember]
    public LogicalOperator FilterOperator { get; set; }

    [DataMember(Order = 82, EmitDefaultValue = false)]
    public string FilterHint { get; set; }

    [DataMember]
    public DataCollection<ConditionExpression> Conditions
    {
        get => field ??= new DataCollection<ConditionExpression>();
        private set;
    }

    [DataMember]
    public DataCollection<FilterExpression> Filters
    {
        get => field ??= new DataCollection<FilterExpression>();
        private set;
    }

    [DataMember(Order = 51, EmitDefaultValue = false)]
    public bool IsQuickFindFilter { get; set; }

    public ExtensionDataObject ExtensionData { get; set; }

    public void AddCondition(string attributeName, ConditionOperator conditionOperator, params object[] values) =>
        AddCondition(new ConditionExpression(attributeName, conditionOperator, values));

    public void AddCondition(
        string entityName, string attributeName, ConditionOperator conditionOperator, params object[] values) =>
        AddCondition(new ConditionExpression(entityName, attributeName, conditionOperator, values));

    public void AddCondition(
        string attributeName, ConditionOperator conditionOperator, bool compareColumns, object[] values) =>
        AddCondition(new ConditionExpression(attributeName, conditionOperator, compareColumns, values));

    public void AddCondition(
        string entityName, string attributeName, ConditionOperator conditionOperator, bool compareColumns,
        object[] values) =>
        AddCondition(new ConditionExpression(entityName, attributeName, conditionOperator, compareColumns, values));

    public void AddCondition(
        string attributeName, ConditionOperator conditionOperator, bool compareColumns, object value) =>
        AddCondition(new ConditionExpression(attributeName, conditionOperator, compareColumns, value));

    public void AddCondition(
        string entityName, string attributeName, ConditionOperator conditionOperator, bool compareColumns,
        object value) =>
        AddCondition(new ConditionExpression(entityName, attributeName, conditionOperator, compareColumns, value));

    public void AddCondition(ConditionExpression condition) => Conditions.Add(condition);

    public FilterExpression AddFilter(LogicalOperator logicalOperator)
    {
        var filter = new FilterExpression(logicalOperator);
        AddFilter(filter);
        return filter;
    }

    public void AddFilter(FilterExpression childFilter) => Filters.Add(childFilter);
}

/// <summary>How the parts of a filter are joined.</summary>
[DataContract(Name = "LogicalOperator", Namespace = Contracts.V2011)]
public enum LogicalOperator
{
    [EnumMember] And,
    [EnumMember] Or,
}

/// <summary>Compares a column with values, or with another column.</summary>
[DataContract(Name = "ConditionExpression", Namespace = Contracts.V2011)]
public sealed class ConditionExpression : IExtensibleDataObject
{
    public ConditionExpression()
    {
    }

    public ConditionExpression(string attributeName, ConditionOperator conditionOperator, params object[] values)
        : this(null, attributeName, conditionOperator, false, values)
    {
    }

    public ConditionExpression(
        string entityName, string attributeName, ConditionOperator conditionOperator, params object[] values)
        : this(entityName, attributeName, conditionOperator, false, values)
    {
    }

    public ConditionExpression(
        string entityName, string attributeName, ConditionOperator conditionOperator, bool compareColumns,
        object[] values)
    {
        EntityName = entityName;
        AttributeName = attributeName;
        Operator = conditionOperator;
        CompareColumns = compareColumns;
        Values = new DataCollection<object>(values);
    }

    public ConditionExpression(
        string entityName, string attributeName, ConditionOperator conditionOperator, bool compareColumns, object value)
        : this(entityName, attributeName, conditionOperator, compareColumns, [value])
    {
    }

    public ConditionExpression(
        string attributeName, ConditionOperator conditionOperator, bool compareColumns, object value)
        : this(null, attributeName, conditionOperator, compareColumns, [value])
    {
    }

    public ConditionExpression(
        string attributeName, ConditionOperator conditionOperator, bool compareColumns, object[] values)
        : this(null, attributeName, conditionOperator, compareColumns, values)
    {
    }

    public ConditionExpression(string attributeName, ConditionOperator conditionOperator, object value)
        : this(null, attributeName, conditionOperator, false, [value])
    {
    }

    public ConditionExpression(
        string entityName, string attributeName, ConditionOperator conditionOperator, object value)
        : this(entityName, attributeName, conditionOperator, false, [value])
    {
    }

    public ConditionExpression(string attributeName, ConditionOperator conditionOperator)
        : this(null, attributeName, conditionOperator, false, [])
    {
    }

    public ConditionExpression(string entityName, string attributeName, ConditionOperator conditionOperator)
        : this(entityName, attributeName, conditionOperator, false, [])
    {
    }

    public ConditionExpression(string attributeName, ConditionOperator conditionOperator, ICollection values)
        : this(null, attributeName, conditionOperator, false, values?.Cast<object>().ToArray())
    {
    }

    /// <summary>The alias of a link, or empty for the table of the filter.</summary>
    [DataMember(Order = 60)]
    public string EntityName { get; set; }

    [DataMember]
    public bool CompareColumns { get; set; }

    [DataMember]
    public string AttributeName { get; set; }

    [DataMember]
    public ConditionOperator Operator { get; set; }

    [DataMember]
    public DataCollection<object> Values { get => field ??= new DataCollection<object>(); private set; }

    public ExtensionDataObject ExtensionData { get; set; }
}
