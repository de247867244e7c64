using System;
using System.Xml.Linq;
using CrmMilestones.Dataverse.Metadata;
using CrmMilestones.Packaging.Platform;

namespace CrmMilestones.Dataverse.Import;

/// <summary>Reads &lt;EntityRelationship&gt;.</summary>
static class RelationshipReader
{
    /// <summary>A 1:N relationship; null for the one to Owner, which is no table.</summary>
    internal static RelationshipDefinition? Read(XElement relationship)
    {
        var name = relationship.RequiredAttribute("Name");
        var type = relationship.Required("EntityRelationshipType");
        if (type != "OneToMany")
        {
            throw new SolutionImportException($"Relationship '{name}': {type} relationships are not supported.");
        }

        var referenced = SchemaNames.Logical(relationship.Required("ReferencedEntityName"));
        if (referenced == "owner")
        {
            return null;
        }

        var referencing = SchemaNames.Logical(relationship.Required("ReferencingEntityName"));
        return new(name, referenced, referencing,
            SchemaNames.Logical(relationship.Required("ReferencingAttributeName")),
            Cascade(name, relationship.Text("CascadeDelete") ?? nameof(CascadeDelete.RemoveLink)))
        {
            IsHierarchical = referencing == referenced && relationship.Flag("IsHierarchical"),
        };
    }

    static CascadeDelete Cascade(string relationship, string name) =>
        Enum.TryParse<CascadeDelete>(name, out var cascade)
            ? cascade
            : throw new SolutionImportException(
                $"Relationship '{relationship}': CascadeDelete '{name}' is not supported.");
}
