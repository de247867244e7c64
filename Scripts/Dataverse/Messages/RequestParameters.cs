using System;
using System.Linq;
using System.Runtime.CompilerServices;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Dataverse.Query;
using CrmMilestones.Dataverse.Store;
using Microsoft.Xrm.Sdk;
using Microsoft.Xrm.Sdk.Query;

namespace CrmMilestones.Dataverse.Messages;

/// <summary>Reads what requests carry.</summary>
static class RequestParameters
{
    static readonly string[] PlatformColumns =
        ["ownerid", "owningbusinessunit", "statecode", "statuscode", "firstname", "lastname"];

    /// <summary>Those that a table has.</summary>
    static readonly ConditionalWeakTable<TableDefinition, ColumnSet> ColumnsOfTables = [];

    /// <summary>A parameter that must be there.</summary>
    internal static T Required<T>(this OrganizationRequest request, string name) =>
        request.Parameters.TryGetValue(name, out object? value) && value is T typed ? typed
        : throw Faults.Invalid($"The required field '{name}' is missing from {request.RequestName}.");

    /// <summary>A parameter, or a default.</summary>
    internal static T? Optional<T>(this OrganizationRequest request, string name) =>
        request.Parameters.TryGetValue(name, out object? value) && value is T typed ? typed : default;

    /// <summary>
    /// The caller's row as the pipeline works on it: a copy whose columns all exist, with its id and its lookups' ids
    /// where alternate keys stand for them.
    /// </summary>
    internal static Entity Row(this RowStore store, Entity sent)
    {
        var table = store.Catalog.Table(sent.LogicalName);
        if (sent.RelatedEntities.Count > 0)
        {
            throw Faults.NotSupported("Related rows in one request (deep insert) are not supported by this host.");
        }

        var row = sent.Copy();
        foreach (var (column, value) in row.Attributes)
        {
            _ = table.Column(column);
            if (value is EntityReference { KeyAttributes.Count: > 0 } reference)
            {
                reference.Id = store.Resolve(reference.LogicalName, reference.Id, reference.KeyAttributes);
            }
        }
        if (row.Id == Guid.Empty && row.TryGetAttributeValue<Guid>(table.PrimaryIdColumn, out var id))
        {
            row.Id = id;
        }

        return row;
    }

    /// <summary>The same, of a row that its id or alternate key names.</summary>
    internal static Entity ExistingRow(this RowStore store, Entity sent)
    {
        var row = store.Row(sent);
        row.Id = store.Resolve(row.LogicalName, row.Id, row.KeyAttributes);
        return row;
    }

    /// <summary>
    /// What the platform itself needs of a stored row before it changes it; a missing row is a fault.
    /// </summary>
    internal static Entity Stored(this RowStore store, string tableName, Guid id)
    {
        var table = store.Catalog.Table(tableName);
        var columns = ColumnsOfTables.GetValue(table, static of => of.IsProcessTable ? new ColumnSet(true)
            : new ColumnSet([.. PlatformColumns.Where(name => of.TryGetColumn(name, out _))]));
        return store.FindValues(tableName, id, columns) ?? throw Faults.NoRow(tableName, id);
    }

    /// <summary>The rows whose lookup in a relationship points to a row.</summary>
    internal static EntityReference[] Referring(
        this RowStore store, RelationshipDefinition relationship, Guid id)
    {
        var query = new QueryExpression(relationship.ReferencingTable) { ColumnSet = new ColumnSet(false) };
        query.Criteria.AddCondition(relationship.ReferencingColumn, ConditionOperator.Equal, id);
        var rows = store.Query(RowQuery.From(query), new());
        return [.. rows.Entities.Select(row => row.ToEntityReference())];
    }

    /// <summary>The rows of a Multiple request, all of one table.</summary>
    internal static Entity[] Rows(this RowStore store, OrganizationRequest request, bool existing = false)
    {
        var targets = request.Required<EntityCollection>("Targets").Entities;
        if (targets.Count == 0)
        {
            throw Faults.Invalid($"The required field 'Targets' of {request.RequestName} is empty.");
        }

        if (targets.Any(row => row.LogicalName != targets[0].LogicalName))
        {
            throw Faults.Invalid($"All rows of {request.RequestName} must be of one table.");
        }

        return [.. targets.Select(row => existing ? store.ExistingRow(row) : store.Row(row))];
    }

    /// <summary>The id of the row with the given alternate key values, or null. A key with an empty value is nobody's.
    /// </summary>
    internal static Guid? FindByKey(this RowStore store, string tableName, KeyAttributeCollection key)
    {
        var table = store.Catalog.Table(tableName);
        var names = key.Keys.ToHashSet();
        if (!table.Keys.Any(candidate => names.SetEquals(candidate.Columns)))
        {
            var columns = string.Join(", ", names.Order(StringComparer.Ordinal));
            throw Faults.Invalid($"The columns {columns} are not an alternate key of '{tableName}'.");
        }
        if (key.Values.Any(value => value is null or ""))
        {
            return null;
        }

        var query = new QueryByAttribute(tableName) { ColumnSet = new(table.PrimaryIdColumn) };
        foreach (var (column, value) in key)
        {
            query.AddAttributeValue(column, value switch
            {
                EntityReference reference => reference.Id,
                OptionSetValue choice => choice.Value,
                _ => value,
            });
        }

        return store.Query(RowQuery.From(query), new()).Entities.FirstOrDefault()?.Id;
    }

    /// <summary>The id that an id or an alternate key names; a key that names no row is a fault.</summary>
    internal static Guid Resolve(this RowStore store, string table, Guid id, KeyAttributeCollection key) =>
        id != Guid.Empty ? id
        : key.Count == 0
            ? throw Faults.Invalid($"A row of '{table}' is needed, but neither id nor alternate key is given.")
        : store.FindByKey(table, key)
            ?? throw Faults.Create(PlatformCodes.RecordNotFoundByEntityKey,
                $"A record with the specified key values does not exist in {table} entity.");
}
