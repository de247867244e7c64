using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Plugins.Customer;
using CrmMilestones.Plugins.Pipeline;
using CrmMilestones.Plugins.Rules;
using CrmMilestones.Plugins.Rules.Documents;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Plugins.Documents;

/// <summary>What a market requires, and what a customer has of it.</summary>
static class RequiredDocumentRows
{
    const string Held = "held";

    /// <summary>By name. One read.</summary>
    /// <param name="step">The step that asks.</param>
    /// <param name="account">The customer; null while it is being created.</param>
    /// <param name="change">The save that is judged.</param>
    public static IReadOnlyList<RequiredDocument> Read(StepContext step, Guid? account, CustomerChange change)
    {
        // What the account that is merged away has will be the other's.
        object[] accounts = [account ?? Guid.Empty, CustomerRow.Going(step) ?? Guid.Empty];
        var required = new QueryExpression(DocumentTypeTable.Name)
        {
            ColumnSet = new ColumnSet(DocumentTypeTable.RowName),
        };
        DocumentTypeTable.OnlyRequired(required.Criteria);
        var markets = required.Criteria.AddFilter(LogicalOperator.Or);
        markets.AddCondition(DocumentTypeTable.Market, ConditionOperator.Null);
        if (change.After.Market is { } own)
        {
            markets.AddCondition(DocumentTypeTable.Market, ConditionOperator.Equal, own);
        }

        required.AddOrder(DocumentTypeTable.RowName, OrderType.Ascending);
        var documents = required.AddLink(
            DocumentRow.Table, DocumentTypeTable.Id, DocumentRow.Type, JoinOperator.LeftOuter);
        documents.EntityAlias = Held;
        documents.Columns = new ColumnSet(DocumentRow.Status, DocumentRow.ExpiresOn);
        documents.LinkCriteria.AddCondition(DocumentRow.State, ConditionOperator.Equal, DocumentRow.Active);
        documents.LinkCriteria.AddCondition(DocumentRow.Account, ConditionOperator.In, accounts);
        return
        [
            .. from row in step.AsSystem().RetrieveMultiple(required).Entities
               group row by row.Id into type
               select new RequiredDocument(
                   type.First().GetAttributeValue<string>(DocumentTypeTable.RowName) ?? "",
                   [.. type.Select(Document).OfType<HeldDocument>()]),
        ];
    }

    /// <summary>Null where the customer has none.</summary>
    static HeldDocument? Document(Entity row) => Value<OptionSetValue>(row, DocumentRow.Status) is { } status
        ? new((DocumentStatus)status.Value, Value<DateTime?>(row, DocumentRow.ExpiresOn)?.Date) : null;

    static T? Value<T>(Entity row, string column) =>
        row.GetAttributeValue<AliasedValue>($"{Held}.{column}")?.Value is T value ? value : default;
}
