using System;
using System.Collections.Generic;
using System.Linq;
using System.ServiceModel;
using CrmMilestones.Dataverse.Import;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Sandbox.App.Forms.Process;

/// <summary>
/// The guided process of a row: which one is shown, where it stands, and what its buttons send. What they send is
/// judged by the server; whether required steps are filled, by the client alone, before it sends anything.
/// </summary>
/// <param name="definitions">The processes on the row's table.</param>
/// <param name="service">The person's service.</param>
/// <param name="table">The row's table.</param>
/// <param name="rowId">The row.</param>
sealed class ProcessSession(
    IReadOnlyList<ProcessDefinition> definitions, IOrganizationService service, string table, Guid rowId)
{
    const string ActiveStage = "activestageid";
    const string Path = "traversedpath";
    const int Finished = 2;
    const int Aborted = 3;

    Entity? _instance;

    /// <summary>The processes that the person may use, in the order of the table.</summary>
    internal IReadOnlyList<ProcessDefinition> Available { get; private set; } = [];

    /// <summary>The process that is shown: the one last used, or the first for a row that has none yet.</summary>
    internal ProcessDefinition? Definition { get; private set; }

    /// <summary>The position of the active stage.</summary>
    internal int Active { get; private set; }

    /// <summary>The positions of the stages that were passed, the active one among them.</summary>
    internal int Reached { get; private set; }

    internal bool IsFinished => Status == Finished;

    internal bool IsAborted => Status == Aborted;

    internal bool IsRunning => !IsFinished && !IsAborted;

    /// <summary>When the active stage was entered; null before the process is started.</summary>
    internal DateTime? StartedOn => _instance?.GetAttributeValue<DateTime?>("activestagestartedon");

    int? Status => _instance?.GetAttributeValue<OptionSetValue>("statuscode")?.Value;

    /// <summary>Reads where the process stands. Nothing is written: looking at a row starts no process.</summary>
    internal void Load()
    {
        var found = definitions.Where(definition => definition.PrimaryTable == table)
            .OrderBy(definition => definition.Order)
            .Select(definition => (Definition: definition, Instances: Instances(definition)))
            .Where(found => found.Instances is not null)
            .ToList();
        Available = [.. found.Select(found => found.Definition)];
        (Definition, _instance) = found
            .SelectMany(found => found.Instances!, (found, instance) => (found.Definition, instance))
            .OrderByDescending(found => found.instance.GetAttributeValue<DateTime>("modifiedon"))
            .FirstOrDefault();
        Definition ??= Available.Count > 0 ? Available[0] : null;
        Active = _instance is null ? 0 : Index(_instance.GetAttributeValue<EntityReference>(ActiveStage).Id);
        Reached = Active;
    }

    /// <summary>The columns that the active stage insists on and that are empty in the form.</summary>
    internal IEnumerable<ProcessStep> Missing(Func<string, object?> valueOf) =>
        Definition!.Stages[Active].Steps.Where(step => step.IsRequired && valueOf(step.Column) is null or false);

    /// <summary>
    /// Moves to another stage: forward one at a time, back to any. The first move of a row without an instance starts
    /// one, which the server may put at a stage of its own.
    /// </summary>
    internal void MoveTo(int stage)
    {
        if (_instance is null)
        {
            var step = stage - Active;
            Start(Definition!);
            Load();
            stage = Math.Clamp(Active + step, 0, Definition!.Stages.Count - 1);
        }

        if (stage != Active)
        {
            Write(new()
            {
                [ActiveStage] = new EntityReference("processstage", Definition!.Stages[stage].Id),
                [Path] = string.Join(',', Definition.Stages.Take(stage + 1).Select(passed => passed.Id)),
            });
        }
    }

    internal void Finish() => SetState(1, Finished);

    internal void Abandon() => SetState(1, Aborted);

    internal void Reactivate() => SetState(0, 1);

    /// <summary>Shows another process from now on, and starts it if the row has none of it.</summary>
    internal void SwitchTo(ProcessDefinition definition)
    {
        if (Instances(definition) is [var there, ..])
        {
            // The process that was written last is the one that is shown.
            service.Update(new(definition.UniqueName, there.Id) { ["bpf_name"] = there["bpf_name"] });
        }
        else
        {
            Start(definition);
        }

        Load();
    }

    void SetState(int state, int status)
    {
        if (_instance is null)
        {
            Start(Definition!);
            Load();
        }

        Write(new()
        {
            ["statecode"] = new OptionSetValue(state),
            ["statuscode"] = new OptionSetValue(status),
        });
    }

    void Start(ProcessDefinition definition) => service.Create(new(definition.UniqueName)
    {
        [RecordColumn(definition)] = new EntityReference(table, rowId),
    });

    void Write(Entity changes)
    {
        changes.LogicalName = Definition!.UniqueName;
        changes.Id = _instance!.Id;
        service.Update(changes);
        Load();
    }

    /// <summary>The row's instances of a process; null for a person who may not read them.</summary>
    DataCollection<Entity>? Instances(ProcessDefinition definition)
    {
        QueryByAttribute query = new(definition.UniqueName) { ColumnSet = new ColumnSet(true) };
        query.AddAttributeValue(RecordColumn(definition), rowId);
        try
        {
            return service.RetrieveMultiple(query).Entities;
        }
        catch (FaultException<OrganizationServiceFault>)
        {
            return null;
        }
    }

    int Index(Guid stage)
    {
        var stages = Definition!.Stages;
        for (var i = 0; i < stages.Count; i++)
        {
            if (stages[i].Id == stage)
            {
                return i;
            }
        }

        return 0;
    }

    static string RecordColumn(ProcessDefinition definition) => $"bpf_{definition.PrimaryTable}id";
}
