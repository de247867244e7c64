using System;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Query;

/// <summary>A query for rows: what FetchXML and QueryExpression have in common, checked against no metadata yet.</summary>
public sealed partial record RowQuery
{
    /// <summary>Reads a QueryExpression.</summary>
    public static RowQuery From(QueryExpression query) => throw new NotImplementedException();

    /// <summary>Reads a QueryByAttribute.</summary>
    public static RowQuery From(QueryByAttribute query) => throw new NotImplementedException();

    /// <summary>Reads FetchXML; elements, attributes and operators that this host does not know are refused by name.</summary>
    public static RowQuery FromFetchXml(string fetchXml) => throw new NotImplementedException();
}
