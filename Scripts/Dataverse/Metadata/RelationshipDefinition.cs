using System.Collections.Generic;

namespace CrmMilestones.Dataverse.Metadata;

/// <summary>What deleting the referenced row does to the rows that refer to it.</summary>
public enum CascadeDelete
{
    /// <summary>Nothing: the reference stays.</summary>
    NoCascade,
    /// <summary>The lookup is emptied.</summary>
    RemoveLink,
    /// <summary>The delete is refused while referring rows exist.</summary>
    Restrict,
    /// <summary>Referring rows are deleted too.</summary>
    Cascade,
}

/// <summary>A 1:N relationship: <paramref name="ReferencingColumn"/> of the N side is a lookup to the 1 side.</summary>
public sealed record RelationshipDefinition(
    string SchemaName, string ReferencedTable, string ReferencingTable, string ReferencingColumn,
    CascadeDelete CascadeDelete)
{
    /// <summary>Whether the rows of one table form a hierarchy by it, in which no row is its own ancestor.</summary>
    public bool IsHierarchical { get; init; }
}

/// <summary>Columns that together identify a row; rows in which one of them is empty are not compared.</summary>
public sealed record AlternateKey(
    string LogicalName, string SchemaName, LocalizedLabels DisplayName, IReadOnlyList<string> Columns);
