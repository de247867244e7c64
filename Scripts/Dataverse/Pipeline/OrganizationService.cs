using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Pipeline;

/// <summary>The service's short methods as the requests that they stand for.</summary>
sealed class OrganizationService(Func<OrganizationRequest, OrganizationResponse> execute) : IOrganizationService
{
    public OrganizationResponse Execute(OrganizationRequest request) => execute(request);

    public Guid Create(Entity entity) => ((CreateResponse)execute(new CreateRequest { Target = entity })).id;

    public void Update(Entity entity) => execute(new UpdateRequest { Target = entity });

    public void Delete(string entityName, Guid id) => execute(new DeleteRequest { Target = new(entityName, id) });

    public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) =>
        ((RetrieveResponse)execute(new RetrieveRequest { Target = new(entityName, id), ColumnSet = columnSet })).Entity;

    public EntityCollection RetrieveMultiple(QueryBase query) =>
        ((RetrieveMultipleResponse)execute(new RetrieveMultipleRequest { Query = query })).EntityCollection;

    public void Associate(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        execute(new AssociateRequest
        {
            Target = new(entityName, entityId),
            Relationship = relationship,
            RelatedEntities = relatedEntities,
        });

    public void Disassociate(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        execute(new DisassociateRequest
        {
            Target = new(entityName, entityId),
            Relationship = relationship,
            RelatedEntities = relatedEntities,
        });
}
