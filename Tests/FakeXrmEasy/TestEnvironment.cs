using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using FakeXrmEasy;
using FakeXrmEasy.Metadata;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Messages;
using Microsoft.Xrm.Sdk.Metadata;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Tests.Journeys;

/// <summary>
/// FakeXrmEasy's in-memory environment: it stores rows and answers queries; <see cref="StepRunner"/> runs the steps.
/// It knows no privileges, so roles have no effect here.
/// </summary>
sealed class TestEnvironment : ICrmEnvironment
{
    static readonly Guid SystemUser = Guid.NewGuid();

    readonly XrmFakedContext _context = new();
    readonly List<string> _pluginCalls = [];
    readonly Queue<Action> _jobs = [];
    bool _runsJobs;
    int _version;

    public TestEnvironment()
    {
        foreach (var table in PackedSolution.Zip.Columns)
        {
            _context.DateBehaviour[table.Key] = table.Value.OfType<DateTimeAttributeMetadata>()
                .Where(column => column.DateTimeBehavior == DateTimeBehavior.DateOnly)
                .ToDictionary(column => column.LogicalName, _ => DateTimeAttributeBehavior.DateOnly);
        }

        _context.AddFakeMessageExecutor<RetrieveMetadataChangesRequest>(new MetadataExecutor());
        _context.AddGenericFakeMessageExecutor("LocalTimeFromUtcTime", new LocalTimeExecutor());
        _context.Data["systemuser"] = [];
        Rows = _context.GetOrganizationService();
        Rows.Create(new Entity("organization") { ["languagecode"] = 1033 });
    }

    /// <summary>FakeXrmEasy's own service, which runs no step.</summary>
    public IOrganizationService Rows { get; }

    public IOrganizationService System => ServiceFor(SystemUser);

    public IOrganizationService ServiceFor(Guid user) => new CrmService(this, new Caller(user, user, 1, null));

    /// <summary>
    /// The service of a plug-in. Null gives SYSTEM, Guid.Empty the user whose rights the step runs with.
    /// </summary>
    public IOrganizationService ServiceFor(Guid? user, IPluginExecutionContext plugin)
    {
        var rights = user is null ? SystemUser : user == Guid.Empty ? plugin.UserId : user.Value;
        return new CrmService(this, new Caller(rights, plugin.InitiatingUserId, plugin.Depth + 1, plugin));
    }

    public Guid AddUser(string fullName, int language = 1033, params string[] roles)
    {
        var user = Rows.Create(new Entity("systemuser") { ["fullname"] = fullName });
        Rows.Create(new Entity("usersettings", user) { ["systemuserid"] = user, ["uilanguageid"] = language });
        return user;
    }

    public IReadOnlyList<string> PluginCallsDuring(Action action)
    {
        _pluginCalls.Clear();
        action();
        return [.. _pluginCalls];
    }

    public string Snapshot()
    {
        var text = new StringBuilder();
        foreach (var row in _context.Data.OrderBy(table => table.Key, StringComparer.Ordinal)
            .SelectMany(table => table.Value.Values.OrderBy(row => row.Id)))
        {
            text.Append(row.LogicalName).Append(' ').Append(row.Id).AppendLine();
            foreach (var column in row.Attributes.OrderBy(column => column.Key, StringComparer.Ordinal))
            {
                text.Append("  ").Append(column.Key).Append(": ").AppendLine(column.Value switch
                {
                    EntityReference lookup => $"{lookup.LogicalName} {lookup.Id}",
                    OptionSetValue choice => $"{choice.Value}",
                    DateTime time => $"{time:O}",
                    var value => FormattableString.Invariant($"{value}"),
                });
            }
        }

        return text.ToString();
    }

    public void Dispose()
    {
    }

    /// <summary>The stored row, or null.</summary>
    public Entity? Find(string table, Guid id) =>
        _context.Data.TryGetValue(table, out var rows) && rows.ContainsKey(id)
            ? Rows.Retrieve(table, id, new ColumnSet(true)) : null;

    /// <summary>Rows with a lookup to a row, and what the solution wants of them when that one goes.</summary>
    public IReadOnlyList<(EntityReference Row, string Column, string Cascade)> ReferringTo(string table, Guid id) =>
    [
        .. from lookup in PackedSolution.Zip.Lookups
           where lookup.To == table && _context.Data.ContainsKey(lookup.Table)
           from row in _context.Data[lookup.Table].Values
           where row.GetAttributeValue<EntityReference>(lookup.Column)?.Id == id
           select (row.ToEntityReference(), lookup.Column, lookup.Cascade),
    ];

    /// <summary>The platform's part of Create: defaults and stamps. Columns without a value aren't stored.</summary>
    public Guid Insert(Entity target, Guid user)
    {
        var row = new Entity(target.LogicalName, target.Id == Guid.Empty ? Guid.NewGuid() : target.Id);
        row.Attributes.AddRange(
            target.Attributes.Where(column => column.Value is not null && column.Key is not "statecode"));
        foreach (var column in PackedSolution.Zip.Columns.TryGetValue(row.LogicalName, out var columns) ? columns : [])
        {
            object? preset = column switch
            {
                BooleanAttributeMetadata yesNo => yesNo.DefaultValue,
                PicklistAttributeMetadata { DefaultFormValue: { } value } => new OptionSetValue(value),
                _ => null,
            };
            if (preset is not null && !row.Contains(column.LogicalName))
            {
                row[column.LogicalName] = preset;
            }
        }

        if (!row.Contains("statuscode"))
        {
            row["statuscode"] = new OptionSetValue(1);
        }

        return Rows.Create(Stamped(row, user));
    }

    /// <summary>The platform's part of Update.</summary>
    public void Write(Entity target, Guid user)
    {
        var row = new Entity(target.LogicalName, target.Id);
        row.Attributes.AddRange(target.Attributes);
        Rows.Update(Stamped(row, user));
    }

    public void Remove(EntityReference row) => Rows.Delete(row.LogicalName, row.Id);

    /// <summary>
    /// A person's request succeeds as a whole or changes nothing; a plug-in's is part of the one that runs it.
    /// </summary>
    public OrganizationResponse Transact(OrganizationRequest request, Caller caller, Func<OrganizationResponse> execute)
    {
        if (caller.Plugin is not null)
        {
            if (!_runsJobs)
            {
                _pluginCalls.Add(request.RequestName);
            }

            return execute();
        }

        var before = _context.Data.ToDictionary(
            table => table.Key, table => table.Value.Values.Select(Copy).ToDictionary(row => row.Id));
        OrganizationResponse response;
        try
        {
            response = execute();
        }
        catch
        {
            _context.Data = before;
            _jobs.Clear();
            throw;
        }

        RunJobs();
        return response;
    }

    /// <summary>An asynchronous step, once the person's request has succeeded.</summary>
    public void RunLater(Action job) => _jobs.Enqueue(job);

    void RunJobs()
    {
        _runsJobs = true;
        while (_jobs.Count > 0)
        {
            _jobs.Dequeue()();
        }

        _runsJobs = false;
    }

    public static Entity Copy(Entity row)
    {
        var copy = new Entity(row.LogicalName, row.Id);
        copy.Attributes.AddRange(row.Attributes);
        return copy;
    }

    Entity Stamped(Entity row, Guid user)
    {
        _context.CallerId = new EntityReference("systemuser", user);
        row["versionnumber"] = (long)++_version;
        return row;
    }
}
