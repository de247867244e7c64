using System.Collections.Generic;
using System.Linq;
using CrmMilestones.Scripts.Pack.Source;

namespace CrmMilestones.Scripts.Pack.Checks;

/// <summary>Relationships are listed, complete, and one for each lookup column of ours.</summary>
static class RelationshipChecks
{
    public static IEnumerable<Problem> Find(SolutionSource source, Schema schema) =>
        [.. List(source), .. Ends(source, schema), .. Lookups(source)];

    static IEnumerable<Problem> List(SolutionSource source)
    {
        var listed = source.ListedRelationships.ToLookup(entry => entry.Attr("Name"));
        var bodies = source.Relationships.ToLookup(body => body.Name);
        return
        [
            .. from body in source.Relationships
               where !listed.Contains(body.Name)
               select Problem.At(body.Xml, $"Relationship {body.Name} is not in {SolutionLayout.RelationshipList}, so it would be left out.",
                   $"Add <EntityRelationship Name=\"{body.Name}\" /> there."),
            .. from entry in source.ListedRelationships
               where !bodies.Contains(entry.Attr("Name"))
               select Problem.At(entry, $"Relationship {entry.Attr("Name")} has no body.",
                   "Add it to Other/Relationships/<referenced table>.xml, or remove the line."),
            .. from again in listed.SelectMany(same => same.Skip(1)).Concat(bodies.SelectMany(same => same.Skip(1)).Select(body => body.Xml))
               select Problem.At(again, $"Relationship {again.Attr("Name")} occurs twice.", "Remove one."),
        ];
    }

    static IEnumerable<Problem> Ends(SolutionSource source, Schema schema)
    {
        foreach (var relationship in source.Relationships)
        {
            foreach (var end in new[] { "ReferencingEntityName", "ReferencedEntityName" })
            {
                if (!schema.HasTable(relationship.Xml.Text(end).ToLowerInvariant()))
                {
                    yield return Problem.At(relationship.Xml.Element(end) ?? relationship.Xml,
                        $"Relationship {relationship.Name} names table {relationship.Xml.Text(end)}, which does not exist.", "Correct the name.");
                }
            }

            if (schema.HasTable(relationship.ReferencingTable) && !schema.HasColumn(relationship.ReferencingTable, relationship.Column))
            {
                yield return Problem.At(relationship.Xml.Element("ReferencingAttributeName") ?? relationship.Xml,
                    $"Relationship {relationship.Name} names column {relationship.Column}, which {relationship.ReferencingTable} does not have.",
                    "Correct the name, or add the lookup column.");
            }
        }
    }

    /// <summary>What a lookup points to is said by its relationship alone.</summary>
    static IEnumerable<Problem> Lookups(SolutionSource source) =>
        from table in source.Tables
        from column in table.Columns
        where column is { Type: "lookup", IsCustom: true }
        let count = source.Relationships.Count(x => x.ReferencingTable == table.LogicalName && x.Column == column.LogicalName)
        where count != 1
        select Problem.At(column.Xml, $"Lookup {table.LogicalName}.{column.LogicalName} has {count} relationships instead of one.",
            "Give it exactly one in Other/Relationships.");
}
