using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Packaging.Source;

namespace CrmMilestones.Packaging.Checks;

/// <summary>Relationships are listed, complete, and one for each lookup column of ours.</summary>
static class RelationshipChecks
{
    public static IEnumerable<Defect?> Find(SolutionSource source, Schema schema) =>
        [.. List(source), .. source.Relationships.SelectMany(relationship => Ends(schema, relationship)),
            .. Lookups(source)];

    static IEnumerable<Defect?> List(SolutionSource source)
    {
        var listed = source.ListedRelationships.ToLookup(entry => entry.Attr("Name"));
        var bodies = source.Relationships.Select(body => body.Xml).ToLookup(body => body.Attr("Name"));
        return
        [
            .. from body in source.Relationships
               where !listed.Contains(body.Name)
               select Defect.At(body.Xml,
                   $"Relationship {body.Name} is not in {SolutionLayout.RelationshipList}, so it would be left out.",
                   $"Add <EntityRelationship Name=\"{body.Name}\" /> there."),
            .. from entry in source.ListedRelationships
               where !bodies.Contains(entry.Attr("Name"))
               select Defect.At(entry, $"Relationship {entry.Attr("Name")} has no body.",
                   "Add it to Other/Relationships/<referenced table>.xml, or remove the line."),
            .. from again in listed.Concat(bodies).SelectMany(same => same.Skip(1))
               select Defect.At(again, $"Relationship {again.Attr("Name")} occurs twice.", "Remove one."),
        ];
    }

    static IEnumerable<Defect?> Ends(Schema schema, SourceRelationship relationship)
    {
        var (xml, who) = (relationship.Xml, $"Relationship {relationship.Name}");
        return
        [
            schema.NoTable(xml.Element("ReferencingEntityName") ?? xml, who, relationship.ReferencingTable),
            schema.NoTable(xml.Element("ReferencedEntityName") ?? xml, who, relationship.ReferencedTable),
            schema.NoColumn(
                xml.Element("ReferencingAttributeName")
                    ?? xml, who, relationship.ReferencingTable, relationship.Column),
        ];
    }

    /// <summary>What a lookup points to is said by its relationship alone.</summary>
    static IEnumerable<Defect?> Lookups(SolutionSource source) =>
        from table in source.Tables
        from column in table.Columns
        where column is { Type: "lookup", IsCustom: true }
        let count = source.Relationships.Count(
            x => x.ReferencingTable == table.LogicalName && x.Column == column.LogicalName)
        where count != 1
        select Defect.At(column.Xml,
            $"Lookup {table.LogicalName}.{column.LogicalName} has {count} relationships instead of one.",
            "Give it exactly one in Other/Relationships.");
}
