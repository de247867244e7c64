using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Documents;

/// <summary>The types of documents, as far as it is asked which of them customers need.</summary>
static class DocumentTypeTable
{
    public const string Name = "cm_documenttype";
    public const string Id = "cm_documenttypeid";
    public const string RowName = "cm_name";

    /// <summary>Null for all markets.</summary>
    public const string Market = "cm_marketid";

    /// <summary>Limits rows to the types that customers of their markets must have.</summary>
    public static void OnlyRequired(FilterExpression criteria)
    {
        criteria.AddCondition(DocumentRow.State, ConditionOperator.Equal, DocumentRow.Active);
        criteria.AddCondition("cm_required", ConditionOperator.Equal, true);
    }
}
