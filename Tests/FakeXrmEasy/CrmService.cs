using System;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Tests.Journeys;

/// <summary>For whom a request runs.</summary>
/// <param name="User">Whose rights count.</param>
/// <param name="Person">Who caused the first request of the chain.</param>
/// <param name="Depth">1 for a person's own request, one more for each plug-in on the way.</param>
/// <param name="Plugin">The plug-in execution that sends it; null for a person's own.</param>
sealed record Caller(Guid User, Guid Person, int Depth, IPluginExecutionContext? Plugin);

/// <summary>A user's service: every method is the message of its name.</summary>
sealed class CrmService(TestEnvironment environment, Caller caller) : IOrganizationService
{
    /// <summary>An administrator may have a request run no steps.</summary>
    public OrganizationResponse Execute(OrganizationRequest request)
    {
        var runsSteps = !request.Parameters.Contains("BypassBusinessLogicExecution");
        return environment.Transact(
            request, caller, () => new StepRunner(environment, caller, runsSteps).Execute(request));
    }

    public Guid Create(Entity entity) => ((CreateResponse)Execute(new CreateRequest { Target = entity })).id;

    public void Update(Entity entity) => Execute(new UpdateRequest { Target = entity });

    public void Delete(string entityName, Guid id) =>
        Execute(new DeleteRequest { Target = new EntityReference(entityName, id) });

    public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) => ((RetrieveResponse)Execute(
        new RetrieveRequest { Target = new EntityReference(entityName, id), ColumnSet = columnSet })).Entity;

    public EntityCollection RetrieveMultiple(QueryBase query) =>
        ((RetrieveMultipleResponse)Execute(new RetrieveMultipleRequest { Query = query })).EntityCollection;

    public void Associate(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        throw new NotSupportedException("No scenario associates rows.");

    public void Disassociate(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        throw new NotSupportedException("No scenario disassociates rows.");
}
