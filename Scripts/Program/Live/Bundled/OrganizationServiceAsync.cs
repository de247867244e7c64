// The official client carries no nullable annotations; callers must see the same under both.
#nullable disable

using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.PowerPlatform.Dataverse.Client;

/// <summary>Dataverse as asynchronous code sees it; the signatures are those of the official client.</summary>
public interface IOrganizationServiceAsync : IOrganizationService
{
    Task<Guid> CreateAsync(Entity entity);

    Task<Entity> RetrieveAsync(string entityName, Guid id, ColumnSet columnSet);

    Task UpdateAsync(Entity entity);

    Task DeleteAsync(string entityName, Guid id);

    Task<OrganizationResponse> ExecuteAsync(OrganizationRequest request);

    Task AssociateAsync(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities);

    Task DisassociateAsync(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities);

    Task<EntityCollection> RetrieveMultipleAsync(QueryBase query);
}

/// <summary>The same, with cancellation.</summary>
public interface IOrganizationServiceAsync2 : IOrganizationServiceAsync
{
    Task AssociateAsync(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities,
        CancellationToken cancellationToken);

    Task<Guid> CreateAsync(Entity entity, CancellationToken cancellationToken);

    Task<Entity> CreateAndReturnAsync(Entity entity, CancellationToken cancellationToken);

    Task DeleteAsync(string entityName, Guid id, CancellationToken cancellationToken);

    Task DisassociateAsync(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities,
        CancellationToken cancellationToken);

    Task<OrganizationResponse> ExecuteAsync(OrganizationRequest request, CancellationToken cancellationToken);

    Task<Entity> RetrieveAsync(string entityName, Guid id, ColumnSet columnSet, CancellationToken cancellationToken);

    Task<EntityCollection> RetrieveMultipleAsync(QueryBase query, CancellationToken cancellationToken);

    Task UpdateAsync(Entity entity, CancellationToken cancellationToken);
}
