using System;
using Microsoft.Xrm.Sdk.Query;

namespace Microsoft.Xrm.Sdk;

/// <summary>Dataverse as code sees it.</summary>
public interface IOrganizationService
{
    Guid Create(Entity entity);

    Entity Retrieve(string entityName, Guid id, ColumnSet columnSet);

    void Update(Entity entity);

    void Delete(string entityName, Guid id);

    OrganizationResponse Execute(OrganizationRequest request);

    void Associate(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities);

    void Disassociate(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities);

    EntityCollection RetrieveMultiple(QueryBase query);
}

/// <summary>Makes services for a plug-in.</summary>
public interface IOrganizationServiceFactory
{
    /// <param name="userId">The user to act as; null is SYSTEM, <see cref="Guid.Empty"/> the user of the step.</param>
    IOrganizationService CreateOrganizationService(Guid? userId);
}

/// <summary>The trace log of a plug-in execution.</summary>
public interface ITracingService
{
    void Trace(string format, params object[] args);
}
