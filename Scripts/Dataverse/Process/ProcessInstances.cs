using System;
using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Dataverse.Import;
using CrmMilestones.Dataverse.Query;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Process;

/// <summary>
/// What the platform checks and fills in rows of a process's table (Scripts/Dataverse/PLATFORM.md#guided-processes).
/// </summary>
sealed class ProcessInstances(ProcessDefinition definition, RowStore store, DataverseOptions options)
{
    const string Stage = "activestageid";
    const string Path = "traversedpath";
    const string StartedOn = "activestagestartedon";
    const string CompletedOn = "completedon";

    string RecordColumn => ProcessCatalog.RecordColumn(definition);

    /// <summary>A new instance: one per record, at the first stage unless stage and path say another.</summary>
    internal void OnCreate(Entity row)
    {
        var record = row.GetAttributeValue<EntityReference>(RecordColumn);
        if (record is null
            || store.FindValues(record.LogicalName, record.Id, new ColumnSet("statecode")) is null)
        {
            throw Faults.Create(ProcessCodes.PrimaryRecordMissing,
                $"The primary record ({RecordColumn}) of the business process is missing.");
        }
        if (row.Contains("processid") && row["processid"] is null)
        {
            throw Faults.Create(
                ProcessCodes.ProcessIdEmpty, "The process id of the business process instance cannot be empty.");
        }

        if (HasInstance(record.Id))
        {
            throw Faults.Create(
                ProcessCodes.InstanceExists, "A business process flow already exists for the target record and "
                + "could not be created. Please contact your system administrator.");
        }

        row["processid"] = new EntityReference("workflow", definition.Id);
        if (!row.Contains(Stage))
        {
            row[Stage] = new EntityReference("processstage", definition.Stages[0].Id);
        }

        if (!row.Contains(Path))
        {
            row[Path] = definition.Stages[0].Id.ToString();
        }

        CheckPath(row.GetAttributeValue<EntityReference>(Stage), row.GetAttributeValue<string>(Path));
        row[StartedOn] = options.UtcNow;
        if (row.GetAttributeValue<string>("bpf_name") is null)
        {
            row["bpf_name"] = definition.Name.ToString();
        }
    }

    /// <summary>A moved, finished, aborted or reactivated instance.</summary>
    internal void OnUpdate(Entity row, Entity before)
    {
        var state = (row.Contains("statecode") ? row : before).GetAttributeValue<OptionSetValue>("statecode");
        var isActive = state.Value == 0;
        if (row.Contains(Stage) || row.Contains(Path))
        {
            Move(row, before, isActive);
        }

        if (row.Contains("statecode"))
        {
            row[CompletedOn] = isActive ? null : before.GetAttributeValue<DateTime?>(CompletedOn)
                ?? options.UtcNow;
        }
    }

    void Move(Entity row, Entity before, bool isActive)
    {
        var old = before.GetAttributeValue<EntityReference>(Stage);
        var oldPath = before.GetAttributeValue<string>(Path);
        var stage = row.Contains(Stage) ? row.GetAttributeValue<EntityReference>(Stage) : old;
        var path = row.Contains(Path) ? row.GetAttributeValue<string>(Path) : oldPath;
        if (stage is not null && stage.Id == old.Id && path == oldPath)
        {
            return;
        }

        if (!isActive)
        {
            throw Faults.Create(ProcessCodes.InstanceInactive,
                "The stage of a business process instance that is not active cannot be changed.");
        }
        CheckPath(stage, path);
        var (from, to) = (Index(old.Id), Index(stage!.Id));
        if (to > from + 1)
        {
            throw Faults.Create(ProcessCodes.InvalidStageTransition, "Invalid stage transition. Transition to stage "
                + $"{definition.Stages[to].Name} is not in the process active path.");
        }
        if (to > from && options.EnforceRequiredSteps)
        {
            RequireSteps(definition.Stages[from], before.GetAttributeValue<EntityReference>(RecordColumn));
        }

        if (to != from)
        {
            row[StartedOn] = options.UtcNow;
        }
    }

    /// <summary>The path leads from the first stage to the active one, without a gap.</summary>
    void CheckPath(EntityReference? stage, string? path)
    {
        if (stage is null || stage.Id == Guid.Empty)
        {
            throw Faults.Create(ProcessCodes.ActiveStageEmpty,
                "Error updating the Business Process: Active Stage ID cannot be empty.");
        }
        var last = Index(stage.Id);
        var ids = Ids(path);
        var first = definition.Stages[0].Id;
        if (ids.Count == 0 || ids[0] != first)
        {
            throw Faults.Create(
                ProcessCodes.FirstStageIsNotFirstOfPath, $"First Stage ID '{first}' does not match first Stage ID "
                + $"in Traversed Path '{path}'. Please contact your system administrator.");
        }
        if (ids[^1] != stage.Id)
        {
            throw Faults.Create(
                ProcessCodes.ActiveStageIsNotLastOfPath, $"Active Stage ID '{stage.Id}' does not match last Stage ID "
                + $"in Traversed Path '{path}'. Please contact your system administrator.");
        }
        if (!ids.SequenceEqual(definition.Stages.Take(last + 1).Select(step => step.Id)))
        {
            throw Faults.Create(ProcessCodes.StageNotInProcess,
                $"Traversed Path '{path}' is not a path of the process '{definition.Name}'.");
        }
    }

    void RequireSteps(ProcessStage stage, EntityReference record)
    {
        var required = stage.Steps.Where(step => step.IsRequired).Select(step => step.Column).ToArray();
        var row = store.FindValues(record.LogicalName, record.Id, new ColumnSet(required))!;
        if (required.Any(column => !row.Contains(column)))
        {
            throw Faults.Create(
                ProcessCodes.RequiredStepsMissing, "To move to the next stage, complete the required steps.");
        }
    }

    int Index(Guid stageId)
    {
        for (var i = 0; i < definition.Stages.Count; i++)
        {
            if (definition.Stages[i].Id == stageId)
            {
                return i;
            }
        }
        throw Faults.Create(ProcessCodes.StageNotInProcess,
            $"Stage '{stageId}' is not a stage of the process '{definition.Name}'.");
    }

    bool HasInstance(Guid recordId)
    {
        var query = new QueryByAttribute(definition.UniqueName);
        query.AddAttributeValue(RecordColumn, recordId);
        return store.Query(RowQuery.From(query), new()).Entities.Count > 0;
    }

    static List<Guid> Ids(string? path)
    {
        List<Guid> ids = [];
        foreach (var part in (path ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            ids.Add(Guid.TryParse(part, out var id) ? id : Guid.Empty);
        }

        return ids;
    }
}
