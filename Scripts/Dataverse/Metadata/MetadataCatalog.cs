using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;

namespace CrmMilestones.Dataverse.Metadata;

/// <summary>
/// Tables, global choices and relationships of an environment. Immutable: importing a solution makes a new catalog.
/// </summary>
public sealed class MetadataCatalog
{
    readonly FrozenDictionary<string, TableDefinition> _tables;
    readonly FrozenDictionary<string, ChoiceDefinition> _choices;
    readonly ILookup<string, RelationshipDefinition> _byReferenced;
    readonly ILookup<string, RelationshipDefinition> _hierarchies;

    /// <summary>A catalog of exactly these parts.</summary>
    public MetadataCatalog(
        IEnumerable<TableDefinition> tables, IEnumerable<ChoiceDefinition> choices,
        IEnumerable<RelationshipDefinition> relationships)
    {
        _tables = tables.ToFrozenDictionary(table => table.LogicalName, StringComparer.Ordinal);
        _choices = choices.ToFrozenDictionary(choice => choice.Name, StringComparer.Ordinal);
        Relationships = [.. relationships];
        _byReferenced = Relationships.ToLookup(relationship => relationship.ReferencedTable, StringComparer.Ordinal);
        _hierarchies = Relationships.Where(relationship => relationship.IsHierarchical)
            .ToLookup(relationship => relationship.ReferencedTable, StringComparer.Ordinal);
    }

    /// <summary>An environment without any solution: the platform's base tables that this host knows.</summary>
    public static MetadataCatalog BaseEnvironment { get; } = BaseTables.CreateCatalog();

    /// <summary>All tables.</summary>
    public IEnumerable<TableDefinition> Tables => _tables.Values;

    /// <summary>All global choices.</summary>
    public IEnumerable<ChoiceDefinition> Choices => _choices.Values;

    /// <summary>All 1:N relationships.</summary>
    public IReadOnlyList<RelationshipDefinition> Relationships { get; }

    /// <summary>Whether a table exists.</summary>
    public bool TryGetTable(string logicalName, [NotNullWhen(true)] out TableDefinition? table) =>
        _tables.TryGetValue(logicalName, out table);

    /// <summary>A table by logical name. Unknown: fault QueryBuilderNoEntity.</summary>
    public TableDefinition Table(string logicalName) =>
        _tables.TryGetValue(logicalName, out var table) ? table : throw Faults.NoTable(logicalName);

    /// <summary>A global choice by name. Unknown: fault ObjectDoesNotExist.</summary>
    public ChoiceDefinition Choice(string name) =>
        _choices.TryGetValue(name, out var choice)
            ? choice
            : throw Faults.Create(Faults.ObjectDoesNotExist, $"Global choice '{name}' does not exist.");

    /// <summary>Relationships in which rows of the table are the 1 side: what a delete has to look at.</summary>
    public IEnumerable<RelationshipDefinition> ReferencesTo(string table) => _byReferenced[table];

    /// <summary>The relationships by which the table's rows form hierarchies.</summary>
    public IEnumerable<RelationshipDefinition> HierarchiesOf(string table) => _hierarchies[table];
}
