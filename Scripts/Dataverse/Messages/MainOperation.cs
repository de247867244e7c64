using System;
using System.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Pipeline;
using CrmMilestones.Dataverse.Process;
using Microsoft.Xrm.Sdk;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>
/// The platform's own part of Create and Update (stage 30): defaults, states, owners and stamps. Columns that callers may not set are
/// ignored, as on the platform.
/// </summary>
sealed class MainOperation(Organization organization)
{
    /// <summary>Writes a new row and puts its id into the target.</summary>
    internal void Insert(Entity target, RequestContext request)
    {
        var table = organization.Catalog.Table(target.LogicalName);
        if (target.Id == Guid.Empty)
            target.Id = Guid.NewGuid();
        var row = Settable(target, table, column => column.IsValidForCreate);
        var now = organization.UtcNow;
        foreach (var column in table.Columns)
        {
            if (column.DefaultValue is { } value && !row.Contains(column.LogicalName) && column.Type is ColumnType.Choice or ColumnType.YesNo)
                row[column.LogicalName] = column.Type == ColumnType.YesNo ? value != 0 : new OptionSetValue(value);
        }
        States.OnCreate(row, table);
        SetOwner(row, table, request.UserId);
        if (table.IsProcessTable)
            new ProcessInstances(organization, organization.Processes.Of(table.LogicalName)).OnCreate(row);
        Stamp(row, table, "created", row.GetAttributeValue<DateTime?>("overriddencreatedon") ?? now, request);
        Stamp(row, table, "modified", now, request);
        organization.Store.Insert(row, organization.Users.Get(request.UserId).TimeZone);
        organization.Users.Changed(table.LogicalName);
    }

    /// <summary>Writes the target's columns over a stored row.</summary>
    internal void Update(Entity target, Entity before, RequestContext request)
    {
        var table = organization.Catalog.Table(target.LogicalName);
        var row = Settable(target, table, column => column.IsValidForUpdate);
        States.OnUpdate(row, before, table);
        if (row.Contains("ownerid"))
            SetOwner(row, table, request.UserId);
        if (table.IsProcessTable)
            new ProcessInstances(organization, organization.Processes.Of(table.LogicalName)).OnUpdate(row, before);
        Stamp(row, table, "modified", organization.UtcNow, request);
        organization.Store.Update(row, organization.Users.Get(request.UserId).TimeZone);
        organization.Users.Changed(table.LogicalName);
    }

    static Entity Settable(Entity target, Table table, Func<Column, bool> isSettable)
    {
        var row = new Entity(target.LogicalName, target.Id);
        foreach (var (name, value) in target.Attributes)
        {
            if (name != table.PrimaryIdColumn && isSettable(table.Column(name)))
                row[name] = value;
        }
        return row;
    }

    void SetOwner(Entity row, Table table, Guid defaultOwner)
    {
        if (table.Ownership != Ownership.User)
            return;
        var owner = row.GetAttributeValue<EntityReference>("ownerid") ?? new("systemuser", defaultOwner);
        row["ownerid"] = owner;
        var unit = owner.LogicalName == "team"
            ? organization.Store.Find("team", owner.Id, new("businessunitid"))?.GetAttributeValue<EntityReference>("businessunitid").Id
            : organization.Users.Get(owner.Id).BusinessUnitId;
        row["owningbusinessunit"] = unit is { } id ? new EntityReference("businessunit", id) : throw Faults.NoRow("team", owner.Id);
    }

    static void Stamp(Entity row, Table table, string what, DateTime when, RequestContext request)
    {
        if (table.TryGetColumn(what + "on", out _))
            row[what + "on"] = when;
        if (table.TryGetColumn(what + "by", out _))
            row[what + "by"] = new EntityReference("systemuser", request.UserId);
    }
}
