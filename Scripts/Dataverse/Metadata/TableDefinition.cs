using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace CrmMilestones.Dataverse.Metadata;

/// <summary>Who owns the rows of a table, and so at which depths privileges apply.</summary>
public enum Ownership
{
    /// <summary>Rows belong to nobody (system tables such as sdkmessage).</summary>
    None,
    /// <summary>Rows belong to the whole organization.</summary>
    Organization,
    /// <summary>Rows belong to a business unit (systemuser, team).</summary>
    BusinessUnit,
    /// <summary>Rows have an owner (ownerid) and its business unit.</summary>
    User,
}

/// <summary>A table of the environment.</summary>
public sealed class TableDefinition
{
    readonly FrozenDictionary<string, ColumnDefinition> _columns;

    /// <summary>Declares a table; the primary id and the primary name, if any, are among the columns.</summary>
    public TableDefinition(IEnumerable<ColumnDefinition> columns)
    {
        Columns = [.. columns];
        _columns = Columns.ToFrozenDictionary(column => column.LogicalName, StringComparer.Ordinal);
    }

    /// <summary>Lower-case name used in rows and queries.</summary>
    public required string LogicalName { get; init; }

    /// <summary>The name in its original case, as in privilege names.</summary>
    public required string SchemaName { get; init; }

    /// <summary>The plural name of the Web API.</summary>
    public required string EntitySetName { get; init; }

    /// <summary>The primary key column.</summary>
    public required string PrimaryIdColumn { get; init; }

    /// <summary>The column whose text names a row in lookups; null for tables without one.</summary>
    public required string? PrimaryNameColumn { get; init; }

    /// <summary>Who owns the rows.</summary>
    public required Ownership Ownership { get; init; }

    /// <summary>Whether the rows are instances of a business process flow.</summary>
    public bool IsProcessTable { get; init; }

    /// <summary>Singular name people see.</summary>
    public LocalizedLabels DisplayName { get; init; } = LocalizedLabels.None;

    /// <summary>Plural name people see.</summary>
    public LocalizedLabels CollectionName { get; init; } = LocalizedLabels.None;

    /// <summary>Alternate keys.</summary>
    public IReadOnlyList<AlternateKey> Keys { get; init; } = [];

    /// <summary>All columns, in the order they were declared.</summary>
    public IReadOnlyList<ColumnDefinition> Columns { get; }

    /// <summary>The primary key column's metadata.</summary>
    public ColumnDefinition PrimaryId => _columns[PrimaryIdColumn];

    /// <summary>Whether a column exists.</summary>
    public bool TryGetColumn(string logicalName, [NotNullWhen(true)] out ColumnDefinition? column) =>
        _columns.TryGetValue(logicalName, out column);

    /// <summary>A column by logical name. Unknown: fault QueryBuilderNoAttribute.</summary>
    public ColumnDefinition Column(string logicalName) =>
        _columns.TryGetValue(logicalName, out var column) ? column : throw Faults.NoColumn(LogicalName, logicalName);

    /// <summary>The same table with other columns and keys.</summary>
    public TableDefinition With(IEnumerable<ColumnDefinition> columns, IReadOnlyList<AlternateKey> keys) => new(columns)
    {
        LogicalName = LogicalName,
        SchemaName = SchemaName,
        EntitySetName = EntitySetName,
        PrimaryIdColumn = PrimaryIdColumn,
        PrimaryNameColumn = PrimaryNameColumn,
        Ownership = Ownership,
        IsProcessTable = IsProcessTable,
        DisplayName = DisplayName,
        CollectionName = CollectionName,
        Keys = keys,
    };
}
