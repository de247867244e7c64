// The client's interface carries no nullable annotations.
#nullable disable

using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.PowerPlatform.Dataverse.Client;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Scripts.Live;

/// <summary>The client's many methods as the requests that they stand for, all sent in one way.</summary>
/// <param name="send">Sends one.</param>
sealed class RequestService(Func<OrganizationRequest, CancellationToken, Task<OrganizationResponse>> send)
    : IOrganizationServiceAsync2
{
    public Task<OrganizationResponse> ExecuteAsync(OrganizationRequest request, CancellationToken cancellationToken) =>
        send(request, cancellationToken);

    public async Task<Guid> CreateAsync(Entity entity, CancellationToken cancellationToken) =>
        ((CreateResponse)await send(new CreateRequest { Target = entity }, cancellationToken)).id;

    public async Task<Entity> CreateAndReturnAsync(Entity entity, CancellationToken cancellationToken) =>
        await RetrieveAsync(
            entity.LogicalName, await CreateAsync(entity, cancellationToken), new ColumnSet(true), cancellationToken);

    public async Task<Entity> RetrieveAsync(
        string entityName, Guid id, ColumnSet columnSet, CancellationToken cancellationToken) =>
        ((RetrieveResponse)await send(
            new RetrieveRequest { Target = new(entityName, id), ColumnSet = columnSet }, cancellationToken)).Entity;

    public async Task<EntityCollection> RetrieveMultipleAsync(QueryBase query, CancellationToken cancellationToken) =>
        ((RetrieveMultipleResponse)await send(
            new RetrieveMultipleRequest { Query = query }, cancellationToken)).EntityCollection;

    public Task UpdateAsync(Entity entity, CancellationToken cancellationToken) =>
        send(new UpdateRequest { Target = entity }, cancellationToken);

    public Task DeleteAsync(string entityName, Guid id, CancellationToken cancellationToken) =>
        send(new DeleteRequest { Target = new(entityName, id) }, cancellationToken);

    public Task AssociateAsync(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities,
        CancellationToken cancellationToken) => send(
        new AssociateRequest
        {
            Target = new(entityName, entityId),
            Relationship = relationship,
            RelatedEntities = relatedEntities,
        },
        cancellationToken);

    public Task DisassociateAsync(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities,
        CancellationToken cancellationToken) => send(
        new DisassociateRequest
        {
            Target = new(entityName, entityId),
            Relationship = relationship,
            RelatedEntities = relatedEntities,
        },
        cancellationToken);

    public Task<OrganizationResponse> ExecuteAsync(OrganizationRequest request) => ExecuteAsync(request, default);

    public Task<Guid> CreateAsync(Entity entity) => CreateAsync(entity, default);

    public Task<Entity> RetrieveAsync(string entityName, Guid id, ColumnSet columnSet) =>
        RetrieveAsync(entityName, id, columnSet, default);

    public Task<EntityCollection> RetrieveMultipleAsync(QueryBase query) => RetrieveMultipleAsync(query, default);

    public Task UpdateAsync(Entity entity) => UpdateAsync(entity, default);

    public Task DeleteAsync(string entityName, Guid id) => DeleteAsync(entityName, id, default);

    public Task AssociateAsync(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        AssociateAsync(entityName, entityId, relationship, relatedEntities, default);

    public Task DisassociateAsync(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        DisassociateAsync(entityName, entityId, relationship, relatedEntities, default);

    public OrganizationResponse Execute(OrganizationRequest request) => ExecuteAsync(request).GetAwaiter().GetResult();

    public Guid Create(Entity entity) => CreateAsync(entity).GetAwaiter().GetResult();

    public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) =>
        RetrieveAsync(entityName, id, columnSet).GetAwaiter().GetResult();

    public EntityCollection RetrieveMultiple(QueryBase query) => RetrieveMultipleAsync(query).GetAwaiter().GetResult();

    public void Update(Entity entity) => UpdateAsync(entity).GetAwaiter().GetResult();

    public void Delete(string entityName, Guid id) => DeleteAsync(entityName, id).GetAwaiter().GetResult();

    public void Associate(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        AssociateAsync(entityName, entityId, relationship, relatedEntities).GetAwaiter().GetResult();

    public void Disassociate(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        DisassociateAsync(entityName, entityId, relationship, relatedEntities).GetAwaiter().GetResult();
}
