using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Tests.Journeys;
using Microsoft.PowerPlatform.Dataverse.Client;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Tests.Live;

/// <summary>An environment that records what it is sent and lets an import go as the test says. It answers only what an
/// import asks, and gives only the columns that are asked for.</summary>
sealed class ScriptedOrganization : IOrganizationServiceAsync2
{
    static readonly Guid UserId = new("b6a7a2cf-3c61-4e0e-9d2d-5a4a1c0f7a11");
    static readonly Guid ImportJobId = new("c1d0a1de-27f5-4c1a-8f0e-7f9f0f5e2d22");
    static readonly string[] Reading = ["WhoAmI", "Retrieve", "RetrieveMultiple", "RetrieveProvisionedLanguages"];

    readonly List<Entity> _rows = [Row("systemuser", UserId, ("fullname", "Ada Admin"))];
    OrganizationRequest? _import;

    /// <summary>The languages that are enabled; the first is the base language.</summary>
    public int[] Languages { get; init; } = [1033, 3082];

    /// <summary>Every message received, in order.</summary>
    public List<string> Received { get; } = [];

    public IEnumerable<string> Written => Received.Except(Reading);

    /// <summary>The import as it was asked for.</summary>
    public OrganizationRequest Import => _import ?? throw new InvalidOperationException("No import was asked for.");

    /// <summary>How far the import is, at each look before it ends.</summary>
    public Queue<double> Progress { get; init; } = new();

    /// <summary>asyncoperation.statuscode in the end; null when the platform tidies the finished job away.</summary>
    public int? ImportStatus { get; init; } = 30;

    public int PublishStatus { get; init; } = 30;

    public string? JobMessage { get; init; }

    /// <summary>importjob.data in the end.</summary>
    public string? ImportLog { get; init; } = "<importexportxml succeeded=\"true\" />";

    /// <summary>Sees each row that the import brings: may change it, or return false to leave it out.</summary>
    public Func<Entity, bool> Arrives { get; init; } = _ => true;

    /// <summary>
    /// What a message, or the query of a table, is answered with instead; null for the normal answer.
    /// </summary>
    public Func<string, Exception?> Fault { get; init; } = _ => null;

    public ScriptedOrganization Holding(string solution, string version, bool managed = true)
    {
        _rows.Add(
            Row("solution", Guid.NewGuid(), ("uniquename", solution), ("version", version), ("ismanaged", managed)));
        return this;
    }

    /// <summary>Holds a guided process.</summary>
    public ScriptedOrganization Running(
        string process, string table = "account", bool active = true, int category = 4, int type = 1)
    {
        _rows.Add(Row("workflow", Guid.NewGuid(), ("uniquename", process), ("primaryentity", table),
            ("category", new OptionSetValue(category)), ("type", new OptionSetValue(type)),
            ("statecode", new OptionSetValue(active ? 1 : 0))));
        return this;
    }

    public Task<OrganizationResponse> ExecuteAsync(OrganizationRequest request, CancellationToken cancellationToken)
    {
        Receive(request.RequestName, about: request.RequestName);
        return Task.FromResult(request.RequestName switch
        {
            "WhoAmI" => Response(("UserId", UserId)),
            "RetrieveProvisionedLanguages" => Response(("RetrieveProvisionedLanguages", Languages)),
            "ImportSolutionAsync" or "StageAndUpgradeAsync" => Response(
                ("AsyncOperationId", StartImport(request)), ("ImportJobKey", ImportJobId.ToString())),
            "PublishAllXmlAsync" => Response(
                ("AsyncOperationId", AddJob(Guid.NewGuid(), completed: true, PublishStatus))),
            var other => throw new NotSupportedException(other),
        });
    }

    public Task<Entity> RetrieveAsync(
        string entityName, Guid id, ColumnSet columnSet, CancellationToken cancellationToken)
    {
        Receive("Retrieve", about: entityName);
        return Task.FromResult(Project(_rows.Single(row => row.LogicalName == entityName && row.Id == id), columnSet));
    }

    public Task<EntityCollection> RetrieveMultipleAsync(QueryBase query, CancellationToken cancellationToken)
    {
        var asked = (QueryExpression)query;
        Receive("RetrieveMultiple", about: asked.EntityName);
        if (asked.EntityName == "asyncoperation")
        {
            LookAtImport();
        }

        return Task.FromResult(new EntityCollection(
        [
            .. from row in _rows.Append(Row("organization", UserId, ("languagecode", Languages[0])))
               where row.LogicalName == asked.EntityName
                   && asked.Criteria.Conditions.All(condition => IsMet(condition, row))
               select Project(row, asked.ColumnSet),
        ]));
    }

    void Receive(string message, string about)
    {
        Received.Add(message);
        if (Fault(about) is { } fault)
        {
            throw fault;
        }
    }

    Guid StartImport(OrganizationRequest request)
    {
        _import = request;
        return AddJob(Guid.NewGuid(), completed: false, status: 20);
    }

    Guid AddJob(Guid id, bool completed, int status)
    {
        _rows.Add(Row("asyncoperation", id, ("statecode", new OptionSetValue(completed ? 3 : 0)),
            ("statuscode", new OptionSetValue(status)), ("friendlymessage", JobMessage)));
        return id;
    }

    void LookAtImport()
    {
        if (_rows.SingleOrDefault(row => row.LogicalName == "asyncoperation"
            && row.GetAttributeValue<OptionSetValue>("statecode").Value == 0) is not { } running)
        {
            return;
        }

        _rows.RemoveAll(row => row.LogicalName == "importjob");
        if (Progress.TryDequeue(out var progress))
        {
            _rows.Add(Row("importjob", ImportJobId, ("progress", progress)));
            return;
        }

        _rows.Remove(running);
        if (ImportStatus is { } status)
        {
            AddJob(running.Id, completed: true, status);
        }

        _rows.Add(Row("importjob", ImportJobId, ("data", ImportLog)));
        if (ImportStatus is null or 30)
        {
            Arrive(TestEnvironment.Package);
        }
    }

    void Arrive(SolutionPackage package)
    {
        var name = package.Manifest.UniqueName;
        _rows.RemoveAll(row => row.LogicalName == "solution" && row.GetAttributeValue<string>("uniquename") == name);
        Entity[] arriving =
        [
            Row("solution", Guid.NewGuid(),
                ("uniquename", name), ("version", package.Manifest.Version.ToString()), ("ismanaged", true)),
            .. package.Steps.Select(
                step => Row("sdkmessageprocessingstep", step.Id, ("statecode", new OptionSetValue(0)))),
            .. package.Processes.Select(process => Row("workflow", process.Id, ("statecode", new OptionSetValue(1)))),
        ];
        _rows.AddRange(arriving.Where(Arrives));
    }

    static bool IsMet(ConditionExpression condition, Entity row) => condition.Operator switch
    {
        ConditionOperator.Equal or ConditionOperator.In => condition.Values.Contains(
            row[condition.AttributeName] is OptionSetValue choice ? choice.Value : row[condition.AttributeName]),
        var other => throw new NotSupportedException(other.ToString()),
    };

    static Entity Row(string table, Guid id, params (string Column, object? Value)[] values)
    {
        Entity row = new(table, id) { [table + "id"] = id };
        foreach (var (column, value) in values)
        {
            row[column] = value;
        }

        return row;
    }

    static Entity Project(Entity row, ColumnSet columns)
    {
        Entity answer = new(row.LogicalName, row.Id);
        foreach (var column in columns.Columns.Where(column => row.GetAttributeValue<object?>(column) is not null))
        {
            answer[column] = row[column];
        }

        return answer;
    }

    static OrganizationResponse Response(params (string Name, object Value)[] results)
    {
        OrganizationResponse response = new();
        foreach (var (name, value) in results)
        {
            response.Results[name] = value;
        }

        return response;
    }

    // An import uses none of these.
    public Guid Create(Entity entity) => throw new NotSupportedException();

    public Entity Retrieve(string entityName, Guid id, ColumnSet columnSet) => throw new NotSupportedException();

    public void Update(Entity entity) => throw new NotSupportedException();

    public void Delete(string entityName, Guid id) => throw new NotSupportedException();

    public OrganizationResponse Execute(OrganizationRequest request) => throw new NotSupportedException();

    public void Associate(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        throw new NotSupportedException();

    public void Disassociate(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        throw new NotSupportedException();

    public EntityCollection RetrieveMultiple(QueryBase query) => throw new NotSupportedException();

    public Task<Guid> CreateAsync(Entity entity) => throw new NotSupportedException();

    public Task<Entity> RetrieveAsync(string entityName, Guid id, ColumnSet columnSet) =>
        throw new NotSupportedException();

    public Task UpdateAsync(Entity entity) => throw new NotSupportedException();

    public Task DeleteAsync(string entityName, Guid id) => throw new NotSupportedException();

    public Task<OrganizationResponse> ExecuteAsync(OrganizationRequest request) => throw new NotSupportedException();

    public Task AssociateAsync(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        throw new NotSupportedException();

    public Task DisassociateAsync(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities) =>
        throw new NotSupportedException();

    public Task<EntityCollection> RetrieveMultipleAsync(QueryBase query) => throw new NotSupportedException();

    public Task AssociateAsync(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities,
        CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Guid> CreateAsync(Entity entity, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Entity> CreateAndReturnAsync(Entity entity, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task DeleteAsync(string entityName, Guid id, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task DisassociateAsync(
        string entityName, Guid entityId, Relationship relationship, EntityReferenceCollection relatedEntities,
        CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task UpdateAsync(Entity entity, CancellationToken cancellationToken) => throw new NotSupportedException();
}
