using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Security;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Metadata;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>RetrieveEntity: a table by logical name, with its columns when the filters ask for them.</summary>
sealed class RetrieveEntityHandler(RowStore store, UserDirectory users) : IMessageHandler
{
    public string Message => "RetrieveEntity";

    public IReadOnlyCollection<string> Parameters { get; } =
        ["EntityFilters", "LogicalName", "MetadataId", "RetrieveAsIfPublished"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        var table = store.Catalog.Table(request.Required<string>("LogicalName"));
        var description = new MetadataDescription(users.LanguageOf(context.Caller), []);
        var metadata = description.Describe(table, MetadataDescription.TableProperties);
        if (request.Optional<EntityFilters>("EntityFilters").HasFlag(EntityFilters.Attributes))
        {
            MetadataDescription.Set(metadata, "Attributes", table.Columns
                .Select(column => description.Describe(table, column)).ToArray());
        }

        return new() { ["EntityMetadata"] = metadata };
    }
}
