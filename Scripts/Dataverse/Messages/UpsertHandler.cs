using System;
using System.Collections.Generic;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>
/// Upsert: Update of the row that id or alternate key names, without the key's columns, else Create with the key's
/// values.
/// </summary>
sealed class UpsertHandler(RowStore store, RowWrites writes) : IMessageHandler
{
    public string Message => "Upsert";

    public IReadOnlyCollection<string> Parameters { get; } = ["Target"];

    public ParameterCollection Execute(OrganizationRequest request, RequestContext context)
    {
        var target = store.Row(request.Required<Entity>("Target"));
        var existing = Find(target);
        var key = target.KeyAttributes;
        target.KeyAttributes = [];
        if (existing is { } id)
        {
            foreach (var column in key.Keys)
            {
                target.Attributes.Remove(column);
            }

            target.Id = id;
            writes.Update(new("Update"), [target], context);
        }
        else
        {
            foreach (var (column, value) in key)
            {
                if (target.Contains(column))
                {
                    // What the platform says of a new row that has a key's column twice.
                    throw Faults.Create(Faults.UnExpected, "An unexpected error occurred.");
                }

                target[column] = value;
            }

            writes.Create(new("Create"), [target], context);
        }
        return new() { ["RecordCreated"] = existing is null, ["Target"] = target.ToEntityReference() };
    }

    Guid? Find(Entity target) =>
        target.Id == Guid.Empty && target.KeyAttributes.Count > 0
            ? store.FindByKey(target.LogicalName, target.KeyAttributes)
            : store.FindValues(target.LogicalName, target.Id, new ColumnSet(false))?.Id;
}
