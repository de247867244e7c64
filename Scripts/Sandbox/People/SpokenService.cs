using System;
using System.Threading;
using CrmMilestones.Dataverse;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Sandbox.People;

/// <summary>
/// A person's service in the language of a window. The server answers in that of the personal options, of which a user
/// has but one: where the same person has windows in two languages, it becomes that of the window that asks.
/// </summary>
/// <param name="host">The environment.</param>
/// <param name="person">The user.</param>
/// <param name="language">The window's language (LCID).</param>
/// <param name="speaking">Held while somebody is answered, so that no other window changes the language meanwhile.</param>
sealed class SpokenService(DataverseHost host, Guid person, int language, Lock speaking) : IOrganizationService
{
    readonly IOrganizationService _service = host.ServiceFor(person);

    public OrganizationResponse Execute(OrganizationRequest request) => Speak(() => _service.Execute(request));

    public Guid Create(Entity entity) => Speak(() => _service.Create(entity));

    public void Update(Entity entity) => Speak(() => _service.Update(entity));

    public void Delete(string entityName, Guid id) => Speak(() => _service.Delete(entityName, id));

    public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) =>
        Speak(() => _service.Retrieve(entityName, id, columnSet));

    public EntityCollection RetrieveMultiple(QueryBase query) => Speak(() => _service.RetrieveMultiple(query));

    public void Associate(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        Speak(() => _service.Associate(entityName, entityId, relationship, relatedEntities));

    public void Disassociate(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        Speak(() => _service.Disassociate(entityName, entityId, relationship, relatedEntities));

    void Speak(Action ask) => Speak(() =>
    {
        ask();
        return true;
    });

    T Speak<T>(Func<T> ask)
    {
        lock (speaking)
        {
            if (PersonalOptions.LanguageOf(host, person) != language)
            {
                PersonalOptions.SetLanguage(host, person, language);
            }

            return ask();
        }
    }
}
