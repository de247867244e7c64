using System.Collections.Generic;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Security;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>RetrieveAttribute: a column by the logical names of table and column, in all languages.</summary>
sealed class RetrieveAttributeHandler(RowStore store, UserDirectory users) : IMessageHandler
{
    public string Message => "RetrieveAttribute";

    public IReadOnlyCollection<string> Parameters { get; } =
        ["EntityLogicalName", "LogicalName", "MetadataId", "ColumnNumber", "RetrieveAsIfPublished"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        var table = store.Catalog.Table(request.Required<string>("EntityLogicalName"));
        var column = table.Column(request.Required<string>("LogicalName"));
        var description = new MetadataDescription(users.LanguageOf(context.Caller), []);
        return new() { ["AttributeMetadata"] = description.Describe(table, column) };
    }
}
