using System;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Process;
using CrmMilestones.Dataverse.Security;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>
/// The platform's own part of Create and Update (stage 30): defaults, states, owners and stamps. Columns that callers
/// may not set are ignored, as on the platform.
/// </summary>
sealed class MainOperation(
    RowStore store, UserDirectory users, ProcessCatalog processes, DataverseOptions options)
{
    static readonly ColumnSet TeamColumns = new("businessunitid");

    const string First = "firstname";
    const string Last = "lastname";

    /// <summary>Writes a new row and puts its id into the target.</summary>
    internal void Insert(Entity target, RequestContext request)
    {
        var table = store.Catalog.Table(target.LogicalName);
        if (target.Id == Guid.Empty)
        {
            target.Id = Guid.NewGuid();
        }

        var row = Settable(target, table, column => column.IsValidForCreate);
        var now = options.UtcNow;
        foreach (var column in table.Columns)
        {
            if (column.DefaultValue is not { } value || row.Contains(column.LogicalName))
            {
                continue;
            }

            if (column.Type == ColumnType.YesNo)
            {
                row[column.LogicalName] = value != 0;
            }
            else if (column.Type == ColumnType.Choice)
            {
                row[column.LogicalName] = new OptionSetValue(value);
            }
        }
        States.OnCreate(row, table);
        Name(row, row, table);
        SetOwner(row, table, request.UserId);
        if (table.IsProcessTable)
        {
            new ProcessInstances(processes.Of(table.LogicalName), store, options).OnCreate(row);
        }

        var created = row.GetAttributeValue<DateTime?>("overriddencreatedon") ?? now;
        Stamp(row, table, "createdon", "createdby", created, request);
        Stamp(row, table, "modifiedon", "modifiedby", now, request);
        store.Insert(row, users.Get(request.UserId).TimeZone);
        users.Changed(table.LogicalName);
    }

    /// <summary>Writes the target's columns over a stored row.</summary>
    internal void Update(Entity target, RequestContext request)
    {
        var table = store.Catalog.Table(target.LogicalName);
        var before = store.Stored(target.LogicalName, target.Id);
        var row = Settable(target, table, column => column.IsValidForUpdate);
        Hierarchies.Check(row, store);
        States.OnUpdate(row, before, table);
        Name(row, before, table);
        if (row.Contains("ownerid"))
        {
            SetOwner(row, table, request.UserId);
        }

        if (table.IsProcessTable)
        {
            new ProcessInstances(processes.Of(table.LogicalName), store, options).OnUpdate(row, before);
        }

        Stamp(row, table, "modifiedon", "modifiedby", options.UtcNow, request);
        store.Update(row, users.Get(request.UserId).TimeZone);
        users.Changed(table.LogicalName);
    }

    static Entity Settable(Entity target, TableDefinition table, Func<ColumnDefinition, bool> isSettable)
    {
        var row = new Entity(target.LogicalName, target.Id);
        foreach (var (name, value) in target.Attributes)
        {
            var column = table.Column(name);
            if (name == table.PrimaryIdColumn || !isSettable(column))
            {
                continue;
            }
            // The store checks too, but what follows reads some of the values before. Unknown states have a code of
            // their own.
            if (value is not null && (value is not OptionSetValue || column.Type == ColumnType.Choice))
            {
                ValueRules.Check(table, column, value);
            }

            row[name] = value;
        }
        return row;
    }

    void SetOwner(Entity row, TableDefinition table, Guid defaultOwner)
    {
        if (table.TryGetColumn("organizationid", out var column) && table.LogicalName != "organization")
        {
            row[column.LogicalName] = new EntityReference("organization", EnvironmentIds.Organization);
        }

        if (table.Ownership != Ownership.User)
        {
            return;
        }

        var owner = row.GetAttributeValue<EntityReference>("ownerid") ?? new("systemuser", defaultOwner);
        row["ownerid"] = owner;
        row["owningbusinessunit"] = owner.LogicalName == "team"
            ? (store.FindValues("team", owner.Id, TeamColumns)
                ?? throw Faults.NoRow("team", owner.Id))["businessunitid"]
            : new EntityReference("businessunit", users.Get(owner.Id).BusinessUnitId);
    }

    /// <summary>A person's full name is made of first and last name.</summary>
    static void Name(Entity row, Entity before, TableDefinition table)
    {
        if (!table.TryGetColumn("fullname", out _) || !row.Contains(First) && !row.Contains(Last))
        {
            return;
        }

        string?[] parts = [Part(First), Part(Last)];
        row["fullname"] = string.Join(' ', parts.Where(part => !string.IsNullOrEmpty(part)));

        string? Part(string column) => (row.Contains(column) ? row : before).GetAttributeValue<string>(column);
    }

    static void Stamp(
        Entity row, TableDefinition table, string on, string by, DateTime when, RequestContext request)
    {
        if (table.TryGetColumn(on, out _))
        {
            row[on] = when;
        }

        if (table.TryGetColumn(by, out _))
        {
            row[by] = new EntityReference("systemuser", request.UserId);
        }
    }
}
